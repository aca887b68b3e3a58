package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.SpoolRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each version of the spool's format left on a disk stays readable: 1 has each record in a document of its own, 2 has
 * lots. {@code spool-v1.zip} and so on are dead instances, made by {@link SoundInstance}; {@code -Dgolden.write=FILE} writes
 * such a file, for a version that is new.
 */
@NullUnmarked // JUnit sets the fields
class GoldenSpoolTest {
    private static final int RECORDS = 45;

    @TempDir
    Path root;

    private final Records.Lines lines = new Records.Lines();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void eachVersion_isRead(int version) throws Throwable {
        String write = System.getProperty("golden.write");
        if (write != null) {
            write(Path.of(write));
        }
        unpack("/spool-v" + version + ".zip");
        List<DeadSpool> dead = new DeadSpools(root, lines).adopt();
        assertThat(dead).hasSize(1);
        assertThat(SoundInstance.read("golden file", dead.get(0), expected())).hasSize(RECORDS);
        assertThat(dead.get(0).resource()).isEqualTo(Records.RESOURCE);
        assertThat(dead.get(0).cursor("file").offset()).isEqualTo(12_345);
        assertThat(lines.lines).isEmpty();
        dead.get(0).close();
    }

    @Test
    void recordsOfAFutureVersion_areSetAsideAndNotDestroyed() throws Exception {
        SpoolDirectory directory = SpoolDirectory.create(root, Records.RESOURCE);
        byte[] future = Records.record(1, 100);
        future[0] = SpoolRecord.VERSION + 1;
        try (PlainLog log = new PlainLog(directory.path(), 1 << 20, 0)) {
            log.append(Lot.of(Records.record(0, 100)));
            log.append(Lot.of(future));
            log.append(Lot.of(Records.record(2, 100)));
        }
        directory.close();

        DeadSpool dead = new DeadSpools(root, lines).adopt().get(0);
        assertThat(Records.deliver(dead, "file")).containsExactly(0L, 2L);
        assertThat(dead.deleteIfDelivered(List.of("file"))).isTrue();
        assertThat(aside()).singleElement().satisfies(file -> {
            assertThat(file.getFileName().toString()).contains(directory.instance(), ".plain.damaged-");
            assertThat(Files.readAllBytes(file)).containsSequence(future);
        });
        assertThat(lines.lines).anyMatch(line -> line.contains("another version"));
    }

    @Test
    void instanceOfNothingButAFutureVersion_isSetAside() throws Exception {
        SpoolDirectory directory = SpoolDirectory.create(root, Records.RESOURCE);
        byte[] future = Records.record(1, 100);
        future[0] = SpoolRecord.VERSION + 1;
        try (PlainLog log = new PlainLog(directory.path(), 1 << 20, 0)) {
            log.append(Lot.of(future));
        }
        directory.close();

        assertThat(new DeadSpools(root, lines).adopt()).isEmpty();
        assertThat(aside()).singleElement().satisfies(file -> assertThat(Files.readAllBytes(file))
                .containsSequence(future));
    }

    private List<Path> aside() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(file -> file.getFileName().toString().startsWith("inst-"))
                    .toList();
        }
    }

    private static Map<Long, byte[]> expected() {
        Map<Long, byte[]> records = new HashMap<>();
        Random random = new Random(1);
        for (long number = 0; number < RECORDS; number++) {
            records.put(number, SoundInstance.record(number, random));
        }
        return records;
    }

    private void unpack(String golden) throws IOException {
        Path instance = Files.createDirectory(root.resolve("inst-1795305600000-8000000000000001"));
        try (InputStream file = GoldenSpoolTest.class.getResourceAsStream(golden);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.write(instance.resolve(entry.getName()), zip.readAllBytes());
            }
        }
    }

    private void write(Path file) throws Throwable {
        SoundInstance sound = new SoundInstance(Files.createDirectory(root.resolve("made")), 20, 15, 10);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> each : sound.files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
    }
}
