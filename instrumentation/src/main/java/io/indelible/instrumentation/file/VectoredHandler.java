package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.file.content.OpenFile;
import io.indelible.instrumentation.file.content.Traffic;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a channel that scatter and writes that gather: as many of single buffers, in their order. How much of it was whose
 * is seen by how far the buffers' positions moved; where that does not add up, as with one buffer twice in the array, the
 * bytes are counted only.
 */
final class VectoredHandler implements Handlers.CallHandler {
    private final OpenFiles files;
    private final boolean reads;

    VectoredHandler(OpenFiles files, boolean reads) {
        this.files = files;
        this.reads = reads;
    }

    /** See {@link OpenFiles#warmUp}; the file is open, by itself. */
    static void warmUp(OpenFiles files, StreamFile file) {
        ByteBuffer[] none = {ByteBuffer.allocate(1), null};
        for (boolean reads : new boolean[] {true, false}) {
            VectoredHandler handler = new VectoredHandler(files, reads);
            Object begun = handler.begin(file, none, "");
            if (begun != null) {
                handler.end(begun, 0L, null);
            }
        }
    }

    /** The channel; the buffers; the path of the file. */
    @Override
    public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
        if (self == null
                || !(first instanceof ByteBuffer[] buffers)
                || !(second instanceof String path)
                || Traffic.current().isSuspended()
                || !(files.find(self, path) instanceof StreamFile file)) {
            return null;
        }
        return new Transfer(self, file, buffers.clone());
    }

    @Override
    public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
        Transfer transfer = (Transfer) begun;
        if (thrown != null) {
            transfer.file.failed(thrown);
        } else if (result instanceof Long count) {
            transfer.end(Traffic.current(), count);
        }
    }

    /** One call. The application may put other buffers into its array meanwhile, so this has one of its own. */
    private final class Transfer {
        final StreamFile file;
        private final Object channel;
        private final @Nullable ByteBuffer[] buffers;
        private final int[] positions;

        Transfer(Object channel, StreamFile file, @Nullable ByteBuffer[] buffers) {
            this.channel = channel;
            this.file = file;
            this.buffers = buffers;
            positions = new int[buffers.length];
            for (int i = 0; i < buffers.length; i++) {
                positions[i] = position(i);
            }
        }

        private int position(int index) {
            ByteBuffer buffer = buffers[index];
            return buffer == null ? 0 : buffer.position();
        }

        void end(Traffic traffic, long count) {
            if (count < 0) {
                traffic.read(files, channel, file.path, -1);
            } else if (count == moved()) {
                each(traffic);
            } else if (reads) {
                traffic.passed(files, channel, file.path, OpenFile.UNKNOWN, count);
            } else {
                file.wroteUnseen(traffic, count);
            }
        }

        private long moved() {
            long moved = 0;
            for (int i = 0; i < buffers.length; i++) {
                moved += position(i) - positions[i];
            }
            return moved;
        }

        private void each(Traffic traffic) {
            for (int i = 0; i < buffers.length; i++) {
                ByteBuffer buffer = buffers[i];
                int count = position(i) - positions[i];
                if (buffer != null && count > 0) {
                    if (reads) {
                        traffic.read(files, channel, file.path, buffer, OpenFile.UNKNOWN, count);
                    } else {
                        file.wrote(traffic, buffer, OpenFile.UNKNOWN, count);
                    }
                }
            }
        }
    }
}
