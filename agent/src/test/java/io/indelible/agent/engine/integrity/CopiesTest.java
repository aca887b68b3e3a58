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
        settled(target, "another");
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
        ledger.note(new Note.Copied(source.toString(), target.toString(), 7, modifiedNanos(target), modified));
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
