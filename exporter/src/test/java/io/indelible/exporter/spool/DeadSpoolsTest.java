package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.RecordBatch.Position;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // JUnit sets the fields
class DeadSpoolsTest {
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

    private List<DeadSpool> adopt() {
        List<DeadSpool> found = new DeadSpools(root, lines).adopt();
        adopted.addAll(found);
        return found;
    }

    /** As a process leaves it that dies with this much in its log and this much in its ring. */
    private String dead(long inLog, long inRing) throws Exception {
        return dead(inLog, inRing, List.of());
    }

    private String dead(long inLog, long inRing, List<String> destinations) throws Exception {
        SpoolDirectory directory = SpoolDirectory.create(root, Records.RESOURCE, destinations);
        try (PlainLog log = new PlainLog(directory.path(), 1000, 0)) {
            for (long i = 0; i < inLog; i++) {
                log.append(Lot.of(Records.record(i, 100)));
            }
        }
        Ring ring = Ring.mapped(directory.file(SpoolDirectory.RING), 1 << 20, 0, new Drops());
        for (long i = inLog; i < inLog + inRing; i++) {
            ring.write(Records.record(i, 100), 0, 100);
        }
        directory.close();
        return directory.instance();
    }

    @Test
    void ringAndLog_areAdoptedInOrder() throws Exception {
        String instance = dead(50, 50);
        DeadSpool dead = adopt().get(0);
        assertThat(dead.instance()).isEqualTo(instance);
        assertThat(dead.resource()).isEqualTo(Records.RESOURCE);
        assertThat(Records.all(dead)).isEqualTo(Records.upTo(100));
    }

    @Test
    void ring_isTakenOnce() throws Exception {
        dead(50, 50);
        adopt().get(0).close();
        assertThat(Records.all(adopt().get(0))).isEqualTo(Records.upTo(100));
    }

    @Test
    void emptyDirectory_isDeleted() throws Exception {
        dead(0, 0);
        assertThat(adopt()).isEmpty();
        assertThat(DeadSpools.instances(root)).isEmpty();
    }

    @Test
    void rootThatIsMissing_holdsNothing() {
        assertThat(new DeadSpools(root.resolve("missing"), lines).adopt()).isEmpty();
        assertThat(lines.lines).isEmpty();
    }

    @Test
    void delivered_isDeleted() throws Exception {
        dead(50, 50);
        DeadSpool dead = adopt().get(0);
        assertThat(dead.deleteIfDelivered(List.of("file"))).isFalse();
        Records.deliver(dead, "file");
        assertThat(dead.deleteIfDelivered(List.of("file", "otlp"))).isFalse();
        assertThat(dead.deleteIfDelivered(List.of("file"))).isTrue();
        assertThat(DeadSpools.instances(root)).isEmpty();
    }

    @Test
    void withoutADestination_nothingIsDelivered() throws Exception {
        dead(50, 50);
        assertThat(adopt().get(0).deleteIfDelivered(List.of())).isFalse();
    }

    @Test
    void recordedForOthers_isDeletedWhenTheyHaveIt() throws Exception {
        String instance = dead(50, 50, List.of("otlp", "file"));
        DeadSpool first = adopt().get(0);
        List<String> segments = SegmentName.in(root.resolve(instance));
        assertThat(segments).hasSizeGreaterThan(3);
        Records.deliver(first, "file");
        assertThat(first.deleteIfDelivered(List.of("file"))).isFalse();
        assertThat(first.lacking(List.of("file"))).containsExactly("otlp");
        assertThat(SegmentName.in(root.resolve(instance))).isEqualTo(segments);
        first.close();

        DeadSpool second = adopt().get(0);
        assertThat(Records.deliver(second, "otlp")).isEqualTo(Records.upTo(100));
        assertThat(SegmentName.in(root.resolve(instance))).hasSize(1);
        assertThat(second.lacking(List.of("otlp"))).isEmpty();
        assertThat(second.deleteIfDelivered(List.of("otlp"))).isTrue();
        assertThat(DeadSpools.instances(root)).isEmpty();
    }

    @Test
    void recordedForOthers_isBoundedAllTheSame() throws Exception {
        String instance = dead(50, 0, List.of("otlp"));
        DeadSpool dead = adopt().get(0);
        assertThat(dead.dropOldest(0)).isPositive();
        assertThat(SegmentName.in(root.resolve(instance))).hasSize(1);
    }

