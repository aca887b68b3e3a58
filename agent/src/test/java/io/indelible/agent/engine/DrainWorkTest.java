package io.indelible.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indelible.agent.command.Drain.Outcome;
import io.indelible.agent.engine.config.Directories;
import io.indelible.agent.engine.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DrainWorkTest {
    private final Path base;
    private final Properties properties = new Properties();
    private final List<String> said = new ArrayList<>();

    DrainWorkTest(@TempDir Path folder) throws Exception {
        base = Files.createDirectory(folder.resolve("base"));
        properties.setProperty("indelible.dir", base.toString());
        properties.setProperty("indelible.exporter", "file");
    }

    @Test
    void everyService_isDelivered() throws Exception {
        Processes.dead(base.resolve("one"), "a", "b");
        Processes.dead(base.resolve("other"), "c");
        assertThat(drain(null)).isEqualTo(new Outcome(2, 3, 0));
        assertThat(Processes.stored(base.resolve("one"))).contains("\"a\"", "\"b\"");
        assertThat(Processes.stored(base.resolve("other"))).contains("\"c\"");
    }

    @Test
    void oneService_isDeliveredAlone() throws Exception {
        Processes.dead(base.resolve("one"), "a");
        Processes.dead(base.resolve("other"), "c");
        assertThat(drain("one")).isEqualTo(new Outcome(1, 1, 0));
        assertThat(Processes.spools(base.resolve("one"))).isEmpty();
        assertThat(Processes.spools(base.resolve("other"))).hasSize(1);
    }

    @Test
    void again_findsNothing() throws Exception {
        Processes.dead(base.resolve("one"), "a");
        drain(null);
        assertThat(drain(null)).isEqualTo(new Outcome(0, 0, 0));
    }

    @Test
    void missingBaseDirectory_holdsNothing() throws Exception {
        properties.setProperty("indelible.dir", base.resolve("missing").toString());
        assertThat(drain(null)).isEqualTo(new Outcome(0, 0, 0));
    }

    @Test
    void withoutADestination_endsAtOnceAndSaysSo() throws Exception {
        properties.setProperty("indelible.exporter", "none");
        Processes.dead(base.resolve("one"), "a");
        // Zero is "as long as it takes", which would be for ever.
        assertThat(drain(null)).isEqualTo(new Outcome(1, 0, 1));
        assertThat(said).anyMatch(line -> line.contains("no exporter is configured"));
    }

    @Test
    void smallBoundOnTheSpool_deletesNothingThatALivingSpoolMayHold() throws Exception {
        properties.setProperty("indelible.spool.max-bytes", "1MiB");
        Processes.dead(base.resolve("one"), "a");
        assertThat(drain(null)).isEqualTo(new Outcome(1, 1, 0));
    }

    @Test
    void whatCannotBeReadNow_isToldAndNotWaitedFor() throws Exception {
        Path service = base.resolve("one");
        Path resource = service.resolve(Processes.dead(service, "a")).resolve("resource.pb");
        Path unreadable = Path.of("/proc/self/mem");
        assumeTrue(Files.exists(unreadable), "a file that cannot be read is to be had on Linux only");
        Files.delete(resource);
        Files.createSymbolicLink(resource, unreadable);
        Processes.dead(service, "b");
        assertThat(drain(null)).isEqualTo(new Outcome(1, 1, 0, 1, Map.of()));
        assertThat(said).anyMatch(line -> line.contains("cannot be read now"));
    }

    @Test
    void recordedForAnother_isKeptForIt() throws Exception {
        Path service = base.resolve("one");
        Processes.dead(List.of("otlp"), service, "a");
        Processes.dead(service, "b");
        assertThat(drain(null)).isEqualTo(new Outcome(2, 2, 1, 0, Map.of("otlp", 1)));
        assertThat(drain(null)).isEqualTo(new Outcome(1, 0, 1, 0, Map.of("otlp", 1)));
        assertThat(Processes.spools(service)).hasSize(1);
        assertThat(Processes.stored(service)).containsOnlyOnce("\"a\"").containsOnlyOnce("\"b\"");
        assertThat(said).anyMatch(line -> line.contains("otel.exporter.otlp.endpoint"));
    }

    /** The application may have set larger ones. */
    @Test
    void boundsThatNobodySet_dropNothing() throws Exception {
        Path service = base.resolve("one");
        age(service.resolve(Processes.dead(service, "a")), 100);
        Path stored = stored(service);
        assertThat(drain(null)).isEqualTo(new Outcome(1, 1, 0));
        assertThat(stored).exists();
    }

    @Test
    void boundsThatAreSet_hold() throws Exception {
        properties.setProperty("indelible.spool.max-age", "7d");
        properties.setProperty("indelible.store.max-age", "30d");
        Path service = base.resolve("one");
        age(service.resolve(Processes.dead(service, "a")), 100);
        Processes.dead(service, "b");
        Path stored = stored(service);
        assertThat(drain(null)).isEqualTo(new Outcome(1, 1, 0));
        assertThat(stored).doesNotExist();
        assertThat(said).anyMatch(line -> line.contains("too old"));
    }

    /** A file of the store of a hundred days ago. */
    private static Path stored(Path service) throws Exception {
        Path store = Files.createDirectories(service.resolve("store"));
        Path file = Files.writeString(store.resolve("traces-20260101T000000.000-inst-old.jsonl"), "{}\n");
        age(store, 100);
        return file;
    }

    private static void age(Path folder, int days) throws Exception {
        FileTime then = FileTime.fromMillis(System.currentTimeMillis() - TimeUnit.DAYS.toMillis(days));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, then);
            }
        }
    }

    @Test
    void rate_holdsBackWhatIsMore() throws Exception {
        properties.setProperty("indelible.export.max-rate", "1KiB");
        String[] many = new String[2_000];
        Arrays.fill(many, "x".repeat(100));
        Processes.dead(base.resolve("one"), many);
        Outcome outcome = drain(null, 3_000);
        assertThat(outcome.delivered()).isBetween(1L, 1_999L);
        assertThat(outcome.left()).isOne();
    }

    private Outcome drain(@Nullable String service) throws InterruptedException {
        return drain(service, 0);
    }

    private Outcome drain(@Nullable String service, long timeoutMillis) throws InterruptedException {
        Settings settings = Settings.read(properties, Map.of());
        return new DrainWork(settings, Directories.choose(settings)).drain(service, timeoutMillis, said::add);
    }
}
