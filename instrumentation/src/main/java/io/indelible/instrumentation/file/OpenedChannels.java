package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Handlers;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The paths of the last few channels that each thread opened. A transfer knows its own channel's path; that of the
 * other channel is a private field which only inlined advice can read, so it is noted when the channel is opened.
 *
 * <p>One small object per opened channel; channels are referred to weakly.
 */
final class OpenedChannels implements Handlers.NoteHandler {
    private static final int REMEMBERED = 4;

    private static final ThreadLocal<@Nullable Opened> NEWEST = new ThreadLocal<>();

    @Override
    public void note(@Nullable Object channel, @Nullable Object path) {
        if (channel == null || !(path instanceof String text)) {
            return;
        }
        Opened opened = new Opened(channel, text, NEWEST.get());
        opened.forgetAfter(REMEMBERED);
        NEWEST.set(opened);
    }

    /** The path of a channel that this thread opened recently; null when it is not known. */
    @Nullable
    String pathOf(Object channel) {
        for (Opened opened = NEWEST.get(); opened != null; opened = opened.older) {
            if (opened.refersTo(channel)) {
                return opened.path;
            }
        }
        return null;
    }

    private static final class Opened extends WeakReference<Object> {
        final String path;

        @Nullable
        Opened older;

        Opened(Object channel, String path, @Nullable Opened older) {
            super(channel);
            this.path = path;
            this.older = older;
        }

        void forgetAfter(int count) {
            Opened oldest = this;
            for (int i = 1; i < count && oldest.older != null; i++) {
                oldest = oldest.older;
            }
            oldest.older = null;
        }
    }
}
