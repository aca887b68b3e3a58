package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordBatch;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.SpoolRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What both logs promise, and what only one does. */
@NullUnmarked // JUnit sets the fields
class RecordLogTest {
    @TempDir
    Path root;

    private final Drops drops = new Drops();
    private SpoolDirectory directory;
    private DirectorySource source;
    private RecordLog log;

    @BeforeEach
    void makeDirectory() throws Exception {
        directory = SpoolDirectory.create(root, Records.RESOURCE);
        source = new DirectorySource(directory, Records.RESOURCE, true, drops, AgentLog.SILENT);
    }

    @AfterEach
    void giveUp() throws Exception {
        if (log != null) {
            log.close();
        }
        directory.close();
    }

    private void open(LogKind kind) {
        log = kind.open(directory);
    }

    private void append(long from, long to, int length) throws Exception {
        for (long i = from; i < to; i++) {
            assertThat(log.append(Lot.of(Records.record(i, length)))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void appended_isReadAtOnce(LogKind kind) throws Exception {
        open(kind);
        append(0, 3, 100);
        assertThat(Records.all(source)).isEqualTo(Records.upTo(3));
        append(3, 5, 101);
        assertThat(Records.all(source)).isEqualTo(Records.upTo(5));
    }

    @ParameterizedTest
    @EnumSource
    void manySegments_areReadInOrder(LogKind kind) throws Exception {
        open(kind);
        append(0, 20_000, 999);
        assertThat(SegmentName.in(directory.path()).size()).isGreaterThan(5);
        assertThat(Records.all(source)).isEqualTo(Records.upTo(20_000));
    }

    @ParameterizedTest
    @EnumSource
    void longestRecords_areReadWhole(LogKind kind) throws Exception {
        open(kind);
        append(0, 12, SpoolRecord.MAX_LENGTH);
        assertThat(Records.all(source)).isEqualTo(Records.upTo(12));
    }

    @ParameterizedTest
    @EnumSource
    void anyLength_isReadWhole(LogKind kind) throws Exception {
        open(kind);
        for (int i = 0; i < 3000; i++) {
            append(i, i + 1, 12 + i % 37);
        }
        assertThat(Records.all(source)).isEqualTo(Records.upTo(3000));
    }

    @ParameterizedTest
    @EnumSource
    void lotsOfAnyNumber_areReadWhole(LogKind kind) throws Exception {
        open(kind);
        Lot lot = new Lot();
        long next = 0;
        for (int lots = 0; lots < 200; lots++) {
            for (int i = 0; i < lots % 70; i++) {
                lot.add(Records.record(next, 12 + (int) next % 37), 0, 12 + (int) next % 37);
                next++;
            }
            if (lot.count() > 0) {
                assertThat(log.append(lot)).isTrue();
            }
            lot.clear();
        }
        assertThat(Records.all(source)).isEqualTo(Records.upTo(next));
    }

    @ParameterizedTest
    @EnumSource
    void longestLots_fitTheSmallestSegments(LogKind kind) throws Exception {
        open(kind);
        long next = 0;
        for (int lots = 0; lots < 30; lots++) {
            Lot lot = new Lot();
            for (int fill = lots; !lot.full(); fill++) {
                int length = fill % 3 == 2 ? SpoolRecord.MAX_LENGTH : 1_000 + 43_000 * (fill % 3) + 1_111 * lots;
                lot.add(Records.record(next++, length), 0, length);
            }
            assertThat(log.append(lot)).isTrue();
            if (lots % 2 == 0) {
                log.prepare();
            }
        }
        assertThat(Records.all(source)).isEqualTo(Records.upTo(next));
    }

    @ParameterizedTest
    @EnumSource
    void readingThatStopsAfterEachRecord_goesOnWithinALot(LogKind kind) throws Exception {
        open(kind);
        assertThat(log.append(Lot.of(Records.record(0, 100), Records.record(1, 101), Records.record(2, 102))))
                .isTrue();
        List<Long> read = new ArrayList<>();
        for (RecordBatch batch = source.read(Position.START, 1); batch != null; ) {
            assertThat(batch.records()).hasSize(1);
            read.add(Records.number(batch.records().get(0)));
            batch = source.read(batch.next(), 1);
        }
        assertThat(read).isEqualTo(Records.upTo(3));
    }

    @ParameterizedTest
    @EnumSource
    void readerThatKeepsUp_getsEveryRecordOnce(LogKind kind) throws Exception {
        open(kind);
        for (int i = 0; i < 5000; i++) {
            append(i, i + 1, 2000);
            if (i % 7 == 0) {
                List<Long> read = Records.deliver(source, "file");
                assertThat(read.get(read.size() - 1)).isEqualTo(i);
            }
        }
        Records.deliver(source, "file");
        assertThat(SegmentName.in(directory.path())).hasSize(1);
    }

    @Test
    void plainAfterChronicle_sortsBehind() throws Exception {
        open(LogKind.CHRONICLE);
        append(0, 10, 100);
        log.close();
        open(LogKind.PLAIN);
        append(10, 20, 100);
        assertThat(Records.all(source)).isEqualTo(Records.upTo(20));
    }

    @Test
    void chronicle_leavesSystemPropertiesAlone() throws Exception {
        System.setProperty("queue.test", "theirs");
        System.setProperty("chronicle.announcer.disable", "perhaps");
        try {
            Properties before = (Properties) System.getProperties().clone();
            open(LogKind.CHRONICLE);
            assertThat(System.getProperties()).isEqualTo(before);
        } finally {
            System.clearProperty("queue.test");
            System.clearProperty("chronicle.announcer.disable");
        }
    }

    @Test
    void chronicle_doesNotEvenHideWhatIsTheHostsOwn() throws Exception {
        System.setProperty("queue.name", "orders");
        ChronicleEnvironment environment = ChronicleEnvironment.enter(root, AgentLog.SILENT);
        try {
            assertThat(System.getProperty("queue.name")).isEqualTo("orders");
        } finally {
            environment.leave();
            System.clearProperty("queue.name");
        }
    }

    @Test
    void chronicle_startsNoThreadThatReleases() throws Exception {
        open(LogKind.CHRONICLE);
        append(0, 10, 100);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("background~resource~releaser");
    }

    @Test
    void chronicle_leavesTheContextLoaderAlone() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        open(LogKind.CHRONICLE);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void chronicle_writesNothingElsewhere() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "target");
        boolean before = Files.exists(temporary);
        open(LogKind.CHRONICLE);
        append(0, 100, 100);
        assertThat(Files.exists(temporary)).isEqualTo(before);
        try (var entries = Files.list(root)) {
            assertThat(entries).containsExactly(directory.path());
        }
    }

    @Test
    void chronicle_preparesASpareBeforeItIsNeeded() throws Exception {
        open(LogKind.CHRONICLE);
        append(0, 1, 100);
        log.prepare();
        assertThat(SegmentName.preparedIn(directory.path())).isEmpty();
        while (SegmentName.preparedIn(directory.path()).isEmpty()) {
            append(0, 1, 10_000);
            log.prepare();
        }
        assertThat(SegmentName.in(directory.path())).hasSize(1);
    }

    @Test
    void chronicleSegment_isAllocatedAsFarAsItIsUsed() throws Exception {
        open(LogKind.CHRONICLE);
        int segmentBytes = Records.settings(root).segmentBytes();
        append(0, 2 * segmentBytes / 1000, 1000);
        for (String segment : SegmentName.in(directory.path())) {
            assertThat(Files.size(directory.file(segment))).isEqualTo(segmentBytes + segmentBytes / 4L);
        }
    }

    @Test
    void noRoom_isRefusedWithoutATrace() throws Exception {
        PlainLog full = new PlainLog(directory.path(), 1 << 20, Long.MAX_VALUE / 2);
        assertThat(full.append(Lot.of(Records.record(0, 100)))).isFalse();
        assertThat(SegmentName.in(directory.path())).isEmpty();
    }
}
