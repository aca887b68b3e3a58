package io.indelible.agent.engine.integrity;

import static io.indelible.agent.engine.integrity.LedgerFixture.attribute;
import static io.indelible.agent.engine.integrity.LedgerFixture.digest;
import static io.indelible.agent.engine.integrity.LedgerFixture.modifiedNanos;
import static io.indelible.agent.engine.integrity.LedgerFixture.now;
import static io.indelible.agent.engine.integrity.LedgerFixture.rot;
import static io.indelible.agent.engine.integrity.LedgerFixture.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTest {
    private static final String MISMATCH = "indelible.file.integrity.mismatch";
    private static final String CHANGED = "indelible.file.integrity.changed";

    private final LedgerFixture ledger;
    private final Path file;

    KeeperTest(@TempDir Path folder) throws IOException {
        ledger = new LedgerFixture(folder);
        file = settled(folder.resolve("file"), "content");
    }

    @Test
    void hash_isRemembered() throws IOException {
        ledger.hash(file);
        assertThat(ledger.hashes()).singleElement().satisfies(entry -> {
            assertThat(entry.path()).isEqualTo(file.toString());
            assertThat(entry.algorithm()).isEqualTo("SHA-256");
            assertThat(entry.digest()).isEqualTo(digest(file));
            assertThat(entry.size()).isEqualTo(7);
            assertThat(entry.modifiedNanos()).isEqualTo(modifiedNanos(file));
            assertThat(entry.unsettled()).isFalse();
        });
    }

    @Test
    void sameContentAgain_isNoEvent() throws IOException {
        ledger.hash(file);
        ledger.hash(file);
        assertThat(ledger.events).isEmpty();
        assertThat(ledger.hashes()).hasSize(1);
    }

    @Test
    void rot_isReported() throws IOException {
        String expected = HexFormat.of().formatHex(digest(file));
        ledger.hash(file);
        rot(file, "c0ntent");
        ledger.hash(file);
        LogRecord event = ledger.events.get(0);
        assertThat(event.getEventName()).isEqualTo(MISMATCH);
        assertThat(event.getSeverityNumberValue()).isEqualTo(17);
        assertThat(attribute(event, "file.path")).isEqualTo(file.toString());
        assertThat(attribute(event, "file.size")).isEqualTo(7L);
        assertThat(attribute(event, "indelible.hash.algorithm")).isEqualTo("SHA-256");
        assertThat(attribute(event, "indelible.hash.value"))
                .isEqualTo(HexFormat.of().formatHex(digest(file)));
        assertThat(attribute(event, "indelible.hash.value.expected")).isEqualTo(expected);
    }

    @Test
    void event_isBoundToTheSpan() throws IOException {
        ledger.hash(file);
        rot(file, "c0ntent");
        ledger.hash(file);
        LogRecord event = ledger.events.get(0);
        assertThat(event.getTraceId().toByteArray())
                .isEqualTo(HexFormat.of().parseHex("00000000000000010000000000000002"));
        assertThat(event.getSpanId().toByteArray()).isEqualTo(HexFormat.of().parseHex("0000000000000003"));
        assertThat(attribute(event, "log.record.uid")).isNotNull();
    }

    @Test
    void rot_goesOnBeingReported() throws IOException {
        ledger.hash(file);
        rot(file, "c0ntent");
        ledger.hash(file);
        ledger.hash(file);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH, MISMATCH);
        assertThat(ledger.hashes()).singleElement().matches(Entry::mismatched);
    }

    @Test
    void rotThatIsGoneAgain_isForgotten() throws IOException {
        ledger.hash(file);
        rot(file, "c0ntent");
        ledger.hash(file);
        rot(file, "content");
        ledger.hash(file);
        assertThat(ledger.hashes()).singleElement().matches(entry -> !entry.mismatched());
    }

    @Test
    void rotAfterARestart_isReported() throws IOException {
        ledger.hash(file);
        ledger.start();
        rot(file, "c0ntent");
        ledger.hash(file);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
    }

    @Test
    void edit_isAChange() throws IOException {
        ledger.hash(file);
        Files.writeString(file, "another");
        ledger.hash(file);
        assertThat(ledger.eventNames()).containsExactly(CHANGED);
        assertThat(ledger.events.get(0).getSeverityNumberValue()).isEqualTo(9);
    }

    @Test
    void replacedRottenFile_isAChange() throws IOException {
        ledger.hash(file);
        rot(file, "c0ntent");
        ledger.hash(file);
        Files.writeString(file, "repaired");
        ledger.hash(file);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH, CHANGED);
    }

    @Test
    void partOfAFile_isNotRemembered() throws IOException {
        ledger.note(new Note.Hashed(file.toString(), 3, "SHA-256", new byte[32], now()));
        assertThat(ledger.hashes()).isEmpty();
    }

    @Test
    void missingFile_isNotRemembered() throws IOException {
        ledger.note(new Note.Hashed(file + "-gone", 0, "SHA-256", new byte[32], now()));
        assertThat(ledger.hashes()).isEmpty();
    }

    @Test
    void fileModifiedJustBefore_isUnsettled() throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        ledger.hash(file, modifiedNanos(file) + 1);
        assertThat(ledger.hashes()).singleElement().matches(Entry::unsettled);
    }

    @Test
    void fileOfAClockOfSeconds_isUnsettledForLonger() throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_600_000_000_000L));
        ledger.hash(file, modifiedNanos(file) + 1_000_000_000L);
        assertThat(ledger.hashes()).singleElement().matches(Entry::unsettled);
    }

    @Test
    void otherDigestAfterAnUnsettledOne_isNoClaim() throws IOException {
        ledger.hash(file, modifiedNanos(file));
        rot(file, "c0ntent");
        ledger.hash(file);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void unsettledDigestAfterAnother_isNoClaim() throws IOException {
        ledger.hash(file);
        rot(file, "c0ntent");
        ledger.hash(file, modifiedNanos(file));
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void writtenFile_isAChange() throws IOException {
        ledger.hash(file);
        ledger.changed(file);
        rot(file, "c0ntent");
        ledger.hash(file);
        assertThat(ledger.eventNames()).containsExactly(CHANGED);
    }

    @Test
    void fileHashedAfterItWasWritten_bindsAgain() throws IOException {
        ledger.hash(file);
        ledger.changed(file);
        ledger.hash(file);
        rot(file, "c0ntent");
        ledger.hash(file);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
    }

    @Test
    void fileWhoseChangesMayHaveBeenLost_isNotAccused() throws IOException {
        ledger.hash(file);
        ledger.lostNanos = Long.MAX_VALUE;
        rot(file, "c0ntent");
        ledger.hash(file);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void movedFile_isKnownByItsNewName() throws IOException {
        Path moved = file.resolveSibling("moved");
        ledger.hash(file);
        ledger.move(file, moved);
        assertThat(ledger.hashes()).singleElement().matches(entry -> entry.path()
                .equals(moved.toString()));
        rot(moved, "c0ntent");
        ledger.hash(moved);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
    }

    @Test
    void fileMovedOverAKnownOne_isAChange() throws IOException {
        Path other = settled(file.resolveSibling("other"), "differs");
        ledger.hash(file);
        Files.delete(file);
        ledger.move(other, file);
        ledger.hash(file);
        assertThat(ledger.eventNames()).containsExactly(CHANGED);
    }

    @Test
    void fileMovedBeforeItsHashIsEntered_isKnownByItsNewName() throws IOException {
        Path moved = file.resolveSibling("moved");
        Note hash = new Note.Hashed(file.toString(), 7, "SHA-256", digest(file), now());
        Files.move(file, moved);
        ledger.note(hash);
        ledger.note(new Note.Moved(file.toString(), moved.toString()));
        assertThat(ledger.hashes()).singleElement().matches(entry -> entry.path()
                .equals(moved.toString()));
        rot(moved, "c0ntent");
        ledger.hash(moved);
        assertThat(ledger.eventNames()).containsExactly(MISMATCH);
    }

    @Test
    void fileMovedTwiceBeforeItsHashIsEntered_isKnownByItsLastName() throws IOException {
        Path last = file.resolveSibling("last");
        Note hash = new Note.Hashed(file.toString(), 7, "SHA-256", digest(file), now());
        Files.move(file, last);
        ledger.note(hash);
        ledger.note(new Note.Moved(file.toString(), file + "-moved"));
        ledger.note(new Note.Moved(file + "-moved", last.toString()));
        assertThat(ledger.hashes()).singleElement().matches(entry -> entry.path()
                .equals(last.toString()));
    }

    @Test
    void hashOfADeletedFile_isNotThatOfTheNextOfItsName() throws IOException {
        Path moved = file.resolveSibling("moved");
        Note hash = new Note.Hashed(file.toString(), 7, "SHA-256", digest(file), now());
        Files.delete(file);
        ledger.note(hash);
        ledger.changed(file);
        settled(moved, "differs");
        ledger.note(new Note.Moved(file.toString(), moved.toString()));
        assertThat(ledger.hashes()).isEmpty();
    }

    @Test
    void otherAlgorithm_isAnotherEntry() throws IOException {
        ledger.hash(file);
        ledger.note(new Note.Hashed(file.toString(), 7, "CRC32", new byte[4], now()));
        assertThat(ledger.hashes()).hasSize(2);
        assertThat(ledger.events).isEmpty();
    }

    @Test
    void fileOfAVeryLongName_isLeftOutAndSaid() throws IOException {
        Path deep = ledger.service.resolveSibling("deep");
        for (int i = 0; i < 4; i++) {
            deep = Files.createDirectories(deep.resolve("d".repeat(120)));
        }
        ledger.hash(settled(deep.resolve("file"), "content"));
        assertThat(ledger.hashes()).isEmpty();
        assertThat(ledger.said).hasSize(1);
    }
}
