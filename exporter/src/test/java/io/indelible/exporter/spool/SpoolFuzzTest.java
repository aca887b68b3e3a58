package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordBatch.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever one damage does to a file of a dead instance: nothing is thrown, nothing hangs, no record is told that was not
 * written, and every record outside of the damage is delivered. 1,000 cases; 8,000 with {@code -Dfaults=long}; the seed
 * is printed, and taken from {@code fuzz.seed}.
 */
@NullUnmarked // JUnit sets the fields
class SpoolFuzzTest {
    private static final long SLOWEST_NANOS = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    Path work;

    /** Of each record: its file, and where its frame begins and ends. */
    private final Map<Long, Frames> frames = new HashMap<>();

    private SoundInstance sound;

    private record Frames(String file, int from, int to) {}

    static int cases(int quick, int thorough) {
        return "long".equals(System.getProperty("faults")) ? thorough : quick;
    }

    static long seed(Class<?> test) {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println(test.getSimpleName() + ": -Dfuzz.seed=" + seed);
        return seed;
    }

    @BeforeEach
    void makeSoundInstance() throws Throwable {
        sound = new SoundInstance(Files.createDirectory(work.resolve("sound")), 400, 300, 150);
        sound.written.forEach((number, record) -> frames.put(number, find(record)));
    }

    private Frames find(byte[] record) {
        for (Map.Entry<String, byte[]> file : sound.files.entrySet()) {
            int at = indexOf(file.getValue(), record);
            if (at >= 0) {
                return new Frames(file.getKey(), at - Frame.BEFORE_RECORD, at + record.length);
            }
        }
        throw new AssertionError("a record is in no file");
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (bytes[i] == part[0] && Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void oneDamage_costsItselfAlone() throws IOException {
        long seed = seed(getClass());
        List<String> names = List.copyOf(sound.files.keySet());
        for (int i = 0; i < cases(1_000, 8_000); i++) {
            Random random = new Random(seed + i);
            String name = names.get(random.nextInt(names.size()));
            Damage damage = Damage.of(sound.files.get(name), random);
            String what = "seed " + (seed + i) + ": " + name + " from " + damage.from() + " to " + damage.to();
            long start = System.nanoTime();
            try {
                check(what, name, damage);
            } catch (IOException | RuntimeException thrown) {
                throw new AssertionError(what, thrown);
            }
            assertThat(System.nanoTime() - start).as(what).isLessThan(SLOWEST_NANOS);
        }
    }

    private void check(String what, String name, Damage damage) throws IOException {
        Path root = Files.createDirectory(work.resolve("damaged"));
        Path directory = Files.createDirectory(root.resolve(sound.name));
        for (Map.Entry<String, byte[]> file : sound.files.entrySet()) {
            byte[] bytes = file.getKey().equals(name) ? damage.bytes() : file.getValue();
            Files.write(directory.resolve(file.getKey()), bytes);
        }
        List<DeadSpool> dead = new DeadSpools(root, AgentLog.SILENT).adopt();
        assertThat(dead).as(what).hasSize(1);
        assertThat(dead.get(0).cursor("file")).as(what).isIn(sound.cursor, Position.START);
        assertThat(dead.get(0).resource()).as(what).isIn(Records.RESOURCE, new byte[0]);
        Set<Long> read = SoundInstance.read(what, dead.get(0), sound.written);
        sound.written.keySet().forEach(number -> {
            Frames frame = frames.get(number);
            if (!frame.file.equals(name) || !damage.touches(frame.from, frame.to)) {
                assertThat(read).as(what).contains(number);
            }
        });
        dead.get(0).delete();
        delete(root);
    }

    private static void delete(Path root) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(root)) {
            tree.forEach(all::add);
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
