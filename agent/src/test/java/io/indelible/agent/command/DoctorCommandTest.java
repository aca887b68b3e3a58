package io.indelible.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.agent.engine.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class DoctorCommandTest {
    private final Path base;
    private final Properties properties = new Properties();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    DoctorCommandTest(@TempDir Path folder) throws IOException {
        base = Files.createDirectory(folder.resolve("base"));
        properties.setProperty("indelible.dir", base.toString());
        // The disk of a test machine may be small.
        properties.setProperty("indelible.spool.max-bytes", "1MiB");
    }

    @Test
    void emptyDirectory_isWell() {
        assertThat(doctor()).isZero();
        assertThat(out.toString()).contains("All is well").contains("none yet").contains("exists, can be written");
    }

    @Test
    void emptyDirectory_staysEmpty() {
        doctor();
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void missingDirectory_isWellAndNotCreated() {
        Path missing = base.resolve("a/b");
        properties.setProperty("indelible.dir", missing.toString());
        assertThat(doctor()).isZero();
        assertThat(out.toString()).contains("does not exist yet, can be created");
        assertThat(base.resolve("a")).doesNotExist();
    }

    @Test
    void directoryThatIsAFile_isAProblemWithARemedy() throws IOException {
        properties.setProperty(
                "indelible.dir", Files.createFile(base.resolve("file")).toString());
        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString())
                .contains("but it is no directory; using ")
                .contains("Set indelible.dir to a directory that this user can write.");
    }

    @Test
    void readOnlyDirectory_isAProblem() throws IOException {
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(!Files.isWritable(base), "the superuser may write anywhere");
        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString()).contains("but it cannot be written; using ");
    }

    @Test
    void readOnlyFileSystem_cannotBeWritten() {
        // The JDK's own image is one that even the superuser cannot write.
        DirectoryState state = DirectoryState.of(Path.of(URI.create("jrt:/java.base")));
        assertThat(state.exists()).isTrue();
        assertThat(state.writable()).isFalse();
        assertThat(state.ring().result()).isNotEqualTo(RingTrial.Result.MAPPABLE);
    }

    @Test
    void figuresOfAnInstance_areShownUnlessZero() throws IOException {
        Path instance = Files.createDirectories(base.resolve("shop/inst-20260101T000000.000-00000000"));
        Files.writeString(
                instance.resolve("health.json"),
                """
                {"time":"2026-01-01T00:00:05Z",
                 "destinations":[{"name":"otlp","lastSuccess":null,"lastError":"HTTP 503"}],
                 "figures":[
                  {"name":"otel.sdk.exporter.span.exported","unit":"{span}","value":12,
                   "attributes":{"otel.component.name":"made_up/0","otel.component.type":"made_up"}},
                  {"name":"indelible.spool.replaced","unit":"{directory}","value":0,"attributes":{}}]}
                """);
        doctor();
        assertThat(out.toString())
                .contains("as of 2026-01-01T00:00:05Z:")
                .contains("otel.sdk.exporter.span.exported 12 {span} (made_up)")
                .contains("last trouble of otlp: HTTP 503")
                .doesNotContain("indelible.spool.replaced");
    }

    @Test
    void figuresOfAnInstance_areInTheJsonAsTheyAre() throws IOException {
        Path instance = Files.createDirectories(base.resolve("shop/inst-20260101T000000.000-00000000"));
        Files.writeString(instance.resolve("health.json"), "{\"figures\":[{\"value\":12}]}");
        doctor("--json");
        JsonNode spool = new ObjectMapper().readTree(out.toString()).at("/services/0/spools/0");
        assertThat(spool.at("/health/figures/0/value").asInt()).isEqualTo(12);
    }

    @Test
    void damagedFigures_areNone() throws IOException {
        Path instance = Files.createDirectories(base.resolve("shop/inst-20260101T000000.000-00000000"));
        Files.writeString(instance.resolve("health.json"), "{\"figures\":[");
        doctor("--json");
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .at("/services/0/spools/0/health")
                        .isNull())
                .isTrue();
    }

    @Test
    void badSetting_isAProblemWithARemedy() {
        properties.setProperty("indelible.log.level", "loud");
        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString())
                .contains("indelible.log.level=loud: expected one of debug, info, warn, error; using info instead")
                .contains("Correct it where it is set, or remove it.");
    }

    @Test
    void settings_haveValueAndSource() {
        doctor();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches(" +indelible\\.spool\\.max-bytes +1MiB  property"))
                .anyMatch(line -> line.matches(" +indelible\\.store\\.max-age +30d  default"));
    }

    @Test
    void headers_areMasked() {
        properties.setProperty("otel.exporter.otlp.headers", "api-key=secret");
        doctor();
        doctor("--json");
        assertThat(out.toString()).contains("api-key=***").doesNotContain("secret");
    }

    @Test
    void store_isCounted() throws IOException {
        Path store = Files.createDirectories(base.resolve("orders/store"));
        Files.write(store.resolve("traces-20261122T101500.000-x.jsonl"), new byte[1024]);
        Files.write(store.resolve("logs-20261122T101500.000-x.jsonl.open"), new byte[512]);
        assertThat(doctor()).isZero();
        assertThat(out.toString()).contains("store: 2 files, 1.5 KiB, newest 20");
    }

    @Test
    void deadSpool_isAProblemWithARemedy() throws IOException {
        spool("inst-1-a");
        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString())
                .contains("inst-1-a: dead, waiting: file up to 3 KiB, otlp up to 3 KiB")
                .contains("java -jar indelible.jar drain");
    }

    @Test
    void deadSpool_saysForWhomItIsKeptThoughNothingWasEverDelivered() throws IOException {
        Path spool = spool("inst-1-a");
        Files.delete(spool.resolve("cursor-file"));
        Files.delete(spool.resolve("cursor-otlp"));
        Files.writeString(spool.resolve("destinations"), "otlp\ncrc32c " + Long.toHexString(crc("otlp\n")) + "\n");
        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString()).contains("inst-1-a: dead, waiting: otlp up to 3 KiB" + System.lineSeparator());
    }

    @Test
    void damagedDestinations_areLeftOut() throws IOException {
        Files.writeString(spool("inst-1-a").resolve("destinations"), "otlq\ncrc32c 0\n");
        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString()).contains("waiting: file up to 3 KiB, otlp up to 3 KiB");
    }

    private static long crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    @Test
    void deadSpoolWithNothingInIt_isWell() throws IOException {
        Files.createFile(
                Files.createDirectories(base.resolve("orders/inst-1-a")).resolve("owner.lock"));
        assertThat(doctor()).isZero();
    }

    @Test
    void spoolOfALivingProcess_isWell() throws IOException, InterruptedException {
        Process owner = LockHolder.start(spool("inst-1-a").resolve("owner.lock"));
        try {
            assertThat(doctor()).isZero();
            assertThat(out.toString()).contains("inst-1-a: alive");
        } finally {
            owner.getOutputStream().close();
            assertThat(owner.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void lockOfADeadSpool_isLeftFree() throws IOException, InterruptedException {
        Path spool = spool("inst-1-a");
        doctor();
        Process next = LockHolder.start(spool.resolve("owner.lock"));
        next.getOutputStream().close();
        assertThat(next.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void spoolThatWasSetAside_isAProblem() throws IOException {
        Files.createDirectories(base.resolve("orders/inst-1-a.damaged-5"));
        assertThat(doctor()).isEqualTo(1);
        assertThat(out.toString()).contains("orders: inst-1-a.damaged-5 was set aside");
    }

    @Test
    void spoolThatItsProcessGaveUp_isStillToBeDelivered() throws IOException {
        spool("inst-1-a.broken");
        doctor();
        assertThat(out.toString()).contains("inst-1-a.broken: dead, waiting: ");
    }

    @Test
    void fileNamedLikeASpool_isIgnored() throws IOException {
        Files.createFile(Files.createDirectories(base.resolve("orders")).resolve("inst-1-a"));
        assertThat(doctor()).isZero();
    }

    @Test
    void json_isOneObject() throws IOException {
        spool("inst-1-a");
        assertThat(doctor("--json")).isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.at("/enabled").booleanValue()).isTrue();
        assertThat(report.at("/directory/path").textValue()).isEqualTo(base.toString());
        assertThat(report.at("/services/0/name").textValue()).isEqualTo("orders");
        assertThat(report.at("/services/0/spools/0/owner").textValue()).isEqualTo("dead");
        assertThat(report.at("/services/0/spools/0/backlogBytes/otlp").longValue())
                .isEqualTo(3072);
        assertThat(report.at("/problems")).hasSize(1);
    }

    @Test
    void noTerminal_hasNoColours() {
        doctor();
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    @Test
    void terminal_hasColours() {
        CommandLine line = line();
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.ON));
        line.execute("doctor");
        assertThat(out.toString()).contains("\u001b[1mSettings\u001b[0m");
    }

    @Test
    void namesOfFiles_cannotSteerTheTerminal() throws IOException {
        Files.createDirectories(base.resolve("evil\u001b[2J"));
        doctor();
        assertThat(out.toString()).contains("evil?[2J").doesNotContain("\u001b");
    }

    @Test
    void unknownOption_isWrongUsage() {
        assertThat(doctor("--jsno")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option: '--jsno'");
    }

    @Test
    void ring_canBeMappedOnALocalFileSystem() throws IOException {
        String type = Files.getFileStore(base).type();
        assumeTrue(Stream.of("ext4", "xfs", "tmpfs", "overlay").anyMatch(type::equals), type);
        assertThat(RingTrial.in(base, true, type).result()).isEqualTo(RingTrial.Result.MAPPABLE);
    }

    @Test
    void ring_cannotBeMappedOnACopyOnWriteFileSystem() {
        assertThat(RingTrial.in(base, true, "btrfs"))
                .isEqualTo(new RingTrial(
                        RingTrial.Result.NOT_MAPPABLE, "a mapped file is not safe on file system 'btrfs'"));
    }

    private Path spool(String instance) throws IOException {
        Path spool = Files.createDirectories(base.resolve("orders").resolve(instance));
        Files.createFile(spool.resolve("owner.lock"));
        Files.write(spool.resolve("20261122-101500S.cq4"), new byte[1024]);
        Files.write(spool.resolve("20261122-101502S.plain"), new byte[2048]);
        Files.write(spool.resolve("20261122-101504S.precreated"), new byte[4096]);
        Files.createFile(spool.resolve("cursor-file"));
        Files.createFile(spool.resolve("cursor-otlp"));
        return spool;
    }

    private int doctor(String... options) {
        return line().execute(
                        Stream.concat(Stream.of("doctor"), Stream.of(options)).toArray(String[]::new));
    }

    private CommandLine line() {
        return IndelibleCommand.create("1.2.3", new DoctorCommand(() -> Settings.read(properties, Map.of())))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
    }
}
