package io.indelible.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.Exporter.Kind;
import io.indelible.exporter.Exporter.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExportLoopTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final RecordingExporter otlp = new RecordingExporter("otlp");
    private final RecordingExporter file = new RecordingExporter("file");
    private final List<String> said = new ArrayList<>();
    private final MemorySource live = new MemorySource("live");
    // Every failure waits a second longer.
    private final BackOff backOff = failures -> failures * 1_000L;
    private long nanos = Long.MAX_VALUE - 5; // overflows on the first step, as System.nanoTime may
    private final ExportLoop loop = new ExportLoop(
            List.of(otlp, file),
            () -> nanos,
            InstantSource.fixed(NOW),
            backOff,
            (level, message, cause) -> said.add(level + " " + message));

    @Test
    void pass_whenNothingWaits_isFalse() throws InterruptedException {
        loop.add(live);

        assertThat(loop.pass()).isFalse();
    }

    @Test
    void pass_deliversToEachDestination() throws InterruptedException {
        fill(3);

        assertThat(loop.pass()).isTrue();

        assertThat(otlp.accepted).isEqualTo(live.records);
        assertThat(file.accepted).isEqualTo(live.records);
    }

    @Test
    void pass_movesTheCursorsAndDiscards() throws InterruptedException {
        fill(3);

        loop.pass();

        assertThat(live.acknowledged("otlp")).isEqualTo(3);
        assertThat(live.acknowledged("file")).isEqualTo(3);
        assertThat(live.discards).isEqualTo(1);
    }

    @Test
    void pass_servesTheLocalStoreFirst() throws InterruptedException {
        List<String> order = new ArrayList<>();
        ExportLoop ordered = new ExportLoop(List.of(noting("otlp", order), noting("file", order)), 0, AgentLog.SILENT);
        live.records.addAll(Records.spans(1));
        ordered.add(live);

        ordered.pass();

        assertThat(order).containsExactly("file", "otlp");
    }

    @Test
    void pass_startsAtTheStoredCursor() throws InterruptedException {
        live.records.addAll(Records.spans(5));
        live.cursors.put("file", new RecordBatch.Position("memory", 3));
        loop.add(live);

        loop.pass();

        assertThat(file.accepted).hasSize(2);
        assertThat(otlp.accepted).hasSize(5);
    }

    @Test
    void deadDestination_holdsBackNoOther() throws InterruptedException {
        otlp.dead = true;
        live.batchSize = 1;
        fill(4);

        passes(4);

        assertThat(live.acknowledged("file")).isEqualTo(4);
        assertThat(live.acknowledged("otlp")).isZero();
    }

    @Test
    void answerThatTakesLong_holdsBackNoOther() throws InterruptedException {
        otlp.answers.addAll(List.of(Outcome.PENDING, Outcome.PENDING));
        live.batchSize = 2;
        fill(4);

        assertThat(loop.pass()).isTrue();
        assertThat(loop.pass()).isTrue();
        assertThat(file.accepted).hasSize(4);
        assertThat(otlp.accepted).isEmpty();

        passes(2);
        assertThat(otlp.accepted).isEqualTo(live.records);
    }

    @Test
    void answerThatTakesLong_isWaitedForBeforeAnotherSourceHasItsTurn() throws InterruptedException {
        MemorySource dead = new MemorySource("dead", Records.span("s", "left"));
        live.records.addAll(Records.spans(1));
        loop.add(live);
        loop.add(dead);
        otlp.answers.add(Outcome.PENDING);

        loop.pass();
        assertThat(otlp.attempts).hasSize(1);

        passes(2);
        assertThat(otlp.accepted).hasSize(2);
    }

    @Test
    void rate_letsThroughSoMuchASecond() throws InterruptedException {
        long rate = bytes(Records.span("file", "span 0"));
        ExportLoop slow = slow(rate);
        live.batchSize = 1;
        live.records.addAll(Records.spans(3));
        slow.add(live);

        assertThat(slow.pass()).isTrue();
        assertThat(slow.pass()).isFalse();
        advance(999);
        assertThat(slow.pass()).isFalse();
        advance(1);
        assertThat(slow.pass()).isTrue();
        assertThat(file.accepted).hasSize(2);
    }

    @Test
    void rest_isShortWhileThereIsMore() throws InterruptedException {
        live.batchSize = 2;
        fill(5);

        loop.pass();
        assertThat(loop.restNanos()).isLessThan(TimeUnit.MILLISECONDS.toNanos(5));
        loop.pass();
        assertThat(loop.restNanos()).isLessThan(TimeUnit.MILLISECONDS.toNanos(5));
        loop.pass();
        assertThat(loop.restNanos()).as("all delivered").isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void rest_isShortForAnAnswer() throws InterruptedException {
        otlp.answers.add(Outcome.PENDING);
        fill(1);

        loop.pass();
        assertThat(loop.restNanos()).isLessThan(TimeUnit.MILLISECONDS.toNanos(50));
        loop.pass();
        assertThat(loop.restNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void rest_isLongForADestinationThatIsAway() throws InterruptedException {
        file.dead = true;
        otlp.dead = true;
        live.batchSize = 1;
        fill(4);

        loop.pass();
        loop.pass();
        assertThat(loop.restNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void rest_lastsUntilTheRateAllowsMore() throws InterruptedException {
        long rate = bytes(Records.span("file", "span 0"));
        ExportLoop slow = slow(rate);
        live.records.addAll(Records.spans(3));
        live.batchSize = 1;
        slow.add(live);

        slow.pass();
        assertThat(slow.restNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        slow.pass();
        assertThat(slow.restNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void rate_letsSourcesTakeTurns() throws InterruptedException {
        ExportLoop slow = slow(bytes(Records.span("file", "span 0")));
        MemorySource backlog = new MemorySource("dead");
        backlog.records.addAll(Records.spans(9));
        backlog.batchSize = 1;
        live.batchSize = 1;
        live.records.addAll(Records.spans(9));
        slow.add(backlog);
        slow.add(live);

        for (int i = 0; i < 6; i++) {
            slow.pass();
            advance(1_000);
        }

        assertThat(backlog.acknowledged("file")).isEqualTo(3);
        assertThat(live.acknowledged("file")).isEqualTo(3);
    }

    @Test
    void rate_isLiftedAtTheEnd() throws InterruptedException {
        ExportLoop slow = slow(1);
        live.batchSize = 1;
        live.records.addAll(Records.spans(5));
        slow.add(live);
        slow.pass();

        slow.finish(nanos + TimeUnit.SECONDS.toNanos(1));

        assertThat(file.accepted).hasSize(5);
    }

    @Test
    void deadDestination_isLeftAloneUntilTheBackOffIsOver() throws InterruptedException {
        otlp.dead = true;
        fill(1);

        passes(3);
        assertThat(otlp.attempts).hasSize(1);

        advance(1_000);
        passes(3);
        assertThat(otlp.attempts).hasSize(2);

        advance(1_000); // the second failure waits two seconds
        passes(1);
        assertThat(otlp.attempts).hasSize(2);
        advance(1_000);
        passes(1);
        assertThat(otlp.attempts).hasSize(3);
    }

    @Test
    void deadDestination_getsEverythingWhenItIsBack() throws InterruptedException {
        otlp.dead = true;
        fill(4);
        passes(2);

        otlp.dead = false;
        advance(1_000);
        passes(1);

        assertThat(otlp.accepted).isEqualTo(live.records);
        assertThat(loop.drained()).isFalse(); // not asked again yet
        passes(1);
        assertThat(loop.drained()).isTrue();
    }

    @Test
    void serverDelay_replacesTheBackOff() throws InterruptedException {
        otlp.answers.add(Outcome.retry(5_000, "busy"));
        fill(1);
        passes(1);

        advance(4_999);
        passes(1);
        assertThat(otlp.attempts).hasSize(1);
        advance(1);
        passes(1);
        assertThat(otlp.attempts).hasSize(2);
    }

    @Test
    void serverDelay_ofAYearIsNotBelieved() throws InterruptedException {
        otlp.answers.add(Outcome.retry(TimeUnit.DAYS.toMillis(365), "busy"));
        fill(1);
        passes(1);

        advance(TimeUnit.HOURS.toMillis(1));
        passes(1);

        assertThat(otlp.accepted).hasSize(1);
    }

    @Test
    void retry_doesNotSendAgainWhatWasAccepted() throws InterruptedException {
        live.records.add(Records.span("s", "a"));
        live.records.add(Records.log("s", "b"));
        otlp.answers.add(Outcome.ACCEPTED);
        otlp.answers.add(Outcome.retry(-1, "busy"));
        loop.add(live);
        passes(1);
        assertThat(live.acknowledged("otlp")).isZero();

        advance(1_000);
        passes(1);

        assertThat(otlp.attempts).containsExactly(Signal.TRACES, Signal.LOGS, Signal.LOGS);
        assertThat(live.acknowledged("otlp")).isEqualTo(2);
    }

    @Test
    void rejected_isDroppedAndCounted() throws InterruptedException {
        otlp.answers.add(Outcome.rejected(2, "HTTP 400"));
        fill(2);

        passes(1);

        assertThat(live.acknowledged("otlp")).isEqualTo(2);
        assertThat(health("otlp").rejected(Signal.TRACES)).isEqualTo(2);
        assertThat(health("otlp").exported(Signal.TRACES)).isZero();
    }

    @Test
    void rejected_isSaidOncePerReason() throws InterruptedException {
        live.batchSize = 1;
        otlp.answers.add(Outcome.rejected(1, "HTTP 400"));
        otlp.answers.add(Outcome.rejected(1, "HTTP 400"));
        otlp.answers.add(Outcome.rejected(1, "HTTP 404"));
        fill(3);

        passes(3);

        assertThat(said)
                .containsExactly(
                        "WARN otlp refuses traces, dropped: HTTP 400", "WARN otlp refuses traces, dropped: HTTP 404");
    }

    @Test
    void partialSuccess_countsBoth() throws InterruptedException {
        otlp.answers.add(new Outcome(Kind.ACCEPTED, 1, -1, "one too old"));
        fill(3);

        passes(1);

        assertThat(health("otlp").exported(Signal.TRACES)).isEqualTo(2);
        assertThat(health("otlp").rejected(Signal.TRACES)).isEqualTo(1);
        assertThat(health("otlp").lastError()).isEqualTo("one too old");
    }

    @Test
    void success_isSeenInHealth() throws InterruptedException {
        fill(1);

        passes(1);

        assertThat(health("file").lastSuccess()).isEqualTo(NOW);
        assertThat(health("file").lastError()).isNull();
        assertThat(health("file").inflight(Signal.TRACES)).isZero();
    }

    @Test
    void outage_isSaidOnceAndSoIsItsEnd() throws InterruptedException {
        otlp.answers.add(Outcome.retry(-1, "away"));
        otlp.answers.add(Outcome.retry(-1, "away"));
        fill(1);

        passes(1);
        advance(1_000);
        passes(1);
        advance(2_000);
        passes(1);

        assertThat(said)
                .containsExactly(
                        "WARN otlp cannot take traces now, trying again: away", "INFO otlp takes records again");
        assertThat(health("otlp").retried(Signal.TRACES)).isEqualTo(2);
    }

    @Test
    void exporterThatThrows_isTriedAgain() throws InterruptedException {
        otlp.throwing = true;
        fill(1);
        passes(1);
        assertThat(live.acknowledged("otlp")).isZero();

        otlp.throwing = false;
        advance(1_000);
        passes(1);

        assertThat(live.acknowledged("otlp")).isEqualTo(1);
    }

    @Test
    void unreadableSource_holdsBackNoOther() throws InterruptedException {
        live.unreadable = true;
        loop.add(live);
        MemorySource dead = new MemorySource("dead", Records.span("s", "a"));
        loop.add(dead);

        passes(1);

        assertThat(dead.acknowledged("file")).isEqualTo(1);
        assertThat(loop.drained(dead)).isFalse();
        assertThat(loop.drained(live)).isFalse();
    }

    @Test
    void unreadableSource_isReadWhenItCanBe() throws InterruptedException {
        live.unreadable = true;
        fill(1);
        passes(1);

        live.unreadable = false;
        advance(1_000);
        passes(1);

        assertThat(live.acknowledged("file")).isEqualTo(1);
    }

    @Test
    void cursorThatCannotBeWritten_deliversOnAndIsWrittenLater() throws InterruptedException {
        live.readOnly = true;
        live.batchSize = 1;
        fill(2);
        passes(3);
        assertThat(file.accepted).hasSize(2);
        assertThat(loop.drained()).isFalse();

        live.readOnly = false;
        passes(1);

        assertThat(live.acknowledged("file")).isEqualTo(2);
        assertThat(loop.drained()).isTrue();
    }

    @Test
    void remove_endsWhatIsOpenForTheInstance() throws InterruptedException {
        fill(1);
        passes(2);

        loop.remove(live);

        assertThat(file.finished).containsExactly("live");
        assertThat(loop.drained()).isTrue();
        live.records.addAll(Records.spans(1));
        assertThat(loop.pass()).isFalse();
    }

    @Test
    void finish_deliversAllThatWaits() throws InterruptedException {
        live.batchSize = 1;
        fill(5);

        loop.finish(nanos + 1_000);

        assertThat(live.acknowledged("otlp")).isEqualTo(5);
        assertThat(live.acknowledged("file")).isEqualTo(5);
    }

    @Test
    void finish_triesADestinationInBackOffOnceMore() throws InterruptedException {
        otlp.dead = true;
        fill(1);
        passes(1);

        loop.finish(nanos + 1_000);

        assertThat(otlp.attempts).hasSize(2);
    }

    @Test
    void finish_leavesAloneADestinationThatAskedForIt() throws InterruptedException {
        otlp.answers.add(Outcome.retry(5_000, "busy"));
        fill(1);
        passes(1);

        loop.finish(nanos + 1_000);

        assertThat(otlp.attempts).hasSize(1);
    }

    @Test
    void finish_afterItsDeadline_startsNothing() throws InterruptedException {
        fill(1);

        loop.finish(nanos);

        assertThat(file.attempts).isEmpty();
    }

    @Test
    void noDestinations_deletesNothing() throws InterruptedException {
        ExportLoop none = new ExportLoop(List.of(), 0, AgentLog.SILENT);
        live.records.addAll(Records.spans(1));
        none.add(live);

        none.pass();
        none.finish(System.nanoTime());

        assertThat(live.discards).isZero();
    }

    private static Exporter noting(String name, List<String> order) {
        return new Exporter() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Outcome export(Signal signal, byte[] resource, String instance, List<SpoolRecord> records) {
                order.add(name);
                return Outcome.ACCEPTED;
            }

            @Override
            public void close() {}
        };
    }

    private void fill(int spans) {
        live.records.addAll(Records.spans(spans));
        loop.add(live);
    }

    private void passes(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            loop.pass();
        }
    }

    private void advance(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private ExportHealth health(String destination) {
        return loop.health().stream()
                .filter(each -> each.destination().equals(destination))
                .findFirst()
                .orElseThrow();
    }

    private ExportLoop slow(long rate) {
        return new ExportLoop(List.of(file), rate, () -> nanos, InstantSource.fixed(NOW), backOff, AgentLog.SILENT);
    }

    private static int bytes(SpoolRecord record) {
        return record.scopeLength() + record.payloadLength();
    }
}
