package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;

/** Files with a past, and what happens to them behind the back of every program. */
final class Rot {
    /** Bytes of each file. */
    static final int SIZE = 100_000;

    private static final long AGE_SECONDS = 3600;

    private Rot() {}

    /** Makes a file of random content that was last modified an hour ago, so that a hash of it is beyond doubt. */
    static Path old(Path file, int seed) throws IOException {
        byte[] content = new byte[SIZE];
        new Random(seed).nextBytes(content);
        return age(Files.write(file, content), Instant.now().minusSeconds(AGE_SECONDS));
    }

    static Path age(Path file, Instant modified) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    /** One bit less in the middle of a file that nobody seems to have touched. */
    static void flip(Path file) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        edit(file);
        Files.setLastModifiedTime(file, modified);
        // Else it would prove nothing.
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(modified);
    }

    /** Another content of the same size, as everybody may see. */
    static void edit(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 4;
        Files.write(file, content);
    }

    static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
