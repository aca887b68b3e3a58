package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.test.app.Dying;
import io.indelible.test.app.Greeting;
import io.indelible.test.app.HostileRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** What the agent says of itself, while the process runs and afterwards. */
class OwnHealthIT {
    private static final int COPIES = 12;
    private static final int FLOOD = 8_000;
    private static final String NEVER_MILLIS = "3600000";
    private static final Pattern LOST = Pattern.compile("([0-9]+) records found no room in memory");
    private static final String EXPORTED = "otel.sdk.exporter.span.exported";

    @TempDir
    Path work;

    @OnEveryJdk
    void exportedSpans_becomeAMetric(Jdk jdk) throws InterruptedException {
        CopyProcess process = start(jdk, "file");
        process.copy(COPIES);
        Store store = new Store(work, "test");
        Patience.until(
                "the metric", () -> largest(store, EXPORTED, "io.indelible.exporter.file.FileExporter") >= COPIES);
        Patience.until("the durations", () -> store.metrics().stream()
                .map(each -> each.get("name").asText())
                .toList()
                .containsAll(
                        List.of("otel.sdk.exporter.operation.duration", "otel.sdk.metric_reader.collection.duration")));
        process.end();
        assertThat(largest(store, "otel.sdk.processor.span.processed", "io.indelible.exporter.spool.Spool"))
                .isGreaterThanOrEqualTo(COPIES);
    }

    @OnEveryJdk
    void whatWasMade_isCountedExactly(Jdk jdk) {
        CopyProcess process = start(jdk, "file");
        process.copy(COPIES);
        process.end();
        Store store = new Store(work, "test");
        assertThat(store.spans()).hasSize(COPIES);
        assertThat(last(store, "otel.sdk.span.started", Map.of())).isEqualTo(COPIES);
        assertThat(last(store, "otel.sdk.span.live", Map.of())).isZero();
        // Among them the one that says that the process has begun.
        assertThat(store.events()).hasSize(1);
        assertThat(last(store, "otel.sdk.log.created", Map.of())).isEqualTo(1);
        assertThat(last(store, "indelible.spool.limit", Map.of())).isPositive();
    }

    @OnEveryJdk
    void whatIsOpen_isLive(Jdk jdk) throws Exception {
        ForkedJvm.Running running = settings(jdk, "file")
                .app(Dying.class, Files.createDirectory(work.resolve("dying")).toString(), "wait")
                .start();
        try {
            String line = running.line();
            while (line != null && !line.equals("done slow1")) {
                line = running.line();
            }
            // A query, a hash, and two requests on either side.
            Patience.until("what is open", () -> {
                JsonNode health = health(jdk);
                return sum(health, "otel.sdk.span.live") == 6
                        && sum(health, "otel.sdk.span.started") == sum(health, EXPORTED) + 6;
            });
        } finally {
            running.kill();
        }
    }

    @OnEveryJdk
    void doctor_showsARunningProcess(Jdk jdk) throws Exception {
        CopyProcess process = start(jdk, "file");
        process.copy(COPIES);
        Patience.until("what was exported", () -> shown(jdk, EXPORTED) >= COPIES);
        String text = new ForkedJvm(jdk, work).command("doctor").run().ok().out();
        process.end();
        assertThat(text).contains("alive").contains(EXPORTED).doesNotContain("rejected");
    }

    @OnEveryJdk
    void doctor_showsWhyADestinationIsAway(Jdk jdk) throws Exception {
        CopyProcess process = CopyProcess.start(
                settings(jdk, "otlp").property("otel.exporter.otlp.endpoint", "http://localhost:" + ClosedPort.find()),
                work);
        process.copy(COPIES);
        Patience.until("the trouble", () -> health(jdk).at("/destinations/0").hasNonNull("lastError"));
        JsonNode health = health(jdk);
        process.end();
        assertThat(health.at("/destinations/0/name").asText()).isEqualTo("otlp");
        assertThat(figure(health, EXPORTED)).isZero();
        assertThat(health.toString())
                .contains("otlp_http_span_exporter")
                .contains("\"server.address\":\"localhost\"")
                .doesNotContain("otel.sdk.exporter.operation.duration");
        assertThat(figure(health, "indelible.spool.usage")).isPositive();
    }

    /** Of a frozen disk the ring fills, and the application does not wait. */
    @OnEveryJdk
    void whatFoundTheRingFull_isSaidWithTheNumberThatIsMissing(Jdk jdk) throws Exception {
        SmallDisk disk = SmallDisk.ext4(work.resolve("indelible"));
        CopyProcess process = CopyProcess.start(onlyCopies(jdk), work);
        try {
            Store store = new Store(work, "test");
            int made = copyUntilTheQueueIsOpen(process);
            Patience.until("an idle disk", () -> store.spans().size() == made);
            disk.freeze();
            try {
                process.copy(FLOOD);
            } finally {
                disk.thaw();
            }
            process.end();

            int missing = made + FLOOD - Store.complete(work, "test").spans().size();
            assertThat(missing).as("more than the ring holds").isPositive();
            assertThat(last(store, "indelible.spool.dropped", Map.of("indelible.drop.reason", "ring_full")))
                    .isEqualTo(missing);
            assertThat(saidLost()).isEqualTo(missing);
        } finally {
            process.kill();
            disk.remove();
        }
    }

