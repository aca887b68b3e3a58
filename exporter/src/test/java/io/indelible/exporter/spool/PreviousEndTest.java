package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.spool.PreviousEnd.How;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // JUnit sets the fields
class PreviousEndTest {
    private static final long HOUR = 3_600_000;

    @TempDir
    Path root;

    private final Records.Lines lines = new Records.Lines();
    private final long now = System.currentTimeMillis();

    @Test
    void nobody_endedBeforeTheFirst() {
        assertThat(PreviousEnd.find(root.resolve("missing"), lines)).isNull();
        assertThat(lines.lines).isEmpty();
    }

    @Test
    void closedSpool_endedWell() {
        Spool spool = Spool.open(Records.settings(root), Records.RESOURCE, lines);
        String instance = spool.instance();
        spool.close();
        PreviousEnd end = PreviousEnd.find(root, lines);
        assertThat(end).isNotNull();
        assertThat(end.how()).isEqualTo(How.CLEAN);
        assertThat(end.instance()).isEqualTo(instance);
        assertThat(end.epochMillis()).isGreaterThanOrEqualTo(now);
    }

    @Test
    void directoryWithoutASignOfLife_saysNothing() throws Exception {
        String instance = dead(null);
        PreviousEnd end = PreviousEnd.find(root, lines);
        assertThat(end).isNotNull();
        assertThat(end.how()).isEqualTo(How.UNKNOWN);
        assertThat(end.instance()).isEqualTo(instance);
    }

    @Test
    void lastSignOfLife_wasOfAKilledOne() throws Exception {
        String instance = dead(now - 5);
        assertThat(PreviousEnd.find(root, lines)).isEqualTo(new PreviousEnd(How.KILLED, instance, now - 5));
    }

    @Test
    void livingOne_hasNotEnded() throws Exception {
        dead(now - 5);
        try (Spool living = Spool.open(Records.settings(root), Records.RESOURCE, lines)) {
            PreviousEnd end = PreviousEnd.find(root, lines);
            assertThat(end).isNotNull();
            assertThat(end.instance()).isNotEqualTo(living.instance());
        }
    }

    @Test
    void whoeverEndedLast_isTheOne() throws Exception {
        dead(now - 5);
        PreviousEnd.remember(root, new PreviousEnd(How.CLEAN, "inst-1-b", now - 3), lines);
        dead(now - 4);
        assertThat(PreviousEnd.find(root, lines)).isEqualTo(new PreviousEnd(How.CLEAN, "inst-1-b", now - 3));
    }

    @Test
    void whatEndedBefore_isNotRemembered() {
        PreviousEnd later = new PreviousEnd(How.CLEAN, "inst-1-b", now - 3);
        PreviousEnd.remember(root, later, lines);
        PreviousEnd.remember(root, new PreviousEnd(How.KILLED, "inst-1-a", now - 9), lines);
        assertThat(PreviousEnd.find(root, lines)).isEqualTo(later);
    }

    /** The clock was set back by an hour since. */
    @Test
    void endThatIsStillToCome_isNotTheLast() throws Exception {
        dead(now + HOUR);
        PreviousEnd before = new PreviousEnd(How.CLEAN, "inst-1-b", now - 3);
        PreviousEnd.remember(root, before, lines);
        assertThat(PreviousEnd.find(root, lines)).isEqualTo(before);
    }

    @Test
    void damagedMemory_isNone() throws Exception {
        PreviousEnd.remember(root, new PreviousEnd(How.CLEAN, "inst-1-b", now - 3), lines);
        Path file = root.resolve("last-end");
        byte[] bytes = Files.readAllBytes(file);
        bytes[8]++;
        Files.write(file, bytes);
        assertThat(PreviousEnd.find(root, lines)).isNull();
    }

    @Test
    void shorterMemory_replacesALongerOne() {
        PreviousEnd.remember(root, new PreviousEnd(How.UNKNOWN, "inst-1-long-name", now - 9), lines);
        PreviousEnd end = new PreviousEnd(How.CLEAN, "inst-1-b", now - 3);
        PreviousEnd.remember(root, end, lines);
        assertThat(PreviousEnd.find(root, lines)).isEqualTo(end);
    }

    private String dead(Long lastSign) throws Exception {
        SpoolDirectory directory = SpoolDirectory.create(root, Records.RESOURCE);
        if (lastSign != null) {
            try (LifeFile life = LifeFile.create(directory.file(LifeFile.LIFE), LifeFile.LIFE_BYTES)) {
                life.write(false, lastSign, List.of());
            }
        }
        directory.close();
        return directory.instance();
    }
}