    @Test
    void destinationsThatAreDamaged_areThoseOfWhoFindsThem() throws Exception {
        String instance = dead(50, 50, List.of("otlp"));
        Files.writeString(root.resolve(instance).resolve("destinations"), "otlp\n");
        DeadSpool dead = adopt().get(0);
        Records.deliver(dead, "file");
        assertThat(dead.deleteIfDelivered(List.of("file"))).isTrue();
        assertThat(lines.lines).anyMatch(line -> line.contains("destinations is damaged"));
    }

    @Test
    void destinationsOfAnOlderVersion_areThoseOfWhoFindsThem() throws Exception {
        String instance = dead(50, 50, List.of("otlp"));
        Files.delete(root.resolve(instance).resolve("destinations"));
        DeadSpool dead = adopt().get(0);
        Records.deliver(dead, "file");
        assertThat(dead.deleteIfDelivered(List.of("file"))).isTrue();
        assertThat(lines.lines).isEmpty();
    }

    @Test
    void destinationsThatCannotBeReadNow_areWaitedFor() throws Exception {
        String instance = dead(50, 50, List.of("otlp"));
        Unreadable.make(root.resolve(instance).resolve("destinations"));
        assertThat(adopt()).isEmpty();
        assertThat(entries()).containsExactly(instance);
    }

    @Test
    void cursor_survivesTheNextAdoption() throws Exception {
        dead(100, 0);
        DeadSpool first = adopt().get(0);
        Position next = first.read(Position.START, 1000).next();
        first.acknowledge("file", next);
        first.close();
        DeadSpool second = adopt().get(0);
        assertThat(second.cursor("file")).isEqualTo(next);
        assertThat(Records.unread(second, second.cursor("file")))
                .hasSizeLessThan(100)
                .endsWith(99L);
    }

    @Test
    void adopted_isNotAdoptedAgain() throws Exception {
        dead(50, 50);
        assertThat(adopt()).hasSize(1);
        assertThat(adopt()).isEmpty();
    }

    @Test
    void brokenDirectory_isAdopted() throws Exception {
        String instance = dead(50, 50);
        Files.move(root.resolve(instance), root.resolve(instance + ".broken"));
        DeadSpool dead = adopt().get(0);
        assertThat(dead.instance()).isEqualTo(instance);
        assertThat(Records.all(dead)).hasSize(100);
    }

    @Test
    void several_areAdoptedOldestFirst() throws Exception {
        List<String> instances = List.of(dead(1, 1), dead(1, 1), dead(1, 1));
        assertThat(adopt()).extracting(DeadSpool::instance).isEqualTo(instances);
    }

    /** The clock was set back by a year. */
    @Test
    void clockSetBack_doesNotChangeTheOrder() throws Exception {
        String future = SpoolDirectory.PREFIX + (System.currentTimeMillis() + 31_536_000_000L) + "-8000000000000000";
        String first = dead(1, 0);
        Files.move(root.resolve(first), root.resolve(future));
        String second = dead(1, 0);
        String third = dead(1, 0);
        assertThat(adopt()).extracting(DeadSpool::instance).containsExactly(future, second, third);
    }

    @Test
    void garbageInTheRing_costsTheRingAlone() throws Exception {
        String instance = dead(50, 50);
        byte[] garbage = new byte[70_000];
        new Random(3).nextBytes(garbage);
        Files.write(root.resolve(instance).resolve("ring"), garbage);
        assertThat(Records.all(adopt().get(0))).isEqualTo(Records.upTo(50));
    }

    @Test
    void emptyRingFile_costsTheRingAlone() throws Exception {
        String instance = dead(50, 50);
        Files.write(root.resolve(instance).resolve("ring"), new byte[0]);
        assertThat(Records.all(adopt().get(0))).isEqualTo(Records.upTo(50));
    }

    @Test
    void resourceThatIsNoFile_costsTheResourceAlone() throws Exception {
        String instance = dead(50, 50);
        Path resource = root.resolve(instance).resolve("resource.pb");
        Files.delete(resource);
        Files.createDirectory(resource);
        DeadSpool dead = adopt().get(0);
        assertThat(dead.resource()).isEmpty();
        assertThat(Records.all(dead)).isEqualTo(Records.upTo(100));
        assertThat(entries()).anyMatch(name -> name.startsWith(instance + "-resource.pb.damaged-"));
    }

