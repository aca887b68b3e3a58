package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.file.content.Traffic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of transfers between channels, whatever happens inside them. */
final class TransferHandlerTest {
    private static final int SIZE = 6000;

    private final WatchedFiles files = new WatchedFiles();
    private Path a;
    private FileChannel from;
    private FileChannel to;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        a = Files.write(folder.resolve("a"), new byte[SIZE]);
        from = files.channel(a, StandardOpenOption.READ);
        to = files.channel(folder.resolve("b"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    @AfterEach
    void close() throws IOException {
        Traffic.current().resume(); // other tests share the thread
        from.close();
        to.close();
    }

    @Test
    void readInsideATransfer_isNotToldTwice() throws Exception {
        Object begun = begin();
        assertThat(read()).isEqualTo(SIZE);
        end(begun, SIZE);
        files.close(to);
        files.close(from);
        assertThat(files.toldInTheEnd()).containsExactly("read a 6000", "write b 6000");
    }

    @Test
    void transferInsideATransfer_isAPartOfIt() {
        Object begun = begin();
        assertThat(files.handlers.call(Call.CHANNEL_TRANSFER_TO).begin(from, to, 0L))
                .isNull();
        end(begun, 0);
    }

    @Test
    void failedTransfer_failsBoth() throws Exception {
        Object begun = begin();
        files.handlers.call(Call.CHANNEL_TRANSFER_TO).end(begun, null, new IOException("no space"));
        files.close(to);
        files.close(from);
        assertThat(files.operations.ended()).hasSize(2).allSatisfy(ended -> assertThat(ended.errorType())
                .isEqualTo("java.io.IOException"));
    }

    @Test
    void transferWhoseEndWasMissed_suspendsNothingForEver() throws Exception {
        begin();
        // For want of stack, nobody heard that it was over.
        long read = 0;
        for (int i = 0; i < 100 && read == 0; i++) {
            System.gc();
            read();
            read = files.handlers.call(Call.CHANNEL_TRANSFER_TO).begin(from, to, 0L) == null ? 0 : 1;
        }
        assertThat(read).isPositive();
    }

    private Object begin() {
        return Objects.requireNonNull(
                files.handlers.call(Call.CHANNEL_TRANSFER_TO).begin(from, to, 0L));
    }

    private void end(Object begun, long count) {
        files.handlers.call(Call.CHANNEL_TRANSFER_TO).end(begun, count, null);
    }

    private int read() throws IOException {
        return files.read(from, a, ByteBuffer.allocate(SIZE), 0);
    }
}
