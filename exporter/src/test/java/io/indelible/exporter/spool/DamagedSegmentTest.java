package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordBatch;
import io.indelible.exporter.RecordBatch.Position;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a segment is delivered, whatever happened to it. */
@NullUnmarked // JUnit sets the fields
class DamagedSegmentTest {
    private static final int LENGTH = 96;
    private static final int FRAMED = Frame.BEFORE_RECORD + LENGTH;
    private static final int COUNT = 20;

    @TempDir
    Path root;

    private final Drops drops = new Drops();
    private final Records.Lines lines = new Records.Lines();
    private SpoolDirectory directory;
    private Path segment;
    private byte[] sound;
    private int title;

    @BeforeEach
    void writeTwoSegments() throws Exception {
        directory = SpoolDirectory.create(root, Records.RESOURCE);
        write(0, COUNT);
        segment = directory.file(SegmentName.in(directory.path()).get(0));
        sound = Files.readAllBytes(segment);
        title = sound.length - COUNT * FRAMED;
        write(COUNT, COUNT + 1);
    }

    private void write(long from, long to) throws Exception {
        try (PlainLog log = new PlainLog(directory.path(), 1 << 20, 0)) {
            for (long i = from; i < to; i++) {
                log.append(Lot.of(Records.record(i, LENGTH)));
            }
        }
    }

    @AfterEach
    void giveUp() throws Exception {
        directory.close();
    }

    private DirectorySource source() {
        return new DirectorySource(directory, Records.RESOURCE, false, drops, lines);
    }

    private List<Long> rest(byte[] damaged) throws Exception {
        Files.write(segment, damaged);
        return Records.all(source());
    }

    @Test
    void segmentCutAnywhere_givesWhatIsBeforeTheCut() throws Exception {
        for (int cut = 0; cut < sound.length; cut++) {
            List<Long> expected = Records.upTo(Math.max(0, (cut - title) / FRAMED));
            expected.add((long) COUNT);
            assertThat(rest(Arrays.copyOf(sound, cut))).isEqualTo(expected);
        }
    }

    @Test
    void zeroedHeader_costsOneRecord() throws Exception {
        byte[] damaged = sound.clone();
        ByteBuffer.wrap(damaged).putInt(title + 10 * FRAMED, 0);
        assertThat(rest(damaged)).hasSize(COUNT).doesNotContain(10L).contains(9L, 11L);
    }

    @Test
    void zeroedHeader_isSaidOnce() throws Exception {
        byte[] damaged = sound.clone();
        ByteBuffer.wrap(damaged).putInt(title + 10 * FRAMED, 0);
        Files.write(segment, damaged);
        DirectorySource source = source();
        Records.all(source);
        Records.all(source);
        assertThat(lines.lines).hasSize(1);
        assertThat(drops.damagedStretches.sum()).isEqualTo(1);
    }

    @Test
    void absurdLength_costsOneRecord() throws Exception {
        for (int absurd : new int[] {Frame.LENGTH, Frame.MAX_DATA_LENGTH + 1, Frame.META | Frame.LENGTH, 3, -1}) {
            byte[] damaged = sound.clone();
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(title + 10 * FRAMED, absurd);
            assertThat(rest(damaged)).as("length %x", absurd).hasSize(COUNT).doesNotContain(10L);
        }
    }

    @Test
    void lengthThatReachesFar_costsOneRecord() throws Exception {
        byte[] damaged = sound.clone();
        ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(title + 10 * FRAMED, 400_000);
        assertThat(rest(damaged)).hasSize(COUNT).doesNotContain(10L);
    }

    @Test
    void changedByte_costsOneRecord() throws Exception {
        byte[] damaged = sound.clone();
        damaged[title + 10 * FRAMED + 50] ^= 1;
        assertThat(rest(damaged)).hasSize(COUNT).doesNotContain(10L);
    }