    @Test
    void ringLongerThanAny_costsTheRingAlone() throws Exception {
        String instance = dead(50, 50);
        try (RandomAccessFile ring =
                new RandomAccessFile(root.resolve(instance).resolve("ring").toFile(), "rw")) {
            ring.setLength(1L << 32);
        }
        assertThat(Records.all(adopt().get(0))).isEqualTo(Records.upTo(50));
    }

    /** The disk gives it again when whatever was wrong is mended; what is set aside is never delivered. */
    @Test
    void whatCannotBeReadNow_isAdoptedLater() throws Exception {
        String instance = dead(50, 50);
        Path resource = root.resolve(instance).resolve("resource.pb");
        byte[] sound = Files.readAllBytes(resource);
        Unreadable.make(resource);

        DeadSpools spools = new DeadSpools(root, lines);
        for (int minutes = 0; minutes < 3; minutes++) {
            assertThat(spools.adopt()).isEmpty();
            assertThat(spools.postponed()).containsExactly(root.resolve(instance));
        }
        assertThat(entries()).containsExactly(instance);
        assertThat(lines.lines).singleElement().asString().contains(instance, "cannot be read now");

        Files.delete(resource);
        Files.write(resource, sound);
        adopted.addAll(spools.adopt());
        assertThat(Records.all(adopted.get(0))).isEqualTo(Records.upTo(100));
        assertThat(spools.postponed()).isEmpty();
    }

    @Test
    void segmentThatCannotBeReadNow_isAdoptedLater() throws Exception {
        String instance = dead(50, 50);
        Path segment = root.resolve(instance)
                .resolve(SegmentName.in(root.resolve(instance)).get(0));
        byte[] sound = Files.readAllBytes(segment);
        Unreadable.make(segment);
        assertThat(adopt()).isEmpty();
        assertThat(entries()).containsExactly(instance);

        Files.delete(segment);
        Files.write(segment, sound);
        assertThat(Records.all(adopt().get(0))).isEqualTo(Records.upTo(100));
    }

    @Test
    void whatNobodyCanRead_isSetAsideAndSaid() throws Exception {
        String instance = dead(0, 50);
        // Behind it no segment can have a number.
        Files.createFile(root.resolve(instance).resolve("99991231-235958S.plain"));
        assertThat(adopt()).isEmpty();
        assertThat(entries()).singleElement().asString().startsWith(instance + ".damaged-");
        assertThat(lines.lines).hasSize(2);
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("inst-"))
                    .toList();
        }
    }

    @Test
    void keptForOthers_saysOnceThatItWasKilled() throws Exception {
        String instance = dead(50, 50);
        try (LifeFile life = LifeFile.create(root.resolve(instance).resolve(LifeFile.LIFE), LifeFile.LIFE_BYTES);
                LifeFile metrics =
                        LifeFile.create(root.resolve(instance).resolve(LifeFile.METRICS), LifeFile.METRICS_BYTES)) {
            life.write(false, 1234, List.of());
            metrics.write(false, 1234, List.of());
        }
        adopt().get(0).close();
        adopt().get(0).close();
        assertThat(lines.lines).singleElement().asString().contains("was killed");
    }

    @Test
    void directoryWhoseLockCannotBeOpened_isLeftAlone() throws Exception {
        String instance = dead(50, 50);
        Path lock = root.resolve(instance).resolve("owner.lock");
        Files.delete(lock);
        Files.createDirectory(lock);
        assertThat(adopt()).isEmpty();
        assertThat(root.resolve(instance)).exists();
    }

    @Test
    void missingResource_isAnEmptyOne() throws Exception {
        String instance = dead(50, 50);
        Files.delete(root.resolve(instance).resolve("resource.pb"));
        assertThat(adopt().get(0).resource()).isEmpty();
    }

    @Test
    void directoryInTheMaking_isLeftAlone() throws Exception {
        Path unfinished = Files.createDirectory(root.resolve(".new-inst-1-2"));
        adopt();
        assertThat(unfinished).exists();
    }
}