    /** A queue that is just being opened on a disk that freezes may hold up the JVM; how many copies that took. */
    private int copyUntilTheQueueIsOpen(CopyProcess process) throws InterruptedException {
        int[] made = {0};
        Patience.until("the queue", () -> {
            process.copy(COPIES);
            made[0] += COPIES;
            return hasQueue();
        });
        return made[0];
    }

    private boolean hasQueue() {
        try (Stream<Path> all = Files.walk(work.resolve("indelible"))) {
            return all.anyMatch(each -> each.toString().endsWith(".cq4"));
        } catch (IOException | UncheckedIOException moved) {
            return false;
        }
    }

    /** With so small a ring, and without records that come and go by the clock. */
    private ForkedJvm onlyCopies(Jdk jdk) {
        return new ForkedJvm(jdk, work)
                .property("indelible.spool.ring-bytes", "1MiB")
                .property("indelible.spool.ring-place", "memory")
                .property("indelible.slow.threshold", NEVER_MILLIS)
                .property("otel.metric.export.interval", NEVER_MILLIS);
    }

    /** The last number in the agent's log. */
    private long saidLost() throws IOException {
        Matcher said = LOST.matcher(Files.readString(work.resolve("indelible/test/agent.log")));
        long lost = 0;
        while (said.find()) {
            lost = Long.parseLong(said.group(1));
        }
        return lost;
    }

    @OnEveryJdk
    void errorsOfAnInstrumentation_areCountedAndHarmNobody(Jdk jdk) throws IOException {
        String folder = Files.createDirectory(work.resolve("folder")).toString();
        ForkedJvm.Finished without = settings(jdk, "file")
                .withoutAgent()
                .app(HostileRequest.class, folder, "7")
                .run()
                .ok();
        ForkedJvm.Finished with = settings(jdk, "file")
                .app(HostileRequest.class, folder, "7")
                .run()
                .ok();

        assertThat(with.out()).isEqualTo(without.out());
        assertThat(with.err()).isEqualTo(without.err());
        Store store = Store.complete(work, "test");
        assertThat(store.spans()).extracting(Store.Span::name).containsExactly("file copy");
        assertThat(last(
                        store,
                        "indelible.instrumentation.errors",
                        Map.of("indelible.instrumentation.name", "http.client")))
                .isEqualTo(7);
    }

    @OnEveryJdk
    void processThatRecordsNothing_saysNothing(Jdk jdk) {
        settings(jdk, "file").app(Greeting.class).run().ok();
        assertThat(new Store(work, "test").files()).isEmpty();
    }

    private CopyProcess start(Jdk jdk, String exporter) {
        return CopyProcess.start(settings(jdk, exporter), work);
    }

    private ForkedJvm settings(Jdk jdk, String exporter) {
        return new ForkedJvm(jdk, work)
                .property("indelible.exporter", exporter)
                .property("otel.metric.export.interval", "200");
    }

    private long shown(Jdk jdk, String name) {
        return figure(health(jdk), name);
    }

    private JsonNode health(Jdk jdk) {
        String json = new ForkedJvm(jdk, work).command("doctor", "--json").run().out();
        try {
            return new ObjectMapper().readTree(json).at("/services/0/spools/0/health");
        } catch (IOException broken) {
            throw new AssertionError(json, broken);
        }
    }

    private static long figure(JsonNode health, String name) {
        for (JsonNode figure : health.path("figures")) {
            if (figure.path("name").asText().equals(name)) {
                return figure.path("value").asLong();
            }
        }
        return 0;
    }

    private static long sum(JsonNode health, String name) {
        long sum = 0;
        for (JsonNode figure : health.path("figures")) {
            sum += figure.path("name").asText().equals(name)
                    ? figure.path("value").asLong()
                    : 0;
        }
        return sum;
    }

    /** What the process said last of a metric, of the one point that has these tags. */
    private static long last(Store store, String metric, Map<String, Object> tags) {
        List<JsonNode> said = store.metrics().stream()
                .filter(each -> each.get("name").asText().equals(metric))
                .toList();
        assertThat(said).as(metric).isNotEmpty();
        List<Long> values = new ArrayList<>();
        for (JsonNode point : said.get(said.size() - 1).at("/sum/dataPoints")) {
            if (Store.attributes(point).entrySet().containsAll(tags.entrySet())) {
                values.add(point.get("asInt").asLong());
            }
        }
        assertThat(values).as(metric + " " + tags).hasSize(1);
        return values.get(0);
    }

    /** The largest value that this component has said. */
    private static long largest(Store store, String metric, String component) {
        List<Long> values = new ArrayList<>(List.of(0L));
        for (JsonNode each : store.metrics()) {
            if (each.get("name").asText().equals(metric)) {
                for (JsonNode point : each.path("sum").path("dataPoints")) {
                    Map<String, Object> tags = Store.attributes(point);
                    if (component.equals(tags.get("otel.component.type")) && !tags.containsKey("error.type")) {
                        values.add(point.get("asInt").asLong());
                    }
                }
            }
        }
        return values.stream().max(Long::compare).orElseThrow();
    }
}
