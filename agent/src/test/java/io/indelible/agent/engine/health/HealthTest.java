package io.indelible.agent.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.agent.engine.recorder.EpochClock;
import io.indelible.agent.engine.recorder.HandOvers;
import io.indelible.agent.engine.recorder.OperationRecorder;
import io.indelible.agent.engine.recorder.Propagation;
import io.indelible.agent.engine.recorder.RecorderLimits;
import io.indelible.agent.engine.recorder.Sampling;
import io.indelible.agent.engine.recorder.Scopes;
import io.indelible.agent.engine.recorder.SuppressedErrors;
import io.indelible.exporter.ExportHealth;
import io.indelible.exporter.ExportLoop;
import io.indelible.exporter.Exporter;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.otlp.ProtoWriter;
import io.indelible.exporter.spool.Spool;
import io.indelible.exporter.spool.SpoolSettings;
import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real spool and a real export loop; only the destination is made up, for it must refuse. */
class HealthTest {
    private static final byte[] RECORD = record();

    private final Path service;
    private final Spool spool;
    private final SuppressedErrors errors = new SuppressedErrors((level, message, cause) -> {});
    private boolean full;
    private Exporter.@Nullable Server server;
    private final RecordCounts counts;
    private final OperationRecorder operations;
    private final List<Operation> open = new ArrayList<>();
    private List<ExportHealth> destinations = List.of();
    private final Health health;

