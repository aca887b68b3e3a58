package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.SpoolRecord;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a dead process left in ring and log is told once, at whatever moment between the two it was killed. */
@NullUnmarked // JUnit sets the fields
class RingLeftoverTest {
    @TempDir
    Path root;

    private SpoolDirectory directory;
    private Ring ring;

    @BeforeEach
    void makeDirectory() throws Exception {
        directory = SpoolDirectory.create(root, Records.RESOURCE);
        makeRing(1 << 20);
    }

    private void makeRing(int capacity) throws IOException {
        Files.deleteIfExists(directory.file(SpoolDirectory.RING));
        ring = Ring.mapped(directory.file(SpoolDirectory.RING), capacity, 0, new Drops());
    }

    @AfterEach
    void giveUp() throws Exception {
        directory.close();
    }

    private void write(long from, long to) {
        for (long number = from; number < to; number++) {
            byte[] record = Records.record(number, 100);
            assertThat(ring.write(record, 0, record.length)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void killedBeforeTheRingMovedOn_isToldOnce(LogKind kind) throws Exception {
        write(0, 5);
        try (RecordLog log = kind.open(directory)) {
            ring.drain(log);
            write(5, 5 + Lot.RECORDS + 7);
            drainAndDie(log);
        }
        assertThat(taken()).isEqualTo(Records.upTo(5 + Lot.RECORDS + 7));
    }

    /** One {@code write} of many may have been done in part. */
    @Test
    void killedWhileALotWasWritten_isToldOnce() throws Exception {
        write(0, 20);
        try (PlainLog log = new PlainLog(directory.path(), 1 << 20, 0)) {
            drainAndDie(log);
        }
        Path segment = directory.file(SegmentName.in(directory.path()).get(0));
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(taken()).isEqualTo(Records.upTo(20));
    }

    /** A row of equals is the hard case: how many of them were logged shows at the end of the log only. */
    @ParameterizedTest
    @EnumSource
    void equalRecords_areKeptAsOftenAsTheyWereWritten(LogKind kind) throws Exception {
        try (RecordLog log = kind.open(directory)) {
            assertThat(log.append(Lot.of(Records.record(1, 100), Records.record(2, 100))))
                    .isTrue();
            write(1, 2);
            write(1, 2);
            write(2, 3);
            drainAndDie(log);
            write(1, 2);
        }
        assertThat(taken()).containsExactly(1L, 2L, 1L, 1L, 2L, 1L);
    }

    @ParameterizedTest
    @EnumSource
    void killedBeforeTheLogHadThem_isToldOnce(LogKind kind) throws Exception {
        write(0, 5);
        try (RecordLog log = kind.open(directory)) {
            ring.drain(log);
            write(5, 9);
        }
        assertThat(taken()).isEqualTo(Records.upTo(9));
    }

    /** Who takes it may be killed, too, before the ring is gone. */
    @Test
    void takenTwice_isToldOnce() throws Exception {
        write(0, 2000);
        byte[] bytes = Files.readAllBytes(directory.file(SpoolDirectory.RING));
        assertThat(RingLeftover.take(directory)).isTrue();
        Files.write(directory.file(SpoolDirectory.RING), bytes);
        assertThat(taken()).isEqualTo(Records.upTo(2000));
    }

    /** Of all lengths, in a ring that is longer than what is looked at at once. */
    @Test
    void longRecords_areTakenWhole() throws Exception {
        makeRing(8 << 20);
        for (int number = 0; number < 40; number++) {
            byte[] record = Records.record(number, (number * 10_007) % (SpoolRecord.MAX_LENGTH / 2) + 100);
            assertThat(ring.write(record, 0, record.length)).isTrue();
        }
        byte[] longest = Records.record(40, 2 * SpoolRecord.MAX_LENGTH / 3);
        assertThat(ring.write(longest, 0, longest.length)).isTrue();
        assertThat(taken()).isEqualTo(Records.upTo(41));
    }

    /** The heap of the next process may be smaller than the ring of this one. */
    @Test
    void bigRing_takesLittleMemory() throws Exception {
        makeRing(32 << 20);
        write(0, 1000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(RingLeftover.take(directory)).isTrue();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
        assertThat(read()).isEqualTo(Records.upTo(1000));
    }

    @Test
    void unreadableSegment_costsNoRecordOfTheRing() throws Exception {
        write(0, 20);
        Path segment = directory.file("20261122-101500S.plain");
        Files.createDirectory(segment); // what is opened and cannot be read, also for root
        RingLeftover.take(directory);
        Files.delete(segment);
        assertThat(read()).isEqualTo(Records.upTo(20));
    }

    /** The log has them, the ring does not know. */
    private void drainAndDie(RecordLog log) {
        RecordLog deadly = new RecordLog() {
            @Override
            public boolean append(Lot lot) throws IOException {
                log.append(lot);
                throw new IOException("killed");
            }

            @Override
            public String segment() {
                return log.segment();
            }

            @Override
            public void prepare() {}

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> ring.drain(deadly)).hasMessage("killed");
    }

    private List<Long> taken() throws Exception {
        assertThat(RingLeftover.take(directory)).isTrue();
        assertThat(RingFile.of(directory.path())).isNull();
        return read();
    }

    private List<Long> read() throws IOException {
        return Records.all(new DirectorySource(directory, Records.RESOURCE, false, new Drops(), AgentLog.SILENT));
    }
}
