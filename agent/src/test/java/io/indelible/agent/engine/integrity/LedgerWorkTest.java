package io.indelible.agent.engine.integrity;

import static io.indelible.agent.engine.integrity.LedgerFixture.digest;
import static io.indelible.agent.engine.integrity.LedgerFixture.now;
import static io.indelible.agent.engine.integrity.LedgerFixture.rot;
import static io.indelible.agent.engine.integrity.LedgerFixture.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.agent.engine.recorder.EpochClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LedgerWorkTest {
    private static final long PATIENCE_MILLIS = 30_000;

    private final Ledger ledger = new Ledger();
    private final LedgerFixture fixture;
    private final LedgerWork work;
    private final Path file;

    LedgerWorkTest(@TempDir Path folder) throws IOException {
        fixture = new LedgerFixture(folder);
        work = new LedgerWork(ledger, fixture.service, 1 << 20, fixture.lateEvents(), new EpochClock(), fixture.log());
        file = settled(folder.resolve("file"), "content");
    }

    @Test
    void whatWaitsAtTheEnd_isEntered() throws Exception {
        hash();
        rot(file, "c0ntent");
        hash();
        Thread thread = start();
        work.finish(PATIENCE_MILLIS);
        thread.join();
        assertThat(fixture.eventNames()).containsExactly("indelible.file.integrity.mismatch");
    }

    @Test
    void programWithoutFiles_leavesNoLedger() throws Exception {
        Thread thread = start();
        work.finish(PATIENCE_MILLIS);
        thread.join();
        assertThat(fixture.service).doesNotExist();
    }

    @Test
    void workThatNeverStarted_isNotWaitedFor() throws Exception {
        hash();
        work.finish(PATIENCE_MILLIS);
        assertThat(fixture.service).doesNotExist();
    }

    @Test
    void ledgerThatCannotBeMade_isSaidOnce() throws Exception {
        Files.createDirectories(fixture.service);
        Files.writeString(fixture.service.resolve("integrity"), "in the way");
        hash();
        hash();
        Thread thread = start();
        work.finish(PATIENCE_MILLIS);
        thread.join();
        assertThat(fixture.said)
                .filteredOn(line -> line.contains("cannot be kept"))
                .hasSize(1);
    }

    @Test
    void interrupt_endsNothing() throws Exception {
        Thread thread = start();
        thread.interrupt();
        hash();
        work.finish(PATIENCE_MILLIS);
        thread.join();
        assertThat(fixture.hashes()).hasSize(1);
    }

    private void hash() throws IOException {
        ledger.hashed(fixture.where, file.toString(), Files.size(file), "SHA-256", digest(file), now());
    }

    private Thread start() {
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }
}
