package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.Handlers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads into several buffers and writes out of several. */
final class VectoredHandlerTest {
    private static final int SIZE = 50_000;

    private final WatchedFiles files = new WatchedFiles();
    private final ByteBuffer first = ByteBuffer.allocate(1000);
    private final ByteBuffer second = ByteBuffer.allocateDirect(7000);
    private Path a;
    private Path b;
    private FileChannel in;
    private FileChannel out;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        a = Files.write(folder.resolve("a"), RandomBytes.of(SIZE));
        b = folder.resolve("b");
        in = files.channel(a, StandardOpenOption.READ);
        out = files.channel(b, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @AfterEach
    void close() throws IOException {
        in.close();
        out.close();
    }

    @Test
    void allInOrder_isACopy() throws Exception {
        while (files.scatter(in, a, first, second) >= 0) {
            files.gather(out, b, first.flip(), second.flip());
            first.clear();
            second.clear();
        }
        assertThat(told()).containsExactly("copy a -> b " + SIZE);
    }

    @Test
    void scatteredAndWrittenOneByOne_isACopy() throws Exception {
        while (files.scatter(in, a, first, second) >= 0) {
            for (ByteBuffer each : new ByteBuffer[] {first, second}) {
                out.write(each.flip());
                files.wrote(out, b, each, -1);
                each.clear();
            }
        }
        assertThat(told()).containsExactly("copy a -> b " + SIZE);
    }

    @Test
    void buffersSwapped_areNoCopy() throws Exception {
        while (files.scatter(in, a, first, second) >= 0) {
            files.gather(out, b, second.flip(), first.flip());
            first.clear();
            second.clear();
        }
        assertThat(told()).containsExactly("read a " + SIZE, "write b " + SIZE);
    }

    @Test
    void head_isNoCopy() throws Exception {
        files.scatter(in, a, first, second);
        files.gather(out, b, first.flip(), second.flip());
        assertThat(told()).containsExactly("read a 8000", "write b 8000");
    }

    @Test
    void bufferTwiceInTheArray_isCountedAsItWasWritten() throws Exception {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(a));
        files.gather(out, b, all, all);
        assertThat(told()).containsExactly("write b " + Files.size(b));
    }

    /** What is changed in the array while the call runs is of no concern to it. */
    @Test
    void arrayChangedMeanwhile_makesNoDifference() throws Exception {
        ByteBuffer[] buffers = {first, second};
        Handlers.CallHandler handler = files.handlers.call(Call.CHANNEL_SCATTER);
        Object begun = handler.begin(in, buffers, a.toString());
        long count = in.read(buffers);
        buffers[1] = ByteBuffer.allocate(1);
        handler.end(Objects.requireNonNull(begun), count, null);
        assertThat(told()).containsExactly("read a 8000");
    }

    @Test
    void arrayWithoutBuffers_isTheCallsOwnTrouble() {
        Handlers.CallHandler handler = files.handlers.call(Call.CHANNEL_GATHER);
        Object begun = handler.begin(out, new ByteBuffer[2], b.toString());
        handler.end(Objects.requireNonNull(begun), null, new NullPointerException());
        assertThat(files.operations.ended()).isEmpty();
    }

    private List<String> told() throws IOException {
        files.close(in);
        files.close(out);
        return files.toldInTheEnd();
    }
}
