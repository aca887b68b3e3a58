package io.indelible.instrumentation.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Metric;
import io.indelible.instrumentation.Vocabulary;
import io.indelible.instrumentation.file.RecordedOperations.Ended;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a hash is an operation, and its words. */
final class HashOperationTest {
    private final Watched watched = new Watched();

    @Test
    void span_isNamedByAlgorithm() throws Exception {
        watched.digest("SHA-256").digest(new byte[5000]);
        assertThat(single().name()).isEqualTo("hash SHA-256");
    }

    @Test
    void algorithmInOtherSpelling_isStandardName() throws Exception {
        watched.digest("sha").digest(new byte[5000]);
        assertThat(single().attributes()).containsEntry(Vocabulary.HASH_ALGORITHM, "SHA-1");
    }

    @Test
    void algorithmNoOneCouldCallThat_isOther() {
        assertThat(Algorithm.named("made up ;").name()).isEqualTo("_OTHER");
    }

    @Test
    void tags_areOperationAndAlgorithm() throws Exception {
        watched.digest("MD5").digest(new byte[1]);
        assertThat(single().tags())
                .containsOnlyKeys(Vocabulary.FILE_OPERATION_NAME, Vocabulary.HASH_ALGORITHM)
                .containsEntry(Vocabulary.FILE_OPERATION_NAME, "hash");
    }

    @Test
    void largeHash_hasASpeed() throws Exception {
        watched.digest("sha").digest(new byte[64 * 1024]);
        assertThat(watched.operations.figures(Metric.HASH_THROUGHPUT))
                .singleElement()
                .satisfies(figure -> {
                    assertThat(figure.tags()).isEqualTo(Map.of(Vocabulary.HASH_ALGORITHM, "SHA-1"));
                    assertThat(figure.amount()).isPositive().isFinite();
                });
    }

    @Test
    void smallHash_hasNoSpeed() throws Exception {
        watched.digest("MD5").digest(new byte[64 * 1024 - 1]);
        assertThat(watched.operations.figures(Metric.HASH_THROUGHPUT)).isEmpty();
    }

