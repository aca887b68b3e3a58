package io.indelible.instrumentation.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Vocabulary;
import io.indelible.instrumentation.file.RandomBytes;
import io.indelible.instrumentation.file.RecordedOperations.Ended;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a hash names the file it is of. */
final class FileClaimTest {
    private static final int SIZE = 100_000;
    // All tests share a thread, and what one has read the next could be told from by nothing but its content.

    private final Watched watched = new Watched();
    private Path folder;
    private Path file;
    private Path other;

    @BeforeEach
    void writeFiles(@TempDir Path temporary) throws IOException {
        folder = temporary;
        file = write("one.bin", SIZE);
        other = write("other.bin", SIZE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 8192, 65_536, 200_000})
    void loopWithAnyBuffer_namesFile(int buffer) throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        try (InputStream in = watched.open(file)) {
            byte[] bytes = new byte[buffer];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                digest.update(bytes, 0, n);
            }
        }
        digest.digest();
        assertNamed(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 9, 500, 1024, 1025, 8192})
    void smallFile_namesFile(int size) throws Exception {
        Path small = write("small.bin", size);
        watched.digest("MD5").digest(watched.readAll(small));
        assertNamed(small);
    }

    @Test
    void bufferedStreamWithOtherChunks_namesFile() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        try (InputStream in = new BufferedInputStream(watched.open(file), 8192)) {
            byte[] bytes = new byte[333];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                digest.update(bytes, 0, n);
            }
        }
        digest.digest();
        assertNamed(file);
    }

    @Test
    void byteWise_namesFile() throws Exception {
        Watched.Digest digest = watched.digest("MD5");
        try (InputStream in = new BufferedInputStream(watched.open(file))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                digest.update((byte) b);
            }
        }
        digest.digest();
        assertNamed(file);
    }

    @Test
    void byteWiseFromFileItself_namesFile() throws Exception {
        Path small = write("small.bin", 3000);
        Watched.Digest digest = watched.digest("MD5");
        try (InputStream in = watched.open(small)) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                digest.update((byte) b);
            }
        }
        digest.digest();
        assertNamed(small);
    }

    @Test
    void digestInputStream_namesFile() throws Exception {
        Watched.Digest digest = watched.digest("SHA-1");
        try (InputStream in = new DigestInputStream(watched.open(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        digest.digest();
        assertNamed(file);
    }

    @Test
    void wholeFileAtOnce_namesFile() throws Exception {
        watched.digest("SHA-256").digest(watched.readAll(file));
        assertNamed(file);
    }

    @Test
    void directBuffer_namesFile() throws Exception {
        hashChannel(ByteBuffer.allocateDirect(4000));
        assertNamed(file);
    }

    @Test
    void heapBuffer_namesFile() throws Exception {
        hashChannel(ByteBuffer.allocate(8192));
        assertNamed(file);
    }

    @Test
    void readOnlyView_namesFile() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        ByteBuffer buffer = ByteBuffer.allocate(2 * SIZE);
        try (FileChannel channel = FileChannel.open(file)) {
            watched.read(channel, file, buffer);
        }
        digest.feed(buffer.flip().asReadOnlyBuffer().slice());
        digest.digest();
        assertNamed(file);
    }

    @Test
    void littleEndianBuffer_namesFile() throws Exception {
        hashChannel(ByteBuffer.allocate(8192).order(java.nio.ByteOrder.LITTLE_ENDIAN));
        assertNamed(file);
    }

    @Test
    void severalDigestsOfOneRead_nameFile() throws Exception {
        List<Watched.Digest> digests =
                List.of(watched.digest("MD5"), watched.digest("SHA-1"), watched.digest("SHA-256"));
        try (InputStream in = watched.open(file)) {
            byte[] bytes = new byte[8192];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                for (Watched.Digest digest : digests) {
                    digest.update(bytes, 0, n);
                }
            }
        }
        for (Watched.Digest digest : digests) {
            digest.digest();
        }
        assertThat(paths()).containsExactly(file.toString(), file.toString(), file.toString());
    }

    @Test
    void secondHashOfSameArray_namesFile() throws Exception {
        byte[] all = watched.readAll(file);
        watched.digest("MD5").digest(all);
        watched.digest("SHA-256").digest(all);
        assertThat(paths()).containsExactly(file.toString(), file.toString());
    }

    @Test
    void sameDigestForFileAfterFile_namesEach() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        digest.digest(watched.readAll(file));
        digest.digest(watched.readAll(other));
        assertThat(paths()).containsExactly(file.toString(), other.toString());
    }

    @Test
    void equalFilesOneAfterTheOther_nameEach() throws Exception {
        Path twin = Files.copy(file, folder.resolve("twin.bin"));
        Watched.Digest digest = watched.digest("SHA-256");
        digest.digest(watched.readAll(file));
        digest.digest(watched.readAll(twin));
        assertThat(paths()).containsExactly(file.toString(), twin.toString());
    }

    @Test
    void rewoundFile_namesFileAgain() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        byte[] bytes = new byte[SIZE];
        try (Watched.Random random = watched.openRandom(file)) {
            random.readFully(bytes);
            digest.digest(bytes);
            random.seek(0);
            random.readFully(bytes);
            digest.digest(bytes);
        }
        assertThat(paths()).containsExactly(file.toString(), file.toString());
    }

    @Test
    void hashPerBlock_namesFileEachTime() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        byte[] bytes = new byte[25_000];
        try (Watched.Random random = watched.openRandom(file)) {
            for (int block = 0; block < 4; block++) {
                random.readFully(bytes);
                digest.digest(bytes);
            }
        }
        assertThat(paths()).containsOnly(file.toString()).hasSize(4);
    }

    @Test
    void cloneHalfWay_namesFileInBoth() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        try (InputStream in = watched.open(file)) {
            digest.update(in.readNBytes(SIZE / 2));
            digest.clone().digest();
            digest.update(in.readAllBytes());
        }
        digest.digest();
        assertThat(paths()).containsExactly(file.toString(), file.toString());
    }

    @Test
    void otherFileReadBetweenUpdates_isNoMatterWhenUpdatesFollowTheirRead() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        try (InputStream in = watched.open(file)) {
            digest.update(in.readNBytes(50_000));
            watched.readAll(other);
            digest.update(in.readAllBytes());
        }
        digest.digest();
        assertNamed(file);
    }

    @Test
    void smallReadOfUnwatchedFile_doesNotDisturb() throws Exception {
        byte[] all = watched.readAll(file);
        watched.handlers.files().bytesRead(Guard.current(), this, "/proc/self/stat", new byte[300], 0, 300, null);
        watched.digest("SHA-256").digest(all);
        assertNamed(file);
    }

    // ---- never a wrong claim

    @Test
    void interleavedFiles_nameNone() throws Exception {
        Watched.Digest one = watched.digest("SHA-256");
        Watched.Digest two = watched.digest("SHA-256");
        try (InputStream in = watched.open(file);
                InputStream otherIn = watched.open(other)) {
            byte[] bytes = new byte[8192];
            byte[] otherBytes = new byte[8192];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                int m = otherIn.read(otherBytes);
                one.update(bytes, 0, n);
                two.update(otherBytes, 0, m);
            }
        }
        one.digest();
        assertUnnamed();
    }

    @Test
    void twoFilesInOneHash_nameNone() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        digest.update(watched.readAll(file));
        digest.digest(watched.readAll(other));
        assertUnnamed();
    }

    @Test
    void partOfWhatWasRead_namesNone() throws Exception {
        byte[] all = watched.readAll(file);
        Watched.Digest digest = watched.digest("SHA-256");
        digest.update(all, 0, SIZE - 1);
        digest.digest();
        assertUnnamed();
    }

    @Test
    void withoutHeader_namesNone() throws Exception {
        byte[] all = watched.readAll(file);
        Watched.Digest digest = watched.digest("SHA-256");
        digest.update(all, 16, SIZE - 16);
        digest.digest();
        assertUnnamed();
    }

    @Test
    void memoryBeforeFile_namesNone() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        digest.update(new byte[16]);
        digest.digest(watched.readAll(file));
        assertUnnamed();
    }

    @Test
    void memoryAfterFile_namesNone() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        digest.update(watched.readAll(file));
        digest.digest(new byte[16]);
        assertUnnamed();
    }

    @Test
    void memoryInPlaceOfPart_namesNone() throws Exception {
        byte[] all = watched.readAll(file);
        Watched.Digest digest = watched.digest("SHA-256");
        digest.update(new byte[16]);
        digest.update(all, 0, SIZE - 16);
        digest.digest();
        assertUnnamed();
    }

    @Test
    void memoryOfSameLength_namesNone() throws Exception {
        watched.readAll(file);
        watched.digest("SHA-256").digest(bytes(SIZE));
        assertUnnamed();
    }

    @Test
    void smallContentChangedInMemory_namesNone() throws Exception {
        byte[] all = watched.readAll(write("small.json", 700));
        all[345]++;
        watched.digest("SHA-256").digest(all);
        assertThat(watched.operations.ended()).hasSize(1);
        assertThat(paths()).isEmpty();
    }

    @Test
    void otherFileOfSameLength_namesNone() throws Exception {
        byte[] all = watched.readAll(file);
        watched.readAll(other);
        watched.digest("SHA-256").digest(all);
        assertUnnamed();
    }

    @Test
    void equalFilesReadBeforeEitherIsHashed_firstIsUnnamed() throws Exception {
        Path twin = Files.copy(file, folder.resolve("twin.bin"));
        byte[] one = watched.readAll(file);
        watched.readAll(twin);
        watched.digest("SHA-256").digest(one);
        assertUnnamed();
    }

    @Test
    void equalFilesReadBeforeEitherIsHashed_lastIsNamed() throws Exception {
        Path twin = Files.copy(file, folder.resolve("twin.bin"));
        watched.readAll(file);
        byte[] two = watched.readAll(twin);
        watched.digest("SHA-256").digest(two);
        assertNamed(twin);
    }

    @Test
    void equalFilesReadSideBySideAndOneHashed_nameNone() throws Exception {
        Path twin = Files.copy(file, folder.resolve("twin.bin"));
        Watched.Digest digest = watched.digest("SHA-256");
        try (InputStream in = watched.open(file);
                InputStream twinIn = watched.open(twin)) {
            byte[] bytes = new byte[8192];
            byte[] twinBytes = new byte[8192];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                twinIn.read(twinBytes);
                digest.update(bytes, 0, n);
            }
        }
        digest.digest();
        assertUnnamed();
    }

    @Test
    void copyHashedAfterItsOriginalWasRead_isNamed() throws Exception {
        Path twin = Files.write(folder.resolve("twin.bin"), watched.readAll(file));
        Watched.Digest digest = watched.digest("SHA-256");
        try (InputStream in = new BufferedInputStream(watched.open(twin))) {
            byte[] bytes = new byte[8192];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                digest.update(bytes, 0, n);
            }
        }
        digest.digest();
        assertNamed(twin);
    }

    @Test
    void fileOpenedTwice_isTwoSources() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        try (InputStream in = watched.open(file);
                InputStream again = watched.open(file)) {
            digest.update(in.readNBytes(50_000));
            again.skipNBytes(50_000);
            digest.update(again.readAllBytes());
        }
        digest.digest();
        assertUnnamed();
    }

    @Test
    void rereadBuffer_namesNone() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        byte[] all = watched.readAll(file);
        digest.update(all, 0, SIZE / 2);
        digest.update(all, 0, SIZE / 2);
        digest.digest();
        assertUnnamed();
    }

    @Test
    void readByAnotherThread_namesNone() throws Exception {
        byte[] all = new byte[SIZE];
        Thread reader = new Thread(() -> {
            try {
                System.arraycopy(watched.readAll(file), 0, all, 0, SIZE);
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        });
        reader.start();
        reader.join();
        watched.digest("SHA-256").digest(all);
        assertUnnamed();
    }

    @Test
    void unwatchedFileHashedAfterEqualFile_namesNone() throws Exception {
        byte[] all = watched.readAll(file);
        watched.handlers.files().bytesRead(Guard.current(), this, "/proc/kcore", all, 0, SIZE, null);
        watched.digest("SHA-256").digest(all.clone());
        assertUnnamed();
    }

    @Test
    void nothingReadAtAll_namesNone() throws Exception {
        watched.digest("SHA-256").digest(new byte[SIZE]);
        assertUnnamed();
    }

    @Test
    void laterBlockWithoutSample_namesNone() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        try (InputStream in = watched.open(file)) {
            digest.digest(in.readNBytes(70_000));
            digest.digest(in.readNBytes(100));
        }
        assertThat(watched.operations.ended()).hasSize(2);
        assertThat(paths()).containsExactly(file.toString());
    }

    private void hashChannel(ByteBuffer buffer) throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        try (FileChannel channel = FileChannel.open(file)) {
            while (watched.read(channel, file, buffer) >= 0) {
                digest.feed(buffer.flip());
                buffer.clear();
            }
        }
        digest.digest();
    }

    private void assertNamed(Path expected) throws IOException {
        assertThat(watched.operations.spans())
                .singleElement()
                .extracting(Ended::attributes)
                .satisfies(attributes -> assertThat(attributes)
                        .containsEntry(Vocabulary.FILE_PATH, expected.toString())
                        .containsEntry(Vocabulary.FILE_SIZE, Files.size(expected))
                        .containsEntry(Vocabulary.HASH_INPUT_SIZE, Files.size(expected)));
    }

    private void assertUnnamed() {
        assertThat(watched.operations.spans())
                .singleElement()
                .extracting(Ended::attributes)
                .satisfies(attributes -> assertThat(attributes)
                        .doesNotContainKeys(Vocabulary.FILE_PATH, Vocabulary.FILE_SIZE)
                        .containsKey(Vocabulary.HASH_INPUT_SIZE));
    }

    private List<@Nullable Object> paths() {
        return watched.operations.spans().stream()
                .map(ended -> ended.attributes().get(Vocabulary.FILE_PATH))
                .filter(path -> path != null)
                .toList();
    }

    private Path write(String name, int size) throws IOException {
        return Files.write(folder.resolve(name), bytes(size));
    }

    /** Bytes that begin alike and differ then, as files of one format do. */
    private static byte[] bytes(int size) {
        byte[] bytes = RandomBytes.of(size);
        Arrays.fill(bytes, 0, Math.min(size / 2, 64), (byte) 'x');
        return bytes;
    }
}
