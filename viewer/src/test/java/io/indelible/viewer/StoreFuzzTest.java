package io.indelible.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever one damage does to a file of the store: nothing is thrown, nothing hangs, and every line outside of the damage is
 * shown. 200 cases; 1,500 with {@code -Dfaults=long}; the seed is printed, and taken from {@code fuzz.seed}.
 */
final class StoreFuzzTest {
    private static final int LINES = 60;

    private final Path file;
    private final Path directory;
    private final byte[] sound;
    private final int[] ends = new int[LINES];

    StoreFuzzTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Path store = Files.createDirectories(directory.resolve("importer").resolve("store"));
        file = store.resolve("traces-20260102T030405.000-a.jsonl");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append(SpanJson.line("importer", SpanJson.span("aa", Integer.toString(i + 1), "span" + i)))
                    .append('\n');
            ends[i] = text.length();
        }
        sound = text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void oneDamage_costsTheLinesItTouches() throws IOException {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("StoreFuzzTest: -Dfuzz.seed=" + seed);
        int cases = "long".equals(System.getProperty("faults")) ? 1_500 : 200;
        for (int i = 0; i < cases; i++) {
            Random random = new Random(seed + i);
            int from = random.nextInt(sound.length);
            int to = Math.min(sound.length, from + 1 + random.nextInt(1 + random.nextInt(2_000)));
            boolean cut = random.nextInt(4) == 0;
            Files.write(file, cut ? Arrays.copyOf(sound, from) : damaged(from, to, random));
            assertShown("seed " + (seed + i), from, cut ? sound.length : to);
        }
    }

    private byte[] damaged(int from, int to, Random random) {
        byte[] noise = new byte[to - from];
        if (random.nextBoolean()) {
            random.nextBytes(noise);
        }
        byte[] bytes = sound.clone();
        System.arraycopy(noise, 0, bytes, from, noise.length);
        return bytes;
    }

    private void assertShown(String what, int from, int to) throws IOException {
        Set<String> names = new HashSet<>();
        TraceStore store = new TraceStore(directory, null);
        store.readSpans(AttributeFilter.ALL, null, time -> true, span -> names.add(span.name()));
        for (int i = 0; i < LINES; i++) {
            int start = i == 0 ? 0 : ends[i - 1];
            // The line feed before it is part of it: without that it is the end of another.
            if (to < start || from >= ends[i]) {
                assertThat(names).as(what).contains("span" + i);
            }
        }
    }
}
