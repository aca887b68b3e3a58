package io.indelible.instrumentation.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.WrittenAttributes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a hash that has not said its value. */
final class OpenHashTest {
    private static final int BLOCK = 8192;

    private final Watched watched = new Watched();

    @Test
    void hashOfAFile_isToldWithHowFarItCame(@TempDir Path folder) throws Exception {
        Path file = Files.write(
                folder.resolve("a.bin"), "0123456789abcdef".repeat(2_000).getBytes(StandardCharsets.US_ASCII));
        Watched.Digest digest = watched.digest("SHA-256");
        byte[] block = new byte[BLOCK];
        try (Watched.Stream in = watched.open(file)) {
            digest.update(block, 0, in.read(block));
            digest.update(block, 0, in.read(block));
            assertThat(hashes()).hasSize(1);
            Operation open = hashes().get(0);
            assertThat(open.openSpanName()).isEqualTo("hash SHA-256");
            assertThat(open.wantsOpenSpan()).isTrue();
            assertThat(WrittenAttributes.ofOpen(open))
                    .containsEntry("file.path", file.toString())
                    .containsEntry("indelible.hash.input.size", 2L * BLOCK);
        }
    }

    @Test
    void hashOfMemory_isToldWithoutAFile() throws Exception {
        watched.digest("SHA-256").update(new byte[BLOCK], 0, BLOCK);
        watched.digest("SHA-256").update(new byte[BLOCK], 0, BLOCK);
        assertThat(hashes())
                .allSatisfy(open -> assertThat(WrittenAttributes.ofOpen(open)).doesNotContainKey("file.path"));
    }

    @Test
    void hashThatHasSaidItsValue_isNotOpen() throws Exception {
        Watched.Digest digest = watched.digest("SHA-256");
        digest.update(new byte[BLOCK], 0, BLOCK);
        digest.digest();
        assertThat(hashes()).isEmpty();
    }

    private List<Operation> hashes() {
        return watched.handlers.open().stream()
                .filter(open -> open.family == Family.HASH)
                .toList();
    }
}
