package io.indelible.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.agent.engine.integrity.Ledger;
import io.indelible.agent.engine.integrity.LedgerWork;
import io.indelible.agent.engine.recorder.EpochClock;
import io.indelible.agent.engine.recorder.LateEvents;
import io.indelible.agent.engine.recorder.RecorderLimits;
import io.indelible.agent.engine.recorder.RecorderLimits.ExceptionMessages;
import io.indelible.agent.engine.recorder.Scopes;
import io.indelible.exporter.AgentLog;
import io.indelible.instrumentation.TraceContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class IntegrityCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path base;
    private final Path files;

    IntegrityCommandTest(@TempDir Path folder) throws Exception {
        base = folder.resolve("base");
        files = Files.createDirectories(folder.resolve("files"));
    }

    @Test
    void list_showsWhatIsKnown() throws Exception {
        Path file = file("a", "content");
        hash("shop", file);
        assertThat(integrity("list")).isZero();
        assertThat(out.toString())
                .contains("settled", "7 B", "SHA-256", HexFormat.of().formatHex(sha256(file)), file.toString());
    }

    @Test
    void listAsJson_isOneObjectALine() throws Exception {
        Path file = file("a", "content");
        hash("shop", file);
        assertThat(integrity("list", "--json")).isZero();
        JsonNode line = new ObjectMapper().readTree(out.toString());
        assertThat(line.get("path").asText()).isEqualTo(file.toString());
        assertThat(line.get("size").asLong()).isEqualTo(7);
        assertThat(line.get("digest").asText()).isEqualTo(HexFormat.of().formatHex(sha256(file)));
        assertThat(line.get("state").asText()).isEqualTo("settled");
        assertThat(line.get("modified").asText()).isEqualTo("2020-02-02T02:02:02.123456Z");
    }

    @Test
    void list_isOfAFolder() throws Exception {
        Path inside = file("folder/a", "content");
        Path beside = file("folder-b", "content");
        hash("shop", inside, beside);
        integrity("list", files.resolve("folder").toString());
        assertThat(out.toString()).contains(inside.toString()).doesNotContain(beside.toString());
    }

    @Test
    void list_isOfAFile() throws Exception {
        Path one = file("one", "content");
        Path other = file("other", "content");
        hash("shop", one, other);
        integrity("list", one.toString());
        assertThat(out.toString()).contains(one.toString()).doesNotContain(other.toString());
    }

    @Test
    void list_isOfAService() throws Exception {
        Path one = file("one", "content");
        Path other = file("other", "content");
        hash("shop", one);
        hash("store", other);
        integrity("list", "--service", "store");
        assertThat(out.toString()).contains(other.toString()).doesNotContain(one.toString());
    }

    @Test
    void listOfNothing_isWell() {
        assertThat(integrity("list")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("No ledger under " + base);
    }

    @Test
    void damagedLedger_isAProblem() throws Exception {
        Files.createDirectories(base.resolve("shop/integrity"));
        Files.writeString(
                base.resolve("shop/integrity/ledger"), "somebody's notes, more than a header's length of them");
        assertThat(integrity("verify")).isEqualTo(1);
        assertThat(err.toString()).contains("cannot be read");
    }

    @Test
    void verifyOfWhatIsAsItWas_isWell() throws Exception {
        hash("shop", file("a", "content"), file("b", "content of b"));
        assertThat(integrity("verify")).isZero();
        assertThat(out.toString()).startsWith("2 files (19 B in").contains("2 ok, 0 mismatch, 0 changed, 0 missing");
    }

    @Test
    void verifyAll_showsWhatIsOk() throws Exception {
        Path file = file("a", "content");
        hash("shop", file);
        integrity("verify", "--all");
        assertThat(out.toString()).contains("ok  SHA-256  " + file);
    }

    @Test
    void verifyOfRot_isAProblem() throws Exception {
        Path file = file("a", "content");
        hash("shop", file);
        file("a", "c0ntent");
        assertThat(integrity("verify")).isEqualTo(1);
        assertThat(out.toString())
                .contains("mismatch  SHA-256  " + file + ": expected")
                .contains("1 mismatch");
    }

    @Test
    void verifyOfAnEdit_isWell() throws Exception {
        Path file = file("a", "content");
        hash("shop", file);
        Files.writeString(file, "another");
        assertThat(integrity("verify")).isZero();
        assertThat(out.toString()).contains("changed  SHA-256  " + file);
    }

    @Test
    void verifyOfATouchedFile_isOk() throws Exception {
        Path file = file("a", "content");
        hash("shop", file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(integrity("verify")).isZero();
        assertThat(out.toString()).contains("1 ok");
    }

    @Test
    void verifyOfAGrownFile_isChanged() throws Exception {
        Path file = file("a", "content");
        hash("shop", file);
        file("a", "content and more");
        assertThat(integrity("verify")).isZero();
        assertThat(out.toString()).contains("its size is 16, was 7");
    }

    @Test
    void verifyOfAMissingFile_isWell() throws Exception {
        Path file = file("a", "content");
        hash("shop", file);
        Files.delete(file);
        assertThat(integrity("verify")).isZero();
        assertThat(out.toString()).contains("missing  SHA-256  " + file);
    }

    @Test
    void verifyOfAnUnknownAlgorithm_saysSo() throws Exception {
        Path file = file("a", "content");
        keep("shop", ledger -> ledger.hashed(new TraceContext(), file.toString(), 7, "BLAKE3", new byte[32], now()));
        assertThat(integrity("verify")).isZero();
        assertThat(out.toString()).contains("unverifiable", "BLAKE3 cannot be verified here");
    }

    @Test
    void verifyOfAChecksum_works() throws Exception {
        Path file = file("a", "content");
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        byte[] value = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
        keep("shop", ledger -> ledger.hashed(new TraceContext(), file.toString(), 7, "CRC32", value, now()));
        assertThat(integrity("verify")).isZero();
        assertThat(out.toString()).contains("1 ok");
        file("a", "c0ntent");
        assertThat(integrity("verify")).isEqualTo(1);
    }

    @Test
    void verifyAsJson_endsWithTheSums() throws Exception {
        Path file = file("a", "content");
        hash("shop", file);
        file("a", "c0ntent");
        assertThat(integrity("verify", "--json")).isEqualTo(1);
        List<String> lines = out.toString().lines().toList();
        JsonNode outcome = new ObjectMapper().readTree(lines.get(0));
        assertThat(outcome.get("result").asText()).isEqualTo("mismatch");
        JsonNode sums = new ObjectMapper().readTree(lines.get(1));
        assertThat(sums.get("files").asInt()).isEqualTo(1);
        assertThat(sums.get("mismatch").asInt()).isEqualTo(1);
    }

    @Test
    void verify_writesNoControlCharacters() throws Exception {
        hash("shop", file("evil\u001b[2J", "content"));
        integrity("verify", "--all");
        assertThat(out.toString()).contains("evil?[2J").doesNotContain("\u001b");
    }

    @Test
    void duplicates_areGroupedAndSummedUp() throws Exception {
        Path a = file("a", "content");
        Path b = file("b", "content");
        Path c = file("c", "content");
        Path other = file("other", "something else");
        hash("shop", a, b, c, other);
        assertThat(integrity("duplicates")).isZero();
        assertThat(out.toString())
                .startsWith("3 files of 7 B, 14 B could be saved, SHA-256 ")
                .contains("  " + a, "  " + b, "  " + c, "1 group, 14 B could be saved")
                .doesNotContain(other.toString());
    }

    @Test
    void duplicates_beginWithThoseThatWasteMost() throws Exception {
        hash("shop", file("a", "x"), file("b", "x"), file("c", "a longer text"), file("d", "a longer text"));
        integrity("duplicates", "--json");
        List<Long> savings = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            savings.add(new ObjectMapper().readTree(line).get("savings").asLong());
        }
        assertThat(savings).containsExactly(13L, 1L);
    }

    @Test
    void duplicateThatIsGone_doesNotCount() throws Exception {
        Path a = file("a", "content");
        hash("shop", a, file("b", "content"));
        Files.delete(a);
        integrity("duplicates");
        assertThat(out.toString()).startsWith("0 groups");
    }

    @Test
    void duplicateThatWasEdited_doesNotCount() throws Exception {
        Path a = file("a", "content");
        hash("shop", a, file("b", "content"));
        Files.writeString(a, "another");
        integrity("duplicates");
        assertThat(out.toString()).startsWith("0 groups");
    }

    @Test
    void linkToTheSameFile_isNoDuplicate() throws Exception {
        Path a = file("a", "content");
        hash("shop", a, Files.createLink(files.resolve("b"), a), Files.createSymbolicLink(files.resolve("c"), a));
        integrity("duplicates");
        assertThat(out.toString()).startsWith("0 groups");
    }

    @Test
    void noSubcommand_isWrongUsage() {
        assertThat(execute("integrity")).isEqualTo(2);
        assertThat(err.toString()).contains("Say what to do: list, verify or duplicates.");
    }

    @Test
    void unknownOption_isWrongUsage() {
        assertThat(integrity("verify", "--soon")).isEqualTo(2);
    }

    private int integrity(String... arguments) {
        List<String> all = new ArrayList<>(List.of("integrity", arguments[0], "--dir", base.toString()));
        all.addAll(Arrays.asList(arguments).subList(1, arguments.length));
        out.getBuffer().setLength(0);
        return execute(all.toArray(new String[0]));
    }

    private int execute(String... arguments) {
        return IndelibleCommand.create("1.2.3", IntegrityCommand.create())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** A file that is always of the same age. */
    private Path file(String name, String content) throws Exception {
        Path file = files.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-02-02T02:02:02.123456Z")));
        return file;
    }

    private void hash(String service, Path... hashed) throws Exception {
        keep(service, ledger -> {
            for (Path file : hashed) {
                ledger.hashed(new TraceContext(), file.toString(), Files.size(file), "SHA-256", sha256(file), now());
            }
        });
    }

    /** A process of the service that does this. */
    private void keep(String service, Work work) throws Exception {
        Ledger ledger = new Ledger();
        EpochClock clock = new EpochClock();
        LateEvents events = new LateEvents(
                new RecorderLimits(16_000, 128, Long.MAX_VALUE, ExceptionMessages.SAFE),
                new Scopes("1"),
                (signal, bytes, offset, length) -> true,
                clock);
        LedgerWork keeping = new LedgerWork(ledger, base.resolve(service), 1 << 20, events, clock, AgentLog.SILENT);
        work.with(ledger);
        Thread thread = new Thread(keeping);
        thread.start();
        keeping.finish(30_000);
        thread.join();
    }

    private static byte[] sha256(Path file) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    }

    private static long now() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    private interface Work {
        void with(Ledger ledger) throws Exception;
    }
}
