package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Handlers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the operation of an open file ends: once, and not before it is known what it is. */
final class StreamFileTest {
    private static final int SIZE = 5000;

    private final WatchedFiles files = new WatchedFiles();
    private Path folder;
    private Path a;
    private Path b;
    private Path c;

    @BeforeEach
    void writeSource(@TempDir Path temporary) throws IOException {
        folder = temporary;
        a = write("a");
        b = folder.resolve("b");
        c = write("c");
    }

    @Test
    void closedReader_waits() throws Exception {
        read(a);
        files.handlers.keepUp(false);
        assertThat(files.told()).isEmpty();
    }

    @Test
    void closedReader_endsWhenItsThreadReadsAnotherFile() throws Exception {
        read(a);
        InputStream other = files.input(c);
        assertThat(other.read()).isNotNegative();
        assertThat(files.told()).containsExactly("read a 5000");
        other.close();
    }

    @Test
    void closedReader_endsWithTheProcess() throws Exception {
        read(a);
        assertThat(files.toldInTheEnd()).containsExactly("read a 5000");
    }

    @Test
    void readerClosedAfterTheEndOfTheProcess_waitsForNothing() throws Exception {
        files.handlers.keepUp(true);
        read(a);
        assertThat(files.told()).containsExactly("read a 5000");
    }

    @Test
    void openReader_isLeftOpenAtTheEndOfTheProcess() throws Exception {
        try (InputStream in = files.input(a)) {
            in.readAllBytes();
            assertThat(files.toldInTheEnd()).containsExactly("read a 5000 left open");
        }
    }

    @Test
    void openReader_isNotToldAgainWhenItIsClosedAfterTheEnd() throws Exception {
        try (InputStream in = files.input(a)) {
            in.readAllBytes();
            files.handlers.keepUp(true);
        }
        assertThat(files.told()).hasSize(1);
    }

    @Test
    void readersWithoutEnd_doNotAllWait() throws Exception {
        int many = OpenFiles.MOST_WAITING + 10;
        for (int i = 0; i < many; i++) {
            WatchedFiles.elsewhere(() -> read(a));
        }
        assertThat(files.told()).hasSize(10);
    }

    @Test
    void sourceOfACopy_isNotToldForItself() throws Exception {
        try (InputStream in = files.input(a);
                OutputStream out = files.output(b)) {
            in.transferTo(out);
        }
        assertThat(files.toldInTheEnd()).containsExactly("copy a -> b 5000");
    }

    @Test
    void failedReader_endsAtOnce() throws Exception {
        try (InputStream in = files.input(a)) {
            in.readAllBytes();
            files.handlers.files().byteRead(Guard.current(), in, a.toString(), 0, new IOException());
        }
        assertThat(files.operations.ended()).singleElement().satisfies(ended -> assertThat(ended.errorType())
                .isEqualTo("java.io.IOException"));
    }

    @Test
    void closedTwice_endsOnce() throws Exception {
        OutputStream out = files.output(b);
        out.write(new byte[SIZE]);
        out.close();
        out.close();
        assertThat(files.toldInTheEnd()).containsExactly("write b 5000");
    }

    @Test
    void fileThatCopiesItsOwnParts_isWritten() throws Exception {
        byte[] part = new byte[SIZE];
        try (WatchedFiles.Random file = files.random(a, "rw")) {
            file.read(part, 0, SIZE);
            file.seek(0);
            file.write(part, 0, SIZE);
            // What it followed, itself, is no longer what was read last.
            read(c);
        }
        assertThat(files.toldInTheEnd()).containsExactly("read c 5000", "write a 5000 5000");
    }

    @Test
    void channelThatDidNothing_isNotTold() throws Exception {
        FileChannel channel = files.channel(a, StandardOpenOption.READ);
        files.close(channel);
        assertThat(files.toldInTheEnd()).isEmpty();
    }

    @Test
    void fileOpenedByWhatACopyWritesTo_isNotItsSource() throws Exception {
        Handlers.CallHandler copy = files.handlers.call(Call.FILES_COPY_TO_STREAM);
        Object begun = copy.begin(null, a, OutputStream.nullOutputStream());
        InputStream in = files.input(a);
        in.readAllBytes();
        // Such as a stream that opens its file when it is written to first, and closes it after each write.
        try (OutputStream late = files.output(b)) {
            late.write(new byte[10]);
        }
        in.close();
        copy.end(Objects.requireNonNull(begun), (long) SIZE, null);
        assertThat(files.told()).as("may still be the source of another copy").isEmpty();
    }

    @Test
    void filesOfManyThreads_endOnceEach() throws Exception {
        int threads = 4;
        int rounds = 200;
        AtomicBoolean over = new AtomicBoolean();
        Thread upkeep = new Thread(() -> {
            while (!over.get()) {
                files.handlers.keepUp(false);
                Thread.onSpinWait();
            }
        });
        upkeep.start();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread reader = new Thread(() -> readAndShare(rounds));
            readers.add(reader);
            reader.start();
        }
        for (Thread reader : readers) {
            reader.join();
        }
        over.set(true);
        upkeep.join();
        assertThat(files.toldInTheEnd()).hasSize(threads * rounds).containsOnly("read a 5000", "read c 5000");
    }

    private volatile @Nullable InputStream shared;

    /** Who writes here and there by many threads has each of their bytes counted. */
    @Test
    void writesOfManyThreads_allCount() throws Exception {
        int threads = 4;
        int rounds = 20_000;
        List<Thread> writers = new ArrayList<>();
        try (FileChannel channel = files.channel(b, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocate(10);
            for (int i = 0; i < threads; i++) {
                Thread writer = new Thread(() -> {
                    for (int round = 0; round < rounds; round++) {
                        files.wrote(channel, b, block.duplicate().position(10), round);
                    }
                });
                writer.start();
                writers.add(writer);
            }
            for (Thread writer : writers) {
                writer.join();
            }
            files.close(channel);
        }
        assertThat(files.told()).containsExactly("write b " + 10 * threads * rounds);
    }

    // Each thread reads its own files, and now and then takes a bit from that of another.
    private void readAndShare(int rounds) {
        try {
            for (int i = 0; i < rounds; i++) {
                try (InputStream in = files.input(i % 2 == 0 ? a : c)) {
                    byte[] bytes = new byte[SIZE];
                    in.read(bytes);
                    InputStream others = shared;
                    shared = in;
                    if (others != null) {
                        steal(others);
                    }
                }
            }
        } catch (IOException thrown) {
            throw new AssertionError(thrown);
        }
    }

    private static void steal(InputStream others) {
        try {
            others.read();
        } catch (IOException closed) {
            // by its own thread
        }
    }

    private void read(Path file) throws IOException {
        try (InputStream in = files.input(file)) {
            in.readAllBytes();
        }
    }

    private Path write(String name) throws IOException {
        byte[] content = new byte[SIZE];
        new Random(name.hashCode()).nextBytes(content);
        return Files.write(folder.resolve(name), content);
    }
}
