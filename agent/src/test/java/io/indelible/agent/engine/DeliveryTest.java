package io.indelible.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.file.FileExporter;
import io.indelible.exporter.file.FileSettings;
import io.indelible.exporter.spool.Spool;
import io.indelible.exporter.spool.SpoolSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
    private static final DeadBounds UNBOUNDED = new DeadBounds(Long.MAX_VALUE, Long.MAX_VALUE);

    private final Path service;
    private final List<Exporter> exporters = new ArrayList<>();

    /** A destination that is away. */
    private static class Away implements Exporter {
        private boolean closed;

        @Override
        public String name() {
            return "away";
        }

        @Override
        public Outcome export(Signal signal, byte[] resource, String instance, List<SpoolRecord> records) {
            return Outcome.retry(-1, "away");
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    DeliveryTest(@TempDir Path folder) throws Exception {
        service = Files.createDirectory(folder.resolve("service"));
    }

    @Test
    void deadProcess_isDeliveredAndGone() throws Exception {
        Processes.dead(service, "first", "second");
        Delivery delivery = toFile();
        delivery.adopt();
        deliverAll(delivery);
        assertThat(delivery.delivered()).isEqualTo(2);
        delivery.finish(System.nanoTime());
        assertThat(Processes.stored(service)).contains("first", "second");
        assertThat(Processes.spools(service)).isEmpty();
    }

    @Test
    void severalDeadProcesses_areAllDelivered() throws Exception {
        Processes.dead(service, "first");
        Processes.dead(service, "second");
        Processes.dead(service, "third");
        Delivery delivery = toFile();
        delivery.adopt();
        assertThat(delivery.waiting()).isEqualTo(3);
        deliverAll(delivery);
        delivery.finish(System.nanoTime());
        assertThat(Processes.stored(service)).contains("first", "second", "third");
        assertThat(Processes.spools(service)).isEmpty();
    }

    @Test
    void nothingDead_makesNoDestination() throws Exception {
        Delivery delivery = new Delivery(service, UNBOUNDED, 0, List.of("file"), this::never, AgentLog.SILENT);
        delivery.adopt();
        assertThat(delivery.pass()).isFalse();
        assertThat(delivery.drained()).isTrue();
        delivery.finish(System.nanoTime());
    }

    @Test
    void whoeverIsAdopted_isNotAlive() throws Exception {
        List<String> dead = List.of(Processes.dead(service, "a"), Processes.dead(service, "b"));
        List<Boolean> alive = new ArrayList<>();
        Delivery delivery = new Delivery(
                service,
                UNBOUNDED,
                0,
                List.of("away"),
                isAlive -> {
                    dead.forEach(instance -> alive.add(isAlive.test(instance)));
                    return List.of(new Away());
                },
                AgentLog.SILENT);
        delivery.adopt();
        delivery.finish(System.nanoTime());
        assertThat(alive).containsExactly(false, false);
    }

    @Test
    void whatTheDeadLeftOpenInTheStore_isClosed() throws Exception {
        Delivery delivery = toFile();
        Processes.dead(service, "first");
        delivery.adopt();
        // Dies when the destinations are there already.
        String late = Processes.dead(service, "late");
        Path open = service.resolve("store").resolve("traces-20260101T000000.000-" + late + ".jsonl.open");
        Files.createDirectories(open.getParent());
        Files.writeString(open, "{\"whole\":1}\n{\"half");
        delivery.adopt();
        deliverAll(delivery);
        assertThat(open).doesNotExist();
        assertThat(open.resolveSibling(open.getFileName().toString().replace(".open", "")))
                .hasContent("{\"whole\":1}\n");
        delivery.finish(System.nanoTime());
    }

    @Test
    void destinationThatIsAway_keepsTheSpool() throws Exception {
        String instance = Processes.dead(service, "kept");
        exporters.add(new Away());
        Delivery delivery = delivery();
        delivery.adopt();
        delivery.pass();
        delivery.finish(System.nanoTime());
        assertThat(Processes.spools(service)).containsExactly(instance);
        assertThat(toFileAdopted().waiting()).isOne();
    }

    @Test
    void oneDestinationAway_doesNotHoldTheOtherBack() throws Exception {
        Processes.dead(service, "kept");
        exporters.add(new Away());
        exporters.add(file());
        Delivery delivery = delivery();
        delivery.adopt();
        delivery.pass();
        assertThat(Processes.stored(service)).contains("kept");
        assertThat(delivery.waiting()).isOne();
        delivery.finish(System.nanoTime());
    }

    @Test
    void noDestination_leadsNowhere() throws Exception {
        Processes.dead(service, "kept");
        Delivery delivery = delivery();
        assertThat(delivery.leadsNowhere()).isFalse();
        delivery.adopt();
        assertThat(delivery.leadsNowhere()).isTrue();
        assertThat(toFileAdopted().waiting()).as("free for others").isOne();
        delivery.finish(System.nanoTime());
        assertThat(Processes.spools(service)).hasSize(1);
    }

    @Test
    void destinations_areClosedAtTheEnd() throws Exception {
        Processes.dead(service, "kept");
        Away away = new Away();
        exporters.add(away);
        Delivery delivery = delivery();
        delivery.adopt();
        delivery.finish(System.nanoTime());
        assertThat(away.closed).isTrue();
    }

    private Delivery toFileAdopted() {
        exporters.clear();
        Delivery delivery = toFile();
        delivery.adopt();
        return delivery;
    }

    @Test
    void beyondTheBound_theOldestIsGivenUp() throws Exception {
        String[] many = new String[2_000];
        Arrays.fill(many, "x".repeat(100));
        Processes.dead(service, many);
        String younger = Processes.dead(service, many);
        Delivery delivery = bounded(new DeadBounds(3L << 20, Long.MAX_VALUE));
        delivery.adopt();
        assertThat(delivery.waiting()).isEqualTo(2);
        delivery.finish(System.nanoTime());
        Delivery smaller = bounded(new DeadBounds(400_000, Long.MAX_VALUE));
        smaller.adopt();
        assertThat(smaller.waiting()).isOne();
        assertThat(Processes.spools(service)).containsExactly(younger);
        smaller.finish(System.nanoTime());
    }

    /** A spool that was full when its process died: in bytes of files it may be more than the bound, and is not all too much. */
    @Test
    void partlyBeyondTheBound_losesItsOldestSegments() throws Exception {
        SpoolSettings settings = new SpoolSettings(service, 1 << 20, 1 << 20, 32 << 20, Long.MAX_VALUE, 0);
        Spool spool = Spool.open(settings, new byte[0], AgentLog.SILENT);
        Thread writer = new Thread(spool::runWriter, "writer");
        writer.start();
        byte[] record = Processes.span("x".repeat(1000));
        long written = 0;
        while (spool.statistics().droppedOldest() == 0) {
            written += spool.write(record, 0, record.length) ? 1 : 0;
        }
        spool.close();
        writer.join();
        assertThat(written).isGreaterThan(7_000);
        Path left = service.resolve(Processes.spools(service).get(0));
        int segments = segments(left);

        Delivery delivery = bounded(new DeadBounds(32 << 20, Long.MAX_VALUE));
        delivery.adopt();

        assertThat(delivery.waiting()).isOne();
        assertThat(segments(left)).isBetween(segments - 2, segments).isGreaterThan(5);
        delivery.finish(System.nanoTime());

        Delivery smaller = bounded(new DeadBounds(16 << 20, Long.MAX_VALUE));
        smaller.adopt();
        assertThat(smaller.waiting()).isOne();
        assertThat(segments(left)).isBetween(2, segments - 2);
        smaller.finish(System.nanoTime());
    }

    private static int segments(Path spool) throws Exception {
        try (Stream<Path> files = Files.list(spool)) {
            return (int) files.filter(file -> file.toString().matches(".*S\\.(plain|cq4)"))
                    .count();
        }
    }

    @Test
    void bound_isOnAllAdoptionsTogether() throws Exception {
        String[] many = new String[2_000];
        Arrays.fill(many, "x".repeat(100));
        Delivery delivery = bounded(new DeadBounds(400_000, Long.MAX_VALUE));
        Processes.dead(service, many);
        delivery.adopt();
        String younger = Processes.dead(service, many);
        delivery.adopt();
        assertThat(delivery.waiting()).isOne();
        assertThat(Processes.spools(service)).containsExactly(younger);
        delivery.finish(System.nanoTime());
    }

    @Test
    void recordedForAnother_isKeptAndSaidOnce() throws Exception {
        String instance = Processes.dead(List.of("otlp"), service, "kept");
        List<String> said = new ArrayList<>();
        exporters.add(file());
        Delivery delivery = new Delivery(
                service, UNBOUNDED, 0, names(), alive -> exporters, (level, line, cause) -> said.add(line));
        for (int minutes = 0; minutes < 3; minutes++) {
            delivery.adopt();
            deliverAll(delivery);
        }
        assertThat(Processes.spools(service)).containsExactly(instance);
        assertThat(delivery.kept()).containsExactly(Map.entry(instance, List.of("otlp")));
        assertThat(delivery.delivered()).isOne();
        assertThat(said)
                .containsOnlyOnce("delivering what " + instance + " left")
                .filteredOn(line -> line.contains("is kept for otlp"))
                .singleElement()
                .asString()
                .contains(instance, "indelible.exporter=otlp", "otel.exporter.otlp.endpoint");
        delivery.finish(System.nanoTime());
        assertThat(Processes.stored(service)).containsOnlyOnce("kept");
    }

    @Test
    void keptForAnother_makesNoDestination() throws Exception {
        Processes.dead(List.of("otlp"), service, "kept");
        Delivery first = toFile();
        first.adopt();
        deliverAll(first);
        Delivery next = new Delivery(service, UNBOUNDED, 0, List.of("file"), this::never, AgentLog.SILENT);
        next.adopt();
        assertThat(next.kept()).hasSize(1);
        next.finish(System.nanoTime());
        first.finish(System.nanoTime());
    }

    /** Whoever is to deliver it finds it free, though this process lives. */
    @Test
    void keptForAnother_isDeliveredByThatOne() throws Exception {
        Processes.dead(List.of("away", "file"), service, "kept");
        Delivery delivery = bounded(UNBOUNDED);
        delivery.adopt();
        delivery.finish(System.nanoTime());
        Delivery toFile = toFile();
        toFile.adopt();
        deliverAll(toFile);
        assertThat(toFile.kept()).hasSize(1);
        exporters.set(0, new Away() {
            @Override
            public Outcome export(Signal signal, byte[] resource, String instance, List<SpoolRecord> records) {
                return Outcome.ACCEPTED;
            }
        });
        Delivery back = delivery();
        back.adopt();
        deliverAll(back);
        assertThat(back.kept()).isEmpty();
        assertThat(Processes.spools(service)).isEmpty();
        back.finish(System.nanoTime());
        toFile.finish(System.nanoTime());
    }

    @Test
    void keptForAnother_isGivenUpWhenItIsTooOld() throws Exception {
        Processes.dead(List.of("otlp"), service, "kept");
        long[] now = {System.currentTimeMillis()};
        exporters.add(file());
        DeadBounds bounds = new DeadBounds(Long.MAX_VALUE, 60_000, () -> Instant.ofEpochMilli(now[0]));
        Delivery delivery = new Delivery(service, bounds, 0, names(), alive -> exporters, AgentLog.SILENT);
        delivery.adopt();
        deliverAll(delivery);
        assertThat(Processes.spools(service)).hasSize(1);
        now[0] += 300_000;
        delivery.adopt();
        assertThat(Processes.spools(service)).isEmpty();
        delivery.finish(System.nanoTime());
    }

    @Test
    void whatIsTooOld_isGivenUp() throws Exception {
        Processes.dead(service, "a");
        long now = System.currentTimeMillis();
        Delivery delivery = bounded(new DeadBounds(Long.MAX_VALUE, 60_000, () -> Instant.ofEpochMilli(now + 300_000)));
        delivery.adopt();
        assertThat(delivery.waiting()).isZero();
        assertThat(Processes.spools(service)).isEmpty();
        delivery.finish(System.nanoTime());
    }

    /** The clock was set back by an hour, or had not been set at all when it was written. */
    @Test
    void whatIsOfAnotherTime_isKept() throws Exception {
        String future = Processes.dead(service, "a");
        String past = Processes.dead(service, "b");
        setTime(service.resolve(past), 1_000);
        long now = System.currentTimeMillis();
        Delivery delivery =
                bounded(new DeadBounds(Long.MAX_VALUE, 60_000, () -> Instant.ofEpochMilli(now - 3_600_000)));
        delivery.adopt();
        assertThat(delivery.waiting()).isEqualTo(2);
        assertThat(Processes.spools(service)).containsExactlyInAnyOrder(future, past);
        delivery.finish(System.nanoTime());
    }

    private static void setTime(Path directory, long millis) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
            }
        }
    }

    private Delivery bounded(DeadBounds bounds) {
        return new Delivery(service, bounds, 0, List.of("away"), alive -> List.of(new Away()), AgentLog.SILENT);
    }

    private Delivery toFile() {
        exporters.add(file());
        return delivery();
    }

    private Delivery delivery() {
        return new Delivery(service, UNBOUNDED, 0, names(), alive -> exporters, AgentLog.SILENT);
    }

    private List<String> names() {
        return exporters.stream().map(Exporter::name).toList();
    }

    private FileExporter file() {
        return new FileExporter(FileSettings.of(service.resolve("store"), 1 << 26, Long.MAX_VALUE), AgentLog.SILENT);
    }

    private List<Exporter> never(Predicate<String> alive) {
        throw new AssertionError("nothing is to be delivered");
    }

    private static void deliverAll(Delivery delivery) throws InterruptedException {
        for (int i = 0; i < 100 && delivery.waiting() > 0; i++) {
            delivery.pass();
        }
    }
}
