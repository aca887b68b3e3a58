package io.indelible.instrumentation.file;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.file.content.OpenFile;
import io.indelible.instrumentation.file.content.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * {@code transferTo} and {@code transferFrom}: a step of a read, of a write, or of a copy when both ends are files. What
 * the JDK does inside differs from version to version: what passes there by watched reads and writes is not told twice.
 */
final class TransferHandler implements Handlers.CallHandler {
    private final OpenFiles files;
    private final boolean to;

    TransferHandler(OpenFiles files, int call) {
        this.files = files;
        to = call == Call.CHANNEL_TRANSFER_TO;
    }

    /** See {@link OpenFiles#warmUp}; the file is open, by itself. */
    static void warmUp(OpenFiles files, StreamFile file) {
        new Transfer(new Traffic(), file, file, file, 0, 0).end(files, 0, null);
    }

    /** The channel; the other one; where in the channel's own file the bytes are. */
    @Override
    public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
        StreamFile own = files.of(self);
        StreamFile other = files.of(first);
        Traffic traffic = Traffic.current();
        if (self == null || first == null || (own == null && other == null) || traffic.isSuspended()) {
            return null;
        }
        long position = second instanceof Long at ? at : OpenFile.UNKNOWN;
        Transfer transfer = to
                ? new Transfer(traffic, self, own, other, position, OpenFile.UNKNOWN)
                : new Transfer(traffic, first, other, own, OpenFile.UNKNOWN, position);
        transfer.begin();
        return transfer;
    }

    @Override
    public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
        ((Transfer) begun).end(files, result instanceof Long count ? count : 0, thrown);
    }

    /** One call. */
    private static final class Transfer {
        private final Traffic traffic;
        private final Object from;
        private final @Nullable StreamFile source;
        private final @Nullable StreamFile target;
        private final long sourcePosition;
        private final long targetPosition;
        private long readBefore;
        private long writtenBefore;

        Transfer(
                Traffic traffic,
                Object from,
                @Nullable StreamFile source,
                @Nullable StreamFile target,
                long sourcePosition,
                long targetPosition) {
            this.traffic = traffic;
            this.from = from;
            this.source = source;
            this.target = target;
            this.sourcePosition = sourcePosition;
            this.targetPosition = targetPosition;
        }

        void begin() {
            if (source != null && target != null) {
                traffic.suspend(this);
                return;
            }
            readBefore = source == null ? 0 : traffic.bytesRead(source);
            writtenBefore = target == null ? 0 : target.written();
        }

        void end(OpenFiles files, long count, @Nullable Throwable thrown) {
            if (source != null && target != null) {
                traffic.resume();
            }
            if (thrown != null) {
                fail(source, thrown);
                fail(target, thrown);
            } else if (source != null && target != null) {
                traffic.passed(files, from, source.path, sourcePosition, count);
                target.passed(traffic, targetPosition, count);
            } else if (source != null) {
                traffic.passed(
                        files, from, source.path, sourcePosition, count - (traffic.bytesRead(source) - readBefore));
            } else if (target != null) {
                target.wroteUnseen(traffic, count - (target.written() - writtenBefore));
            }
        }

        private static void fail(@Nullable StreamFile file, Throwable thrown) {
            if (file != null) {
                file.failed(thrown);
            }
        }
    }
}