    @Test
    void randomBytes_neverThrowAndNeverInventARecord() throws Exception {
        Random random = new Random(11);
        List<Long> written = Records.upTo(COUNT + 1);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = sound.clone();
            int at = random.nextInt(damaged.length);
            for (int i = at; i < Math.min(damaged.length, at + random.nextInt(2 * FRAMED)); i++) {
                damaged[i] = (byte) random.nextInt();
            }
            assertThat(rest(damaged)).isSubsetOf(written).hasSizeGreaterThan(COUNT - 4);
        }
    }

    @Test
    void nothingButGarbage_leavesTheNextSegment() throws Exception {
        byte[] garbage = new byte[100_000];
        new Random(13).nextBytes(garbage);
        assertThat(rest(garbage)).containsExactly((long) COUNT);
    }

    @Test
    void unknownVersion_isSkippedAndCounted() throws Exception {
        try (PlainLog log = new PlainLog(directory.path(), 1 << 20, 0)) {
            log.append(Lot.of(new byte[] {99, 1, 0, 0, 1, 2, 3, 4}));
            log.append(Lot.of(Records.record(COUNT + 1, LENGTH)));
        }
        assertThat(Records.all(source())).isEqualTo(Records.upTo(COUNT + 2));
        assertThat(drops.unreadable.sum()).isEqualTo(1);
    }

    @Test
    void damagedSegment_isSetAsideWhenItIsDelivered() throws Exception {
        byte[] damaged = sound.clone();
        damaged[title + 50] ^= 1;
        Files.write(segment, damaged);
        DirectorySource source = source();
        assertThat(Records.deliver(source, "file")).hasSize(COUNT);
        assertThat(segment).doesNotExist();
        try (var entries = Files.list(root)) {
            assertThat(entries.map(path -> path.getFileName().toString()))
                    .anyMatch(
                            name -> name.startsWith(directory.instance() + "-" + segment.getFileName() + ".damaged-"));
        }
    }

    @Test
    void damagedSegment_staysAsLongAsADestinationNeedsIt() throws Exception {
        byte[] damaged = sound.clone();
        damaged[title + 15 * FRAMED + 50] ^= 1;
        Files.write(segment, damaged);
        DirectorySource source = source();
        RecordBatch batch = source.read(Position.START, 1 << 20);
        while (batch != null) {
            source.acknowledge("file", batch.next());
            source.discardDelivered(List.of("file", "otlp"));
            batch = source.read(batch.next(), 1 << 20);
        }
        assertThat(Records.unread(source, source.cursor("otlp"))).hasSize(COUNT);
    }

    @Test
    void damagedLiveSegment_goesOnBehindIt() throws Exception {
        byte[] damaged = sound.clone();
        damaged[title + 10 * FRAMED + 50] ^= 1;
        Files.write(segment, damaged);
        Files.delete(directory.file(SegmentName.in(directory.path()).get(1)));
        DirectorySource live = new DirectorySource(directory, Records.RESOURCE, true, drops, lines);
        assertThat(Records.all(live)).hasSize(COUNT - 1).doesNotContain(10L);
    }

    /** What a process leaves that is killed while Chronicle writes a lot: the ring has it, too. */
    @Test
    void unfinishedLot_isNoDamage() throws Throwable {
        Files.delete(segment);
        try (RecordLog log =
                ChronicleLog.open(directory.path(), Records.settings(root).segmentBytes(), 0, AgentLog.SILENT)) {
            log.append(Lot.of(Records.record(COUNT + 1, LENGTH)));
            log.append(Lot.of(Records.record(COUNT + 2, LENGTH), Records.record(COUNT + 3, LENGTH)));
            segment = directory.file(log.segment());
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment)).order(ByteOrder.LITTLE_ENDIAN);
        int last = 0;
        for (int at = 0; at < bytes.capacity() - 8; at += Frame.ALIGNMENT) {
            last = bytes.getInt(at + Frame.HEADER) == Frame.LOT ? at : last;
        }
        bytes.putInt(last, bytes.getInt(last) | Frame.UNFINISHED);
        int end = last + Frame.BEFORE_RECORD + 2 * FRAMED;
        assertThat(rest(Arrays.copyOf(bytes.array(), end)))
                .containsExactly((long) COUNT, COUNT + 1L, COUNT + 2L, COUNT + 3L);
        assertThat(drops.damagedStretches.sum()).isZero();
        assertThat(lines.lines).isEmpty();
    }

    @Test
    void unfinishedLiveRecord_isWaitedFor() throws Exception {
        Files.delete(directory.file(SegmentName.in(directory.path()).get(1)));
        Files.write(segment, Arrays.copyOf(sound, title + 10 * FRAMED + 50));
        DirectorySource live = new DirectorySource(directory, Records.RESOURCE, true, drops, AgentLog.SILENT);
        Position end = live.read(Position.START, 1 << 20).next();
        assertThat(live.read(end, 1 << 20)).isNull();
        Files.write(segment, sound);
        assertThat(Records.unread(live, end)).hasSize(COUNT - 10);
        assertThat(drops.damagedStretches.sum()).isZero();
    }
}
