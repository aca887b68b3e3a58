package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ages, whatever the wall clock says. */
@NullUnmarked // what is missing fails the test
class RetentionTest {
    private static final List<String> SEGMENTS =
            List.of("20261122-101500S.plain", "20261122-101502S.plain", "20261122-101504S.plain");

    private final Drops drops = new Drops();
    private final SpoolInstance instance;
    private final Retention retention;
    private long ticks;

    RetentionTest(@TempDir Path root) throws Exception {
        SpoolSettings settings = new SpoolSettings(root, 1 << 20, 1 << 20, 1 << 30, 1_000, 0);
        Records.Lines lines = new Records.Lines();
        instance = SpoolInstance.inDirectory(settings, Records.RESOURCE, drops, lines, new Said(lines));
        retention = new Retention(settings, drops, lines, () -> ticks);
        for (String segment : SEGMENTS) {
            Files.write(file(segment), new byte[10]);
        }
    }

    @AfterEach
    void delete() throws Exception {
        instance.delete();
    }

    @Test
    void whatIsTooOld_goes() throws Exception {
        retention.enforce(List.of(instance));
        ticks += TimeUnit.SECONDS.toNanos(2);
        retention.enforce(List.of(instance));
        assertThat(there()).containsExactly(SEGMENTS.get(2));
    }

    /** The clock was set forward by half a century, as that of a machine without a battery is. */
    @Test
    void clockSetForward_dropsNothing() throws Exception {
        for (String segment : SEGMENTS) {
            Files.setLastModifiedTime(file(segment), FileTime.fromMillis(0));
        }
        retention.enforce(List.of(instance));
        ticks += TimeUnit.MILLISECONDS.toNanos(500);
        retention.enforce(List.of(instance));
        assertThat(there()).isEqualTo(SEGMENTS);
    }

    @Test
    void clockSetBack_keepsNothingForEver() throws Exception {
        for (String segment : SEGMENTS) {
            Files.setLastModifiedTime(file(segment), FileTime.fromMillis(Long.MAX_VALUE / 1_000_000));
        }
        retention.enforce(List.of(instance));
        ticks += TimeUnit.SECONDS.toNanos(2);
        retention.enforce(List.of(instance));
        assertThat(there()).hasSize(1);
    }

    private Path file(String segment) {
        SpoolDirectory directory = instance.directory();
        assertThat(directory).isNotNull();
        return directory.file(segment);
    }

    private List<String> there() throws Exception {
        return SegmentName.in(file(SEGMENTS.get(0)).getParent());
    }
}
