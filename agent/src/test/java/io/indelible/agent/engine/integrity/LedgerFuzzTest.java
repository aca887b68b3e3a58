package io.indelible.agent.engine.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever one damage does to the ledger: nothing is thrown, no entry is told that was not made, those outside of the
 * damage stay, and it goes on being written. 100 cases; 500 with {@code -Dfaults=long}; the seed is printed, and taken from
 * {@code fuzz.seed}.
 */
class LedgerFuzzTest {
    private static final int ENTRIES = 100;
    private static final int SLOT = 512;
    private static final long BYTES = 256 * 1024;

    private final Path service;
    private final Path path;

    LedgerFuzzTest(@TempDir Path folder) {
        service = folder.resolve("service");
        path = LedgerReader.in(service);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void oneDamage_costsTheEntriesItTouches() throws IOException {
        LedgerFile file = file();
        for (int i = 0; i < ENTRIES; i++) {
            put(file, "file-" + i + ".");
        }
        file.close();
        byte[] sound = Files.readAllBytes(path);
        Set<String> made = paths();
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("LedgerFuzzTest: -Dfuzz.seed=" + seed);
        for (int i = 0; i < ("long".equals(System.getProperty("faults")) ? 500 : 100); i++) {
            Random random = new Random(seed + i);
            int from = random.nextInt(sound.length);
            int to = Math.min(sound.length, from + 1 + random.nextInt(8_000));
            boolean cut = random.nextInt(4) == 0;
            Files.write(path, cut ? Arrays.copyOf(sound, from) : damaged(sound, from, to, random));
            assertKept("seed " + (seed + i), sound, made, from, cut ? sound.length : to);
        }
    }

    private static byte[] damaged(byte[] sound, int from, int to, Random random) {
        byte[] noise = new byte[to - from];
        if (random.nextBoolean()) {
            random.nextBytes(noise);
        }
        byte[] bytes = sound.clone();
        System.arraycopy(noise, 0, bytes, from, noise.length);
        return bytes;
    }

    private void assertKept(String what, byte[] sound, Set<String> made, int from, int to) throws IOException {
        LedgerFile file = file();
        put(file, "one-more.");
        file.close();
        Set<String> paths = paths();
        assertThat(paths).as(what).contains("one-more.");
        Set<String> known = new HashSet<>(made);
        known.add("one-more.");
        assertThat(known).as(what).containsAll(paths);
        String text = new String(sound, StandardCharsets.ISO_8859_1);
        for (String each : made) {
            int slot = text.indexOf(each) / SLOT * SLOT;
            if (from >= Bucket.BYTES && (slot + SLOT <= from || slot >= to)) {
                assertThat(paths).as(what).contains(each);
            }
        }
        deleteSetAside();
    }

    private void deleteSetAside() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(service.resolve("integrity"), "*.damaged-*")) {
            for (Path each : List.copyOf(collected(files))) {
                Files.delete(each);
            }
        }
    }

    private static Set<Path> collected(DirectoryStream<Path> files) {
        Set<Path> all = new HashSet<>();
        files.forEach(all::add);
        return all;
    }

    private LedgerFile file() {
        return new LedgerFile(service, BYTES, (level, message, cause) -> {});
    }

    private static void put(LedgerFile file, String path) throws IOException {
        Entry entry = Entry.hash(path, "MD5", new byte[16], new FileState(1, 2, null), 1, 0);
        file.change(entry.key(), bucket -> bucket.put(entry));
    }

    private Set<String> paths() throws IOException {
        return LedgerReader.hashes(path, entry -> true).stream()
                .map(Entry::path)
                .collect(Collectors.toSet());
    }
}
