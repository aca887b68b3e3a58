package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When what was written is a copy, and what only looks like one. */
final class CopyClaimTest {
    private static final int SIZE = 50_000;
    private static final int BLOCK = 8192;
    private static final String COPY = "copy a -> b " + SIZE;
    private static final String READ = "read a " + SIZE;
    private static final String WRITE = "write b " + SIZE;

    private final WatchedFiles files = new WatchedFiles();
    private final byte[] block = new byte[BLOCK];
    private Path folder;
    private Path a;
    private Path b;

    @BeforeEach
    void writeSource(@TempDir Path temporary) throws IOException {
        folder = temporary;
        a = Files.write(folder.resolve("a"), RandomBytes.of(SIZE));
        b = folder.resolve("b");
    }

    @Test
    void loop_isACopy() throws Exception {
        try (InputStream in = files.input(a);
                OutputStream out = files.output(b)) {
            copy(in, out, Integer.MAX_VALUE);
        }
        assertThat(files.told()).containsExactly(COPY);
    }

    @Test
    void bytesByBuffers_areACopy() throws Exception {
        try (InputStream in = new BufferedInputStream(files.input(a));
                OutputStream out = new BufferedOutputStream(files.output(b))) {
            for (int value = in.read(); value >= 0; value = in.read()) {
                out.write(value);
            }
        }
        assertThat(files.told()).containsExactly(COPY);
    }

    @Test
    void sourceClosedFirst_isACopy() throws Exception {
        OutputStream out = files.output(b);
        try (InputStream in = files.input(a)) {
            copy(in, out, Integer.MAX_VALUE);
        }
        out.close();
        assertThat(files.told()).containsExactly(COPY);
    }

    @Test
    void head_isNoCopy() throws Exception {
        try (InputStream in = files.input(a);
                OutputStream out = files.output(b)) {
            copy(in, out, 20_000);
        }
        assertThat(files.toldInTheEnd()).containsExactly("read a 20000", "write b 20000");
    }

    @Test
    void headWithTheRestSkipped_isNoCopy() throws Exception {
        try (InputStream in = files.input(a);
                OutputStream out = files.output(b)) {
            copy(in, out, 20_000);
            in.skip(SIZE);
            assertThat(in.read(block)).isNegative();
        }
        assertThat(files.toldInTheEnd()).containsExactly("read a 20000", "write b 20000");
    }

    @Test
    void headOfARandomAccessFileThatIsAtItsEnd_isNoCopy() throws Exception {
        try (WatchedFiles.Random in = files.random(a, "r");
                OutputStream out = files.output(b)) {
            in.read(block, 0, 5000);
            out.write(block, 0, 5000);
            in.seek(SIZE);
            assertThat(in.read(block, 0, BLOCK)).isNegative();
        }
        assertThat(files.toldInTheEnd()).containsExactly("read a 5000", "write b 5000");
    }

    @Test
    void headOfAChannelThatWasReadBeyondItsEnd_isNoCopy() throws Exception {
        FileChannel in = files.channel(a, StandardOpenOption.READ);
        try (OutputStream out = files.output(b)) {
            files.read(in, a, ByteBuffer.wrap(block), 0);
            assertThat(files.read(in, a, ByteBuffer.allocate(1), SIZE)).isNegative();
            out.write(block);
        }
        files.close(in);
        assertThat(files.toldInTheEnd()).containsExactly("read a 8192", "write b 8192");
    }

    @Test
    void positionalReadsInOrder_areACopy() throws Exception {
        FileChannel in = files.channel(a, StandardOpenOption.READ);
        try (OutputStream out = files.output(b)) {
            int count = 0;
            for (long at = 0; count >= 0; at += count) {
                count = files.read(in, a, ByteBuffer.wrap(block), at);
                out.write(block, 0, Math.max(0, count));
            }
        }
        files.close(in);
        assertThat(files.toldInTheEnd()).containsExactly(COPY);
    }

    @Test
    void halfOfAStreamThatAnotherThreadReads_isNoCopy() throws Exception {
        try (InputStream in = files.input(a);
                OutputStream out = files.output(b)) {
            copy(in, out, 20_000);
            WatchedFiles.elsewhere(() -> in.read(new byte[10_000]));
            copy(in, out, Integer.MAX_VALUE);
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, "write b 40000");
    }

    @Test
    void streamThatTwoThreadsReadAtOnce_isNoCopy() throws Exception {
        try (WatchedFiles.Input in = files.input(a);
                OutputStream out = files.output(b)) {
            copy(in, out, 20_000);
            WatchedFiles.elsewhere(() -> in.read(new byte[10_000]));
            in.loseTrack(20_000);
            copy(in, out, Integer.MAX_VALUE);
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, "write b 40000");
    }

