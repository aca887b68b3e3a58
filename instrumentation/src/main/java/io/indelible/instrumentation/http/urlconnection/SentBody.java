package io.indelible.instrumentation.http.urlconnection;

import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.file.content.Claim;
import io.indelible.instrumentation.file.content.OpenFile;
import io.indelible.instrumentation.file.content.Traffic;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, by the stream that it is written to. Tells the file whose bytes these are as often as all that
 * its thread has read of it was written here; the file itself knows in the end whether that was still so.
 *
 * <p>Bytes before and after those of a file, and further files, are no matter: a form has many parts. Confined to one
 * thread at a time.
 */
final class SentBody extends WeakReference<Object> implements Supplier<@Nullable TraceContext> {
    private final Claim claim = new Claim();
    private @Nullable UrlConnectionOperation request;
    private @Nullable Traffic writer;
    private @Nullable OpenFile file;

    SentBody(Object stream, UrlConnectionOperation request) {
        super(stream);
        this.request = request;
    }

    /** The request; null when nothing of what was written is sent with it. */
    @Override
    public @Nullable TraceContext get() {
        return request;
    }

    void wrote(Traffic traffic, byte[] from, int offset, int count) {
        OpenFile origin = origin(traffic, count);
        if (origin != null) {
            claim.fed(traffic, from, offset, count);
            tell(traffic, origin);
        }
    }

    void wrote(Traffic traffic, byte value) {
        OpenFile origin = origin(traffic, 1);
        if (origin != null) {
            claim.fed(traffic, value);
            tell(traffic, origin);
        }
    }

    /** The file that this thread has read last. Its first bytes begin a claim, whatever was written before them. */
    private @Nullable OpenFile origin(Traffic traffic, int count) {
        OpenFile last = count == 0 ? null : traffic.lastRead();
        if (last != null && (last != file || traffic != writer || traffic.bytesOfLast() == count)) {
            claim.clear();
            file = last;
            writer = traffic;
        }
        return last;
    }

    private void tell(Traffic traffic, OpenFile origin) {
        if (claim.settle(traffic) != null) {
            origin.sentInto(this, claim.length());
        }
    }

    /** Nothing more will be written. */
    void close() {
        if (request != null) {
            request.touch();
        }
        forget();
    }

    /** What was written will not be sent. */
    void reset() {
        request = null;
        forget();
    }

    private void forget() {
        claim.clear();
        file = null;
    }
}