    @Test
    void hashOfAFile_countsByExtension(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("a.Bin"), new byte[100]);
        watched.digest("MD5").digest(watched.readAll(file));
        watched.digest("MD5").digest(new byte[200]);
        assertThat(watched.operations.figures(Metric.FILE_OPERATIONS))
                .singleElement()
                .satisfies(figure -> assertThat(figure.tags())
                        .isEqualTo(Map.of(Vocabulary.FILE_OPERATION_NAME, "hash", Vocabulary.FILE_EXTENSION, "bin")));
    }

    @Test
    void inputSize_countsEveryByteOnce() throws Exception {
        Watched.Digest digest = watched.digest("MD5");
        digest.update((byte) 1);
        digest.update(new byte[1000]);
        digest.update(new byte[10_000], 10, 5000);
        digest.digest(new byte[100]);
        assertThat(single().attributes()).containsEntry(Vocabulary.HASH_INPUT_SIZE, 6101L);
    }

    @Test
    void smallHashOfMemory_isNoSpan() throws Exception {
        watched.digest("MD5").digest(new byte[4095]);
        assertThat(single().span()).isFalse();
    }

    @Test
    void hashOfMinBytes_isSpan() throws Exception {
        watched.digest("MD5").digest(new byte[4096]);
        assertThat(single().span()).isTrue();
    }

    @Test
    void minBytes_isSetting() throws Exception {
        Watched lowered = new Watched();
        lowered.operations.settings.put("indelible.hash.min-bytes", "10");
        new HashInstrumentation().install(lowered.operations, lowered.handlers);
        lowered.digest("MD5").digest(new byte[10]);
        assertThat(lowered.operations.spans()).hasSize(1);
    }

    @Test
    void minBytesOutOfReason_isDefault() throws Exception {
        Watched broken = new Watched();
        broken.operations.settings.put("indelible.hash.min-bytes", "4k");
        new HashInstrumentation().install(broken.operations, broken.handlers);
        broken.digest("MD5").digest(new byte[4095]);
        assertThat(broken.operations.spans()).isEmpty();
    }

    @Test
    void reset_discards() throws Exception {
        Watched.Digest digest = watched.digest("MD5");
        digest.update(new byte[5000]);
        digest.reset();
        digest.digest();
        assertThat(watched.operations.ended()).isEmpty();
    }

    @Test
    void hashAfterReset_countsFromThere() throws Exception {
        Watched.Digest digest = watched.digest("MD5");
        digest.update(new byte[5000]);
        digest.reset();
        digest.digest(new byte[6000]);
        assertThat(single().attributes()).containsEntry(Vocabulary.HASH_INPUT_SIZE, 6000L);
    }

    @Test
    void digestOfNothing_isNoOperation() throws Exception {
        watched.digest("MD5").digest();
        assertThat(watched.operations.ended()).isEmpty();
    }

    @Test
    void clone_countsWhatItsOriginalWasFed() throws Exception {
        Watched.Digest digest = watched.digest("MD5");
        digest.update(new byte[5000]);
        Watched.Digest clone = digest.clone();
        clone.update(new byte[10]);
        clone.digest();
        assertThat(single().attributes()).containsEntry(Vocabulary.HASH_INPUT_SIZE, 5010L);
    }

    @Test
    void clone_leavesOriginalAlone() throws Exception {
        Watched.Digest digest = watched.digest("MD5");
        digest.update(new byte[5000]);
        digest.clone().digest(new byte[77]);
        digest.digest();
        assertThat(watched.operations.spans().get(1).attributes()).containsEntry(Vocabulary.HASH_INPUT_SIZE, 5000L);
    }

    @Test
    void clone_beganWhenItsOriginalDid() throws Exception {
        Watched.Digest digest = watched.digest("MD5");
        digest.update(new byte[5000]);
        digest.clone().digest();
        digest.digest();
        List<Ended> ended = watched.operations.ended();
        assertThat(ended.get(0).startTicks()).isEqualTo(ended.get(1).startTicks());
    }

    @Test
    void cloneOfUnfedDigest_isOfNoAccount() throws Exception {
        watched.digest("MD5").clone().digest(new byte[5000]);
        assertThat(single().attributes()).containsEntry(Vocabulary.HASH_INPUT_SIZE, 5000L);
    }

    @Test
    void manyDigestsInTurn_areToldApart() throws Exception {
        List<Watched.Digest> digests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            digests.add(watched.digest("MD5"));
        }
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < digests.size(); i++) {
                digests.get(i).update(new byte[1000 + i]);
            }
        }
        for (Watched.Digest digest : digests) {
            digest.digest();
        }
        assertThat(watched.operations.spans())
                .extracting(ended -> ended.attributes().get(Vocabulary.HASH_INPUT_SIZE))
                .containsExactly(
                        10_000L, 10_010L, 10_020L, 10_030L, 10_040L, 10_050L, 10_060L, 10_070L, 10_080L, 10_090L,
                        10_100L, 10_110L);
    }

    @Test
    void invalidRange_isTheDigestsBusiness() throws Exception {
        Watched.Digest digest = watched.digest("MD5");
        watched.handlers.digests().digested(Guard.current(), digest, new byte[10], 5, 6);
        watched.handlers.digests().digested(Guard.current(), digest, new byte[10], -1, 6);
        digest.digest();
        assertThat(watched.operations.ended()).isEmpty();
    }

    @Test
    void sixteenThreads_eachNameTheirFiles(@TempDir Path folder) throws Exception {
        List<Callable<List<String>>> tasks = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Path file = Files.write(folder.resolve(i + ".bin"), new byte[10_000 + i]);
            tasks.add(() -> hashOften(file));
        }
        List<String> expected = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (Future<List<String>> done : threads.invokeAll(tasks)) {
                expected.addAll(done.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(watched.operations.spans())
                .extracting(ended -> ended.attributes().get(Vocabulary.FILE_PATH) + " "
                        + ended.attributes().get(Vocabulary.HASH_INPUT_SIZE))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private List<String> hashOften(Path file) throws Exception {
        List<String> expected = new ArrayList<>();
        Watched.Digest digest = watched.digest("MD5");
        for (int i = 0; i < 20; i++) {
            try (InputStream in = watched.open(file)) {
                byte[] bytes = new byte[777];
                for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    digest.update(bytes, 0, n);
                }
            }
            digest.digest();
            expected.add(file + " " + Files.size(file));
        }
        return expected;
    }

    private Ended single() {
        assertThat(watched.operations.ended()).hasSize(1);
        return watched.operations.ended().get(0);
    }
}
