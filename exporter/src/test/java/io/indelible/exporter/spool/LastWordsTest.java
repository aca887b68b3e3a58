package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.RecordBatch;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.otlp.ProtoWriter;
import io.indelible.exporter.otlp.SpanIds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process had open when it died, and what is made of it. */
@NullUnmarked // JUnit sets the fields
class LastWordsTest {
    @TempDir
    Path root;

    private final Records.Lines lines = new Records.Lines();
    private final List<DeadSpool> adopted = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (DeadSpool dead : adopted) {
            dead.close();
        }
    }

    @Test
    void openOperation_isTold() throws Exception {
        dead(false, List.of(span(1)), List.of(), List.of(span(2)));
        assertThat(spans(adopt())).containsExactly(1L, 2L);
    }

    @Test
    void operationWhoseEndIsInTheLog_isNotCalledOpen() throws Exception {
        dead(false, List.of(span(1), span(2)), List.of(), List.of(span(2), span(3)));
        assertThat(spans(adopt())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void operationWhoseEndIsInTheRing_isNotCalledOpen() throws Exception {
        dead(false, List.of(), List.of(span(2)), List.of(span(2)));
        assertThat(spans(adopt())).containsExactly(2L);
    }

    @Test
    void openOperation_isToldWhereNothingElseIsLeft() throws Exception {
        dead(false, List.of(), List.of(), List.of(span(2)));
        assertThat(spans(adopt())).containsExactly(2L);
    }

    @Test
    void openOperation_isToldOnce() throws Exception {
        dead(false, List.of(), List.of(), List.of(span(2)));
        adopt().close();
        adopted.clear();
        assertThat(spans(adopt())).containsExactly(2L);
    }

    @Test
    void processThatEndedWell_hadNothingOpen() throws Exception {
        dead(true, List.of(span(1)), List.of(), List.of(span(2)));
        assertThat(spans(adopt())).containsExactly(1L);
    }

    @Test
    void lastMetrics_areTold() throws Exception {
        SpoolDirectory directory = SpoolDirectory.create(root, Records.RESOURCE);
        say(directory, LifeFile.LIFE, LifeFile.LIFE_BYTES, List.of());
        say(directory, LifeFile.METRICS, LifeFile.METRICS_BYTES, List.of(record(Signal.METRICS, 9)));
        directory.close();
        RecordBatch batch = adopt().read(Position.START, 1 << 20);
        assertThat(batch).isNotNull();
        assertThat(batch.records()).extracting(SpoolRecord::signal).containsExactly(Signal.METRICS);
    }

    @Test
    void damagedLife_costsItselfOnly() throws Exception {
        String instance = dead(false, List.of(span(1)), List.of(), List.of(span(2)));
        java.nio.file.Files.write(root.resolve(instance).resolve(LifeFile.LIFE), new byte[100]);
        assertThat(spans(adopt())).containsExactly(1L);
    }

    @Test
    void wordsOfAnotherVersion_areLeftOut() throws Exception {
        dead(false, List.of(span(1)), List.of(), List.of(new byte[] {99, 1, 0, 0}, span(2)));
        assertThat(spans(adopt())).containsExactly(1L, 2L);
    }

    @Test
    void howItEnded_isRememberedByWhoAdopts() throws Exception {
        String instance = dead(false, List.of(span(1)), List.of(), List.of());
        adopt().delete();
        adopted.clear();
        assertThat(PreviousEnd.find(root, lines)).isEqualTo(new PreviousEnd(PreviousEnd.How.KILLED, instance, 1234));
    }

    private DeadSpool adopt() {
        List<DeadSpool> found = new DeadSpools(root, lines).adopt();
        adopted.addAll(found);
        return found.get(0);
    }

    private String dead(boolean clean, List<byte[]> inLog, List<byte[]> inRing, List<byte[]> open) throws Exception {
        SpoolDirectory directory = SpoolDirectory.create(root, Records.RESOURCE);
        try (PlainLog log = new PlainLog(directory.path(), 1 << 20, 0)) {
            for (byte[] record : inLog) {
                log.append(Lot.of(record));
            }
        }
        Ring ring = Ring.mapped(directory.file(SpoolDirectory.RING), 1 << 20, 0, new Drops());
        for (byte[] record : inRing) {
            ring.write(record, 0, record.length);
        }
        try (LifeFile life = LifeFile.create(directory.file(LifeFile.LIFE), LifeFile.LIFE_BYTES)) {
            life.write(clean, 1234, open);
        }
        directory.close();
        return directory.instance();
    }

    private static void say(SpoolDirectory directory, String name, int most, List<byte[]> words) throws Exception {
        try (LifeFile file = LifeFile.create(directory.file(name), most)) {
            file.write(false, 1234, words);
        }
    }

    private static List<Long> spans(DeadSpool dead) throws Exception {
        List<Long> ids = new ArrayList<>();
        RecordBatch batch = dead.read(Position.START, 1 << 20);
        while (batch != null) {
            batch.records().forEach(record -> ids.add(SpanIds.of(record)));
            batch = dead.read(batch.next(), 1 << 20);
        }
        return ids;
    }

    private static byte[] span(long id) {
        return record(Signal.TRACES, id);
    }

    private static byte[] record(Signal signal, long id) {
        ProtoWriter out = new ProtoWriter(64);
        SpoolRecord.begin(out, signal, new byte[0]);
        out.id(1, 7, 8);
        out.id(2, id);
        return out.toByteArray();
    }
}