    @Test
    void zerosThatWereMade_areNoCopyOfZerosThatWereRead() throws Exception {
        Files.write(a, new byte[SIZE]);
        try (InputStream in = files.input(a);
                OutputStream out = files.output(b)) {
            in.readAllBytes();
            out.write(new byte[SIZE]);
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, WRITE);
    }

    @Test
    void zerosThatWereRead_areACopy() throws Exception {
        Files.write(a, new byte[SIZE]);
        try (InputStream in = files.input(a);
                OutputStream out = files.output(b)) {
            copy(in, out, Integer.MAX_VALUE);
        }
        assertThat(files.told()).containsExactly(COPY);
    }

    @Test
    void arrayChangedOnTheWay_isNoCopy() throws Exception {
        try (InputStream in = files.input(a);
                OutputStream out = files.output(b)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                for (int i = 0; i < n; i++) {
                    block[i] ^= 0x55;
                }
                out.write(block, 0, n);
            }
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, WRITE);
    }

    @Test
    void partReadAgainByReset_isNoCopy() throws Exception {
        try (InputStream in = new BufferedInputStream(files.input(a));
                OutputStream out = files.output(b)) {
            in.mark(1000);
            out.write(in.readNBytes(500));
            in.reset();
            copy(in, out, Integer.MAX_VALUE);
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, "write b " + (SIZE + 500));
    }

    @Test
    void headLookedAtByReset_leavesACopy() throws Exception {
        try (InputStream in = new BufferedInputStream(files.input(a));
                OutputStream out = files.output(b)) {
            in.mark(1000);
            in.readNBytes(500);
            in.reset();
            copy(in, out, Integer.MAX_VALUE);
        }
        assertThat(files.told()).containsExactly(COPY);
    }

    @Test
    void unpacked_isNoCopy() throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(a))) {
            out.write(RandomBytes.of(SIZE));
        }
        try (InputStream in = new GZIPInputStream(files.input(a), SIZE);
                OutputStream out = files.output(b)) {
            copy(in, out, Integer.MAX_VALUE);
        }
        assertThat(files.toldInTheEnd()).containsExactly("read a " + Files.size(a), WRITE);
    }

    @Test
    void appended_isNoCopy() throws Exception {
        Files.write(b, RandomBytes.of(10));
        try (InputStream in = files.input(a);
                OutputStream out = files.appending(b)) {
            copy(in, out, Integer.MAX_VALUE);
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, WRITE);
    }

    @Test
    void longerTarget_isNoCopy() throws Exception {
        Files.write(b, RandomBytes.of(SIZE + 1));
        try (InputStream in = files.input(a);
                WatchedFiles.Random out = files.random(b, "rw")) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                out.write(block, 0, n);
            }
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, WRITE);
    }

    @Test
    void targetThatIsMappedToBeWritten_isNoCopy() throws Exception {
        try (InputStream in = files.input(a);
                WatchedFiles.Random out = files.random(b, "rw")) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                out.write(block, 0, n);
            }
            files.mapToWrite(out).put(0, (byte) ~Files.readAllBytes(a)[0]);
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, WRITE);
    }

    @Test
    void targetThatIsMappedAsASegment_isNoCopy() throws Exception {
        try (InputStream in = files.input(a);
                WatchedFiles.Random out = files.random(b, "rw")) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                out.write(block, 0, n);
            }
            files.mapped(out, new Object()); // of a class that came with JDK 22
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, WRITE);
    }

    @Test
    void targetCutOffThatGrowsAgain_isNoCopy() throws Exception {
        try (InputStream in = files.input(a);
                WatchedFiles.Random out = files.random(b, "rw")) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                out.write(block, 0, n);
            }
            out.setLength(10);
            out.setLength(SIZE);
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, WRITE);
    }

    @Test
    void longerTargetCutOffBehindTheCopy_isACopy() throws Exception {
        Files.write(b, RandomBytes.of(SIZE + 1));
        try (InputStream in = files.input(a);
                WatchedFiles.Random out = files.random(b, "rw")) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                out.write(block, 0, n);
            }
            out.setLength(SIZE);
        }
        assertThat(files.toldInTheEnd()).containsExactly(COPY);
    }

    @Test
    void targetCutOffByItsChannel_isNoCopy() throws Exception {
        try (InputStream in = files.input(a);
                WatchedFiles.Output out = files.output(b)) {
            copy(in, out, Integer.MAX_VALUE);
            files.channel(out).truncate(10);
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, WRITE);
    }

    /** It is what the program did, whatever became of the name since; the ledger looks at the file again. */
    @Test
    void targetReplacedMeanwhile_isACopyAllTheSame() throws Exception {
        try (InputStream in = files.input(a);
                OutputStream out = files.output(b)) {
            copy(in, out, Integer.MAX_VALUE);
            Files.move(b, folder.resolve("moved"));
            Files.write(b, RandomBytes.of(10));
        }
        assertThat(files.toldInTheEnd()).containsExactly("copy a -> b " + SIZE);
    }

    @Test
    void writtenByAnotherThread_isNoCopy() throws Exception {
        try (InputStream in = files.input(a);
                OutputStream out = files.output(b)) {
            byte[] all = in.readAllBytes();
            WatchedFiles.elsewhere(() -> out.write(all));
        }
        assertThat(files.toldInTheEnd()).containsExactly(READ, WRITE);
    }

    @Test
    void halfOfATransfer_isNoCopy() throws Exception {
        FileChannel in = files.channel(a, StandardOpenOption.READ);
        FileChannel out = files.channel(b, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        files.transfer(in, 0, SIZE / 2, out);
        files.close(out);
        files.close(in);
        assertThat(files.toldInTheEnd()).containsExactly("read a " + SIZE / 2, "write b " + SIZE / 2);
    }

    @Test
    void transferInParts_isACopy() throws Exception {
        FileChannel in = files.channel(a, StandardOpenOption.READ);
        FileChannel out = files.channel(b, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        files.transfer(in, 0, SIZE / 2, out);
        files.transfer(in, SIZE / 2, SIZE, out);
        files.close(out);
        files.close(in);
        assertThat(files.told()).containsExactly(COPY);
    }

    @Test
    void transferOfTheSecondHalfTwice_isNoCopy() throws Exception {
        FileChannel in = files.channel(a, StandardOpenOption.READ);
        FileChannel out = files.channel(b, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        files.transfer(in, SIZE / 2, SIZE, out);
        files.transfer(in, SIZE / 2, SIZE, out);
        files.close(out);
        files.close(in);
        assertThat(files.toldInTheEnd()).containsExactly(READ, WRITE);
    }

    @Test
    void entryAfterASkippedOne_isACopyOfThatEntryAlone() throws Exception {
        archive(a);
        try (WatchedFiles.Zip in = files.zip(files.input(a));
                OutputStream out = files.output(b)) {
            in.getNextEntry();
            in.getNextEntry();
            copy(in, out, Integer.MAX_VALUE);
        }
        assertThat(files.toldInTheEnd()).contains(COPY).hasSize(2);
    }

    @Test
    void twoEntriesInOneFile_areNoCopy() throws Exception {
        archive(a);
        try (WatchedFiles.Zip in = files.zip(files.input(a));
                OutputStream out = files.output(b)) {
            in.getNextEntry();
            copy(in, out, Integer.MAX_VALUE);
            in.getNextEntry();
            copy(in, out, Integer.MAX_VALUE);
        }
        assertThat(files.toldInTheEnd()).contains("write b " + 2 * SIZE).hasSize(2);
    }

    @Test
    void headOfAnEntry_isNoCopy() throws Exception {
        archive(a);
        try (WatchedFiles.Zip in = files.zip(files.input(a))) {
            in.getNextEntry();
            try (OutputStream out = files.output(b)) {
                copy(in, out, 20_000);
            }
            in.getNextEntry();
        }
        assertThat(files.toldInTheEnd()).contains("write b 20000").hasSize(2);
    }

    @Test
    void entriesOfTwoArchivesInTurns_areNoCopy() throws Exception {
        archive(a);
        Path other = folder.resolve("other");
        archive(other);
        try (WatchedFiles.Zip one = files.zip(files.input(a));
                WatchedFiles.Zip two = files.zip(files.input(other));
                OutputStream out = files.output(b)) {
            one.getNextEntry();
            two.getNextEntry();
            copy(one, out, 20_000);
            copy(two, out, 30_000);
        }
        assertThat(files.toldInTheEnd()).contains(WRITE).hasSize(3);
    }

    private void archive(Path file) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : new String[] {"one", "two"}) {
                out.putNextEntry(new ZipEntry(entry));
                out.write(RandomBytes.of(SIZE));
            }
        }
    }

    private void copy(InputStream in, OutputStream out, int most) throws IOException {
        int left = most;
        while (left > 0) {
            int count = in.read(block, 0, Math.min(left, BLOCK));
            if (count < 0) {
                return;
            }
            out.write(block, 0, count);
            left -= count;
        }
    }
}