    HealthTest(@TempDir Path service) {
        this.service = service;
        spool = Spool.open(SpoolSettings.of(service), new byte[0], (level, message, cause) -> {});
        counts = new RecordCounts((signal, bytes, offset, length) -> !full && spool.write(bytes, offset, length));
        operations = new OperationRecorder(
                new HandOvers(),
                new EpochClock(),
                Sampling.PARENT_BASED_ALWAYS_ON,
                new Propagation(List.of()),
                new Scopes("1"),
                counts,
                (operation, errorType) -> {},
                new RecorderLimits(100, 10, Long.MAX_VALUE, RecorderLimits.ExceptionMessages.SAFE),
                property -> null);
        health = new Health(
                counts,
                new SpanFigures(operations.spans(), visitor -> open.forEach(visitor)),
                () -> spool,
                () -> destinations,
                errors,
                () -> 12_000_000_000L,
                () -> 7);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void processThatRecordedNothing_saysNothing() throws IOException {
        assertThat(health.figures()).isEmpty();
        new HealthFile(service, health).write(Instant.EPOCH);
        assertThat(service.resolve(spool.instance()).resolve(HealthFile.NAME)).doesNotExist();
    }

    @Test
    void recordsThatFoundNoRoom_areProcessedWithAnError() {
        write(3);
        full = true;
        write(2);
        assertThat(told())
                .contains("otel.sdk.processor.span.processed 2 queue_full io.indelible.exporter.spool.Spool/0"
                        + " io.indelible.exporter.spool.Spool");
    }

    @Test
    void whatTheSpoolLost_isCountedByReason() {
        int lost = 0;
        while (lost < 3) { // nobody empties the ring
            lost += spool.write(RECORD, 0, RECORD.length) ? 0 : 1;
        }
        write(1);
        assertThat(told()).contains("indelible.spool.dropped 4 ring_full");
    }

    @Test
    void whatADestinationTookAndRefused_isCountedByItsType() throws Exception {
        write(5);
        deliver(Exporter.Outcome.rejected(5, "never"));
        assertThat(told())
                .contains("otel.sdk.exporter.span.exported 0 made_up/0 made_up")
                .contains("otel.sdk.exporter.span.exported 5 rejected made_up/0 made_up")
                .contains("otel.sdk.exporter.span.inflight 0 made_up/0 made_up")
                .contains("otel.sdk.processor.span.processed 5 io.indelible.exporter.spool.Spool/0"
                        + " io.indelible.exporter.spool.Spool");
    }

    @Test
    void whatADestinationDoesNotTake_hasAnAge() throws Exception {
        write(1);
        ExportLoop loop = loop(Exporter.Outcome.retry(-1, "away"));
        loop.pass();
        assertThat(told()).contains("indelible.export.oldest.age 7.0 made_up/0 made_up");
    }

    @Test
    void whatADestinationTook_hasNone() throws Exception {
        write(1);
        deliver(Exporter.Outcome.ACCEPTED);
        assertThat(told()).contains("indelible.export.oldest.age 0.0 made_up/0 made_up");
    }

    @Test
    void whatWaits_isInBytes() {
        write(1);
        spool.drainNow();
        Figure usage = figure("indelible.spool.usage");
        assertThat(usage.value().longValue()).isPositive();
        assertThat(usage.kind()).isEqualTo(Figure.Kind.LEVEL);
    }

    @Test
    void spans_areStartedAndLive() {
        for (int i = 0; i < 3; i++) {
            Operation operation = new MadeUpOperation();
            operations.startDetached(operation);
            open.add(operation);
        }
        operations.end(open.get(0), null);
        assertThat(told())
                .contains("otel.sdk.span.started 3 none RECORD_AND_SAMPLE", "otel.sdk.span.live 2 RECORD_AND_SAMPLE");

        open.forEach(each -> operations.end(each, null));
        assertThat(told())
                .contains("otel.sdk.span.started 3 none RECORD_AND_SAMPLE", "otel.sdk.span.live 0 RECORD_AND_SAMPLE");
    }

    @Test
    void firstRecordOfTheProcess_isCounted_andAloneIsNothingToSpeakOf() {
        counts.announced(true);
        assertThat(health.figures()).isEmpty();
        write(1);
        assertThat(told()).contains("otel.sdk.log.created 1");
    }

    @Test
    void dataPoints_areCountedAndNotTheirRecords() throws Exception {
        writeMetrics(2, 3);
        deliver(new Exporter.Outcome(Exporter.Kind.ACCEPTED, 1, -1, "one is wrong"));
        assertThat(told())
                .contains("otel.sdk.exporter.metric_data_point.exported 5 made_up/0 made_up")
                .contains("otel.sdk.exporter.metric_data_point.exported 1 rejected made_up/0 made_up")
                .contains("otel.sdk.exporter.metric_data_point.inflight 0 made_up/0 made_up");
    }

    @Test
    void dataPointsThatAreRefused_areRejected() throws Exception {
        writeMetrics(2, 3);
        deliver(Exporter.Outcome.rejected(2, "never"));
        assertThat(told())
                .contains("otel.sdk.exporter.metric_data_point.exported 0 made_up/0 made_up")
                .contains("otel.sdk.exporter.metric_data_point.exported 6 rejected made_up/0 made_up");
    }

    @Test
    void dataPointsOnTheirWay_areInFlight() throws Exception {
        writeMetrics(2, 3);
        loop(Exporter.Outcome.PENDING).pass();
        assertThat(told())
                .contains("otel.sdk.exporter.metric_data_point.inflight 6 made_up/0 made_up")
                .contains("otel.sdk.exporter.metric_data_point.exported 0 made_up/0 made_up");
    }

    @Test
    void delivery_isTimedOnceWhenItIsOver() throws Exception {
        write(4);
        ExportLoop loop = loop(Exporter.Outcome.PENDING);
        loop.pass();
        loop.pass();
        assertThat(durations("otel.sdk.exporter.operation.duration")).isEmpty();
        deliver(Exporter.Outcome.ACCEPTED);
        assertThat(durations("otel.sdk.exporter.operation.duration")).containsExactly("1 made_up/0 made_up");
    }

    @Test
    void deliveriesOfTwoSignals_areOneFigure_ofOneComponent() throws Exception {
        write(4);
        writeMetrics(2, 3);
        deliver(Exporter.Outcome.ACCEPTED);
        assertThat(durations("otel.sdk.exporter.operation.duration")).containsExactly("2 made_up/0 made_up");
    }

    @Test
    void deliveryThatIsRefused_isTimedAsSuch() throws Exception {
        write(4);
        deliver(Exporter.Outcome.rejected(4, "never"));
        assertThat(durations("otel.sdk.exporter.operation.duration")).containsExactly("1 rejected made_up/0 made_up");
    }

    @Test
    void readings_areTimed() throws Exception {
        write(1);
        assertThat(durations("otel.sdk.metric_reader.collection.duration")).isEmpty();
        health.collected(1_500_000_000);
        health.collected(500_000_000);
        HistogramDataPoint point = only(metrics(), "otel.sdk.metric_reader.collection.duration")
                .getHistogram()
                .getDataPoints(0);
        assertThat(point.getCount()).isEqualTo(2);
        assertThat(point.getSum()).isEqualTo(2);
        assertThat(point.getBucketCountsList()).containsExactly(2L);
        assertThat(point.getExplicitBoundsList()).isEmpty();
        assertThat(point.getStartTimeUnixNano()).isEqualTo(5);
        assertThat(point.getAttributesList())
                .extracting(each -> each.getKey() + '=' + each.getValue().getStringValue())
                .contains("otel.component.type=periodic_metric_reader");
    }

    @Test
    void server_isNamedAndItsPortIsANumber() throws Exception {
        write(1);
        server = new Exporter.Server("collector.test", 4318);
        deliver(Exporter.Outcome.ACCEPTED);
        for (String name : List.of(
                "otel.sdk.exporter.span.exported",
                "otel.sdk.exporter.span.inflight",
                "otel.sdk.exporter.metric_data_point.inflight")) {
            assertThat(only(metrics(), name).getSum().getDataPoints(0).getAttributesList())
                    .as(name)
                    .contains(
                            attribute("server.address", AnyValue.newBuilder().setStringValue("collector.test")),
                            attribute("server.port", AnyValue.newBuilder().setIntValue(4318)));
        }
    }

    @Test
    void spool_saysItsLimit() {
        write(1);
        assertThat(figure("indelible.spool.limit").value().longValue())
                .isEqualTo(SpoolSettings.of(service).maxBytes());
    }

    @Test
    void ledgerThatLeftOut_isSaid() {
        write(1);
        assertThat(told()).contains("indelible.integrity.dropped 7");
    }

    @Test
    void metrics_areCumulativeSumsAndGauges() throws Exception {
        write(1);
        List<Metric> metrics = metrics();
        Metric processed = only(metrics, "otel.sdk.processor.span.processed");
        assertThat(processed.getSum().getIsMonotonic()).isTrue();
        assertThat(processed.getSum().getDataPointsList()).hasSize(2).allSatisfy(point -> {
            assertThat(point.getStartTimeUnixNano()).isEqualTo(5);
            assertThat(point.getTimeUnixNano()).isEqualTo(9);
        });
        assertThat(only(metrics, "indelible.spool.usage").getSum().getIsMonotonic())
                .isFalse();
        NumberDataPoint safe =
                only(metrics, "indelible.spool.crash_safe").getGauge().getDataPoints(0);
        assertThat(safe.getAsInt()).isEqualTo(1);
    }

    @Test
    void metrics_areOneRecordEach() throws Exception {
        write(1);
        assertThat(metrics()).extracting(Metric::getName).doesNotHaveDuplicates();
    }

    @Test
    void file_isWhatDoctorReads() throws Exception {
        write(1);
        deliver(Exporter.Outcome.rejected(1, "never"));
        new HealthFile(service, health).write(Instant.EPOCH);
        Path file = service.resolve(spool.instance()).resolve(HealthFile.NAME);
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.path("time").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(json.at("/destinations/0/name").asText()).isEqualTo("made_up");
        assertThat(json.at("/destinations/0/lastError").asText()).isEqualTo("never");
        assertThat(json.path("figures")).hasSameSizeAs(health.figures());
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void fileOfAVanishedDirectory_isNotMissed() throws Exception {
        write(1);
        new HealthFile(service.resolve("gone"), health).write(Instant.EPOCH);
        assertThat(service.resolve("gone")).doesNotExist();
    }

    private void write(int spans) {
        for (int i = 0; i < spans; i++) {
            counts.write(Signal.TRACES, RECORD, 0, RECORD.length);
        }
    }

    private void writeMetrics(int records, int points) {
        for (int i = 0; i < records; i++) {
            ProtoWriter out = new ProtoWriter(64);
            SpoolRecord.begin(out, Signal.METRICS, new byte[0]);
            int sum = out.begin(7);
            for (int point = 0; point < points; point++) {
                out.end(out.begin(1));
            }
            out.end(sum);
            counts.write(Signal.METRICS, out.array(), 0, out.length());
        }
    }

    /** Count and tags of each point of a histogram. */
    private List<String> durations(String name) {
        return health.figures().stream()
                .filter(each -> each.name().equals(name))
                .map(each -> each.count() + " " + String.join(" ", new TreeMap<>(each.tags()).values()))
                .toList();
    }

    private static KeyValue attribute(String name, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(name).setValue(value).build();
    }

    private void deliver(Exporter.Outcome outcome) throws InterruptedException {
        ExportLoop loop = loop(outcome);
        while (!loop.drained()) {
            loop.pass();
        }
    }

    private ExportLoop loop(Exporter.Outcome outcome) {
        ExportLoop loop = new ExportLoop(List.of(new MadeUp(outcome, server)), 0, (level, message, cause) -> {});
        destinations = loop.health();
        spool.drainNow();
        loop.add(spool.source());
        return loop;
    }

    /** Name, value and tags of each figure. */
    private List<String> told() {
        return health.figures().stream()
                .map(figure -> (figure.name()
                                + ' '
                                + figure.value()
                                + ' '
                                + String.join(" ", new TreeMap<>(figure.tags()).values()))
                        .strip())
                .toList();
    }

    private Figure figure(String name) {
        return health.figures().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Metric> metrics() throws Exception {
        List<Metric> metrics = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        new HealthMetrics(
                        health,
                        (signal, bytes, offset, length) ->
                                records.add(Arrays.copyOfRange(bytes, offset, offset + length)),
                        new Scopes("1").agent(),
                        5)
                .write(9);
        for (byte[] bytes : records) {
            SpoolRecord record = SpoolRecord.parse(bytes, 0, bytes.length);
            assertThat(record.signal()).isEqualTo(Signal.METRICS);
            metrics.add(Metric.parseFrom(Arrays.copyOfRange(
                    bytes, record.payloadOffset(), record.payloadOffset() + record.payloadLength())));
        }
        return metrics;
    }

    private static Metric only(List<Metric> metrics, String name) {
        return metrics.stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] record() {
        ProtoWriter out = new ProtoWriter(64);
        SpoolRecord.begin(out, Signal.TRACES, new byte[0]);
        out.text(5, "a span");
        out.fixed64(8, 5_000_000_000L);
        return out.toByteArray();
    }

    /** Answers always the same. */
    private record MadeUp(Outcome outcome, @Nullable Server server) implements Exporter {
        @Override
        public String name() {
            return "made_up";
        }

        @Override
        public String type(Signal signal) {
            return "made_up";
        }

        @Override
        public @Nullable Server server(Signal signal) {
            return server;
        }

        @Override
        public Outcome export(Signal signal, byte[] resource, String instance, List<SpoolRecord> records) {
            return outcome;
        }

        @Override
        public void close() {}
    }

    /** Something that takes a while. */
    private static final class MadeUpOperation extends Operation {
        MadeUpOperation() {
            super(Family.FILE);
        }

        @Override
        public String spanName() {
            return "made up";
        }

        @Override
        public void describe(AttributeWriter attributes) {}

        @Override
        public void tag(AttributeWriter tags) {}
    }
}
