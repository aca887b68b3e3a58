package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.test.app.Dying;
import io.indelible.test.app.Greeting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;

/** What the agent says of itself, while the process runs and afterwards. */
class OwnHealthIT {
    private static final int COPIES = 12;
    private static final String EXPORTED = "otel.sdk.exporter.span.exported";

    @TempDir
    Path work;

    @OnEveryJdk
    void exportedSpans_becomeAMetric(Jdk jdk) throws InterruptedException {
        CopyProcess process = start(jdk, "file");
        process.copy(COPIES);
        Store store = new Store(work, "test");
        until(() -> largest(store, EXPORTED, "io.indelible.exporter.file.FileExporter") >= COPIES);
        until(() -> store.metrics().stream()
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
        assertThat(last(store, "otel.sdk.span.started")).isEqualTo(COPIES);
        assertThat(last(store, "otel.sdk.span.live")).isZero();
        // Among them the one that says that the process has begun.
        assertThat(store.events()).hasSize(1);
        assertThat(last(store, "otel.sdk.log.created")).isEqualTo(1);
        assertThat(last(store, "indelible.spool.limit")).isPositive();
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
            until(() -> {
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
        until(() -> shown(jdk, EXPORTED) >= COPIES);
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
        until(() -> health(jdk).at("/destinations/0").hasNonNull("lastError"));
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

    /** What the process said last. */
    private static long last(Store store, String metric) {
        List<JsonNode> said = store.metrics().stream()
                .filter(each -> each.get("name").asText().equals(metric))
                .toList();
        assertThat(said).as(metric).isNotEmpty();
        JsonNode points = said.get(said.size() - 1).at("/sum/dataPoints");
        assertThat(points).as(metric).hasSize(1);
        return points.get(0).get("asInt").asLong();
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

    private static void until(BooleanSupplier so) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("what was waited for").isLessThan(deadline);
            Thread.sleep(100);
        }
    }
}
