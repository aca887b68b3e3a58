package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.file.content.OpenFile;
import io.indelible.instrumentation.file.content.Traffic;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what threads of a pool read and write for an asynchronous channel. Which bytes these are is not looked at: they are handed
 * on to a thread that nobody knows.
 */
final class AsynchronousHandlers {
    private AsynchronousHandlers() {}

    /** A channel is opened. */
    record Open(OpenFiles files) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            return first == null ? null : files.opening(first.toString(), StreamFile.By.CHANNEL);
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            StreamFile file = (StreamFile) begun;
            if (thrown != null) {
                files.refused(file, thrown);
            } else if (result != null) {
                files.opened(result, file);
            }
        }
    }

    /** A thread begins to fill or to empty a buffer. */
    record Begin(boolean reads) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            if (self != null && first instanceof ByteBuffer buffer) {
                Traffic.current().transfer = new Transfer(self, buffer, buffer.position(), reads);
            }
        }
    }

    /** The thread has done so. Whatever else is done with a channel ends in the same way, and began in another. */
    record Done(OpenFiles files) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            Traffic traffic = Traffic.current();
            if (self == null || !(traffic.transfer instanceof Transfer transfer)) {
                return;
            }
            traffic.transfer = null;
            if (transfer.channel == self) {
                count(traffic, transfer);
            }
        }

        private void count(Traffic traffic, Transfer transfer) {
            long bytes = (long) transfer.buffer.position() - transfer.before;
            if (transfer.reads) {
                traffic.passed(files, transfer.channel, null, OpenFile.UNKNOWN, bytes);
                return;
            }
            StreamFile file = files.of(transfer.channel);
            if (file != null) {
                file.wroteUnseen(traffic, bytes);
            }
        }
    }

    /** What one thread does. */
    private record Transfer(Object channel, ByteBuffer buffer, int before, boolean reads) {}
}
