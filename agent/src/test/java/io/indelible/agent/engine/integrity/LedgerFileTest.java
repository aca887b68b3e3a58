package io.indelible.agent.engine.integrity;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LedgerFileTest {
    /** Room for the header and one bucket. */
    static final long ONE_BUCKET = 2L * Bucket.BYTES;

    private final List<String> said = new ArrayList<>();
    private final Path service;
    private final Path path;

    LedgerFileTest(@TempDir Path folder) {
        service = folder.resolve("service");
        path = LedgerReader.in(service);
    }

    @Test
    void entry_survives() throws IOException {
        put(file(ONE_BUCKET), "a", 1);
        assertThat(paths()).containsExactly("a");
    }

    @Test
    void fullBucket_losesTheOldest() throws IOException {
        LedgerFile file = file(ONE_BUCKET);
        for (int i = 0; i < Bucket.SLOTS; i++) {
            put(file, "file" + i, i == 3 ? 1 : 10 + i);
        }
        put(file, "one more", 100);
        assertThat(paths()).hasSize(Bucket.SLOTS).contains("one more").doesNotContain("file3");
        assertThat(file.evicted()).isEqualTo(1);
    }

    @Test
    void sameFileAgain_takesNoOthersPlace() throws IOException {
        LedgerFile file = file(ONE_BUCKET);
        for (int i = 0; i < 3 * Bucket.SLOTS; i++) {
            put(file, "file" + i % Bucket.SLOTS, i);
        }
        assertThat(paths()).hasSize(Bucket.SLOTS).doesNotHaveDuplicates();
        assertThat(file.evicted()).isZero();
    }

    @Test
    void fileOfManyCopies_keepsTheLastOfThem() throws IOException {
        LedgerFile file = file(ONE_BUCKET);
        PathKey source = PathKey.of("source");
        for (int i = 0; i < 20; i++) {
            Entry copy = Entry.copy("source", "copy" + i, 1, i);
            file.change(source, bucket -> bucket.put(copy));
        }
        assertThat(file.peek(source).all())
                .extracting(Entry::path)
                .containsExactlyInAnyOrder("copy17", "copy18", "copy19");
    }

    @Test
    void tornSlot_isEmpty() throws IOException {
        LedgerFile file = file(ONE_BUCKET);
        put(file, "a", 1);
        put(file, "b", 2);
        overwrite(Bucket.BYTES + 70, new byte[] {'x', 'x', 'x'});
        assertThat(paths()).containsExactly("b");
    }

    @Test
    void tornSlot_isUsedAgain() throws IOException {
        LedgerFile file = file(ONE_BUCKET);
        put(file, "a", 1);
        overwrite(Bucket.BYTES + 70, new byte[] {'x'});
        put(file, "b", 2);
        assertThat(paths()).containsExactly("b");
        assertThat(Files.size(path)).isEqualTo(Bucket.BYTES + Slot.BYTES);
    }

    @Test
    void randomBytes_areNoEntries() throws IOException {
        put(file(ONE_BUCKET), "a", 1);
        byte[] noise = new byte[Bucket.BYTES];
        new Random(7).nextBytes(noise);
        overwrite(Bucket.BYTES, noise);
        assertThat(paths()).isEmpty();
    }

    @Test
    void foreignFile_isSetAsideAndKept() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "somebody's notes, more than a header's length of them");
        put(file(ONE_BUCKET), "a", 1);
        assertThat(paths()).containsExactly("a");
        assertThat(setAside())
                .singleElement()
                .satisfies(kept -> assertThat(kept).content().startsWith("somebody's"));
        assertThat(said).singleElement().asString().contains("set aside as");
    }

    @Test
    void damagedHeader_isSetAside() throws IOException {
        put(file(ONE_BUCKET), "a", 1);
        overwrite(18, new byte[] {1});
        put(file(ONE_BUCKET), "b", 1);
        assertThat(paths()).containsExactly("b");
        assertThat(setAside()).hasSize(1);
    }

    @Test
    void filesSetAside_areBounded() throws Exception {
        Files.createDirectories(path.getParent());
        for (int i = 0; i < 4; i++) {
            Files.writeString(path, "somebody's notes, more than a header's length of them");
            put(file(ONE_BUCKET), "a", 1);
            Thread.sleep(2); // their names are times
        }
        assertThat(setAside()).hasSize(2);
    }

    @Test
    void emptyFile_isBegun() throws IOException {
        Files.createDirectories(path.getParent());
        Files.createFile(path);
        put(file(ONE_BUCKET), "a", 1);
        assertThat(paths()).containsExactly("a");
        assertThat(said).isEmpty();
    }

    @Test
    void otherBound_keepsTheEntries() throws IOException {
        LedgerFile small = file(ONE_BUCKET);
        put(small, "a", 1);
        put(small, "b", 2);
        small.close();
        put(file(100 * ONE_BUCKET), "c", 3);
        assertThat(paths()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(setAside()).isEmpty();
    }

    @Test
    void smallerBound_holds() throws IOException {
        LedgerFile large = file(1 << 20);
        for (int i = 0; i < 1000; i++) {
            put(large, "file" + i, i);
        }
        large.close();
        put(file(16 * Bucket.BYTES), "one more", 2000);
        assertThat(Files.size(path)).isLessThanOrEqualTo(16 * Bucket.BYTES);
        assertThat(paths()).contains("one more").hasSizeGreaterThan(100);
    }

    @Test
    void file_neverOutgrowsItsBound() throws IOException {
        LedgerFile file = file(16 * Bucket.BYTES);
        for (int i = 0; i < 2000; i++) {
            put(file, "file" + i, i);
        }
        assertThat(Files.size(path)).isLessThanOrEqualTo(16 * Bucket.BYTES);
        assertThat(paths()).hasSize(15 * Bucket.SLOTS);
    }

    @Test
    void file_isItsOwnersOnly() throws IOException {
        assumeTrue(service.getFileSystem().supportedFileAttributeViews().contains("posix"));
        put(file(ONE_BUCKET), "a", 1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void lockOfAnother_isNotWaitedForLong() throws IOException {
        LedgerFile file = file(ONE_BUCKET);
        put(file, "a", 1);
        try (FileChannel other = FileChannel.open(path, WRITE)) {
            other.lock();
            assertThatThrownBy(() -> put(file, "b", 2)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void processes_loseNoneOfEachOthersChanges() throws Exception {
        List<Process> processes = List.of(CountingProcess.start(service), CountingProcess.start(service));
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(LedgerReader.hashes(path, entry -> true))
                .singleElement()
                .extracting(Entry::size)
                .isEqualTo(2L * CountingProcess.TIMES);
    }

    private LedgerFile file(long maxBytes) {
        return new LedgerFile(service, maxBytes, (level, message, cause) -> said.add(message));
    }

    private static void put(LedgerFile file, String path, long recorded) throws IOException {
        Entry entry = Entry.hash(path, "MD5", new byte[16], new FileState(1, 2, null), recorded, 0);
        file.change(entry.key(), bucket -> bucket.put(entry));
    }

    private List<String> paths() throws IOException {
        return LedgerReader.hashes(path, entry -> true).stream()
                .map(Entry::path)
                .toList();
    }

    private List<Path> setAside() throws IOException {
        try (Stream<Path> files = Files.list(path.getParent())) {
            return files.filter(file -> file.toString().contains(".damaged-")).toList();
        }
    }

    private void overwrite(long position, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }
}
