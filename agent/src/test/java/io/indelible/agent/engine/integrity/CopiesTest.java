package io.indelible.agent.engine.integrity;

import static io.indelible.agent.engine.integrity.LedgerFixture.attribute;
import static io.indelible.agent.engine.integrity.LedgerFixture.digest;
import static io.indelible.agent.engine.integrity.LedgerFixture.modifiedNanos;
import static io.indelible.agent.engine.integrity.LedgerFixture.rot;
import static io.indelible.agent.engine.integrity.LedgerFixture.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {
    private static final String MISMATCH = "indelible.file.copy.mismatch";

    private final LedgerFixture ledger;
    private final Path source;
    private final Path target;

    CopiesTest(@TempDir Path folder) throws IOException {
        ledger = new LedgerFixture(folder);
        source = settled(folder.resolve("source"), "content");
        target = folder.resolve("target");
    }

    @Test
    void goodCopy_isNoEvent() throws IOException {
        ledger.hash(source);
        ledger.copy(source, target);
        ledger.hash(target);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void damagedCopy_isReported() throws IOException {
        ledger.hash(source);
        ledger.copy(source, target);
        rot(target, "c0ntent");
        ledger.hash(target);
        LogRecord event = ledger.events.get(0);
        assertThat(event.getEventName()).isEqualTo(MISMATCH);
        assertThat(event.getSeverityNumberValue()).isEqualTo(17);
        assertThat(attribute(event, "file.path")).isEqualTo(source.toString());
        assertThat(attribute(event, "indelible.file.target.path")).isEqualTo(target.toString());
        assertThat(attribute(event, "indelible.hash.value"))
                .isEqualTo(HexFormat.of().formatHex(digest(target)));
        assertThat(attribute(event, "indelible.hash.value.expected"))
                .isEqualTo(HexFormat.of().formatHex(digest(source)));
    }

    @Test
    void damagedCopyOfASourceHashedLast_isReported() throws IOException {
        ledger.copy(source, target);
        rot(target, "c0ntent");
        ledger.hash(target);
        ledger.hash(source);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
    }

    @Test
    void damagedCopy_isReportedOnce() throws IOException {
        ledger.hash(source);
        ledger.copy(source, target);
        rot(target, "c0ntent");
        ledger.hash(target);
        ledger.hash(target);
        ledger.hash(source);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
    }

    @Test
    void damagedCopyAfterARestart_isReported() throws IOException {
        ledger.hash(source);
        ledger.copy(source, target);
        rot(target, "c0ntent");
        ledger.start();
        ledger.hash(target);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
    }

    @Test
    void copyThatWasEdited_isNoClaim() throws IOException {
        ledger.hash(source);
        ledger.copy(source, target);
        Files.writeString(target, "another");
        Files.setLastModifiedTime(target, FileTime.from(Instant.parse("2020-02-02T02:02:02.2Z")));
        ledger.hash(target);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void copyThatThisProcessWroteTo_isNoClaim() throws IOException {
        ledger.hash(source);
        ledger.copy(source, target);
        ledger.changed(target);
        rot(target, "c0ntent");
        ledger.hash(target);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void sourceThatThisProcessWroteTo_isNoClaim() throws IOException {
        ledger.copy(source, target);
        ledger.changed(source);
        rot(source, "c0ntent");
        ledger.hash(source);
        ledger.hash(target);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void oneOfManyDamagedCopiesOfAHashedSource_isReported() throws Exception {
        ledger.hash(source);
        Thread.sleep(2); // that the source was hashed earlier is to be seen by a clock of milliseconds
        ledger.copy(source, target);
        for (int i = 0; i < 4; i++) {
            ledger.copy(source, target.resolveSibling("more" + i));
        }
        rot(target, "c0ntent");
        ledger.hash(target);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
    }

    @Test
    void damagedCopyThatHasTheTimeOfItsSource_isReported() throws IOException {
        ledger.copy(source, target);
        Files.setLastModifiedTime(target, Files.getLastModifiedTime(source));
        rot(target, "c0ntent");
        ledger.hash(target);
        ledger.hash(source);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
    }

    @Test
    void damagedCopyThatHadTheTimeOfItsSourceEarly_isReported() throws IOException {
        Note copy = LedgerFixture.copied(source, target);
        Files.setLastModifiedTime(target, Files.getLastModifiedTime(source));
        ledger.note(copy);
        rot(target, "c0ntent");
        ledger.hash(target);
        ledger.hash(source);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
    }

    @Test
    void copyThatHasTheTimeOfAllFiles_isNoClaim() throws IOException {
        Files.setLastModifiedTime(source, FileTime.fromMillis(1_000));
        ledger.copy(source, target);
        Files.writeString(target, "another");
        Files.setLastModifiedTime(target, FileTime.fromMillis(1_000));
        ledger.hash(target);
        ledger.hash(source);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void copyMovedBeforeItIsEntered_isStillACopy() throws IOException {
        Path moved = target.resolveSibling("moved");
        Note copy = LedgerFixture.copied(source, target);
        Files.move(target, moved);
        ledger.note(copy);
        ledger.note(new Note.Moved(target.toString(), moved.toString()));
        rot(moved, "c0ntent");
        ledger.hash(moved);
        ledger.hash(source);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
    }

    @Test
    void copyModifiedBeforeItIsEntered_isNoClaim() throws IOException {
        Note copy = LedgerFixture.copied(source, target);
        Files.writeString(target, "another");
        Files.setLastModifiedTime(target, FileTime.fromMillis(System.currentTimeMillis() + 1_000));
        ledger.note(copy);
        ledger.hash(target);
        ledger.hash(source);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void copyThatHadTheTimeOfAllFilesEarly_isNoClaim() throws IOException {
        Note copy = LedgerFixture.copied(source, target);
        Files.writeString(target, "another");
        Files.setLastModifiedTime(target, FileTime.fromMillis(1_000));
        ledger.note(copy);
        ledger.hash(target);
        ledger.hash(source);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void sourceThatWasReplaced_isNoClaim() throws IOException {
        ledger.copy(source, target);
        ledger.hash(target);
        Files.writeString(source, "another");
        ledger.hash(source, modifiedNanos(source) + 1_000_000_000L);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void sourceModifiedWhileItWasCopied_isNoClaim() throws IOException {
        long modified = modifiedNanos(source);
        Files.copy(source, target);
        ledger.note(new Note.Copied(source.toString(), target.toString(), 7, modified, LedgerFixture.now()));
        rot(target, "c0ntent");
        ledger.hash(target);
        ledger.hash(source);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void digestsOfTwoAlgorithms_areNotCompared() throws IOException {
        ledger.hash(source);
        ledger.copy(source, target);
        ledger.note(new Note.Hashed(target.toString(), 7, "MD5", new byte[16], LedgerFixture.now()));
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void movedCopy_isStillACopy() throws IOException {
        Path moved = target.resolveSibling("moved");
        ledger.copy(source, target);
        ledger.move(target, moved);
        rot(moved, "c0ntent");
        ledger.hash(moved);
        ledger.hash(source);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
        assertThat(attribute(ledger.events.get(0), "indelible.file.target.path"))
                .isEqualTo(moved.toString());
    }

    @Test
    void copyOfAMovedSource_isStillACopy() throws IOException {
        Path moved = source.resolveSibling("moved");
        ledger.copy(source, target);
        ledger.move(source, moved);
        rot(target, "c0ntent");
        ledger.hash(moved);
        ledger.hash(target);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
        assertThat(attribute(ledger.events.get(0), "file.path")).isEqualTo(moved.toString());
    }
}
