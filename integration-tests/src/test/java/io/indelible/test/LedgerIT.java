package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.test.Store.Event;
import io.indelible.test.Store.Span;
import io.indelible.test.app.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger keeps, for whom and for how long, and the commands that show it. */
final class LedgerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HASH = "hash SHA-256 a.bin";
    private static final int MOST_LOOKS = 60;

    @TempDir
    private Path work;

    private Path files;
    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        files = Files.createDirectory(work.resolve("files"));
        file = Rot.old(files.resolve("a.bin"), 1);
    }

    @OnEveryJdk
    void rot_isToldInTheTraceOfTheHashWithBothDigests(Jdk jdk) throws IOException {
        String expected = Rot.sha256(file);
        run(jdk, HASH);
        Rot.flip(file);
        run(jdk, HASH);

        Store store = Store.complete(work, "test");
        Event event = findings(store).get(0);
        assertThat(event.attributes())
                .containsEntry("file.path", file.toString())
                .containsEntry("file.size", (long) Rot.SIZE)
                .containsEntry("indelible.hash.algorithm", "SHA-256")
                .containsEntry("indelible.hash.value", Rot.sha256(file))
                .containsEntry("indelible.hash.value.expected", expected)
                .containsKey("log.record.uid");
        List<Span> hashes = new ArrayList<>(store.spans("hash SHA-256"));
        hashes.sort((one, other) -> Long.compare(one.start(), other.start()));
        assertThat(hashes).hasSize(2);
        assertThat(event.traceId()).isEqualTo(hashes.get(1).traceId());
        assertThat(event.spanId()).isEqualTo(hashes.get(1).spanId());
    }

    @OnEveryJdk
    void copyCorruptedUnderARunningProgram_isToldWithBothFilesAndDigests(Jdk jdk) throws IOException {
        Path copy = files.resolve("b.bin");
        ForkedJvm.Running running = start(jdk, "copy transfer a.bin b.bin", "wait", HASH, "hash SHA-256 b.bin");
        awaitDone(running, "copy");
        Rot.flip(copy);
        goOn(running).ok();

        assertThat(findings(Store.complete(work, "test"))).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("indelible.file.copy.mismatch");
            assertThat(event.attributes())
                    .containsEntry("file.path", file.toString())
                    .containsEntry("indelible.file.target.path", copy.toString())
                    .containsEntry("indelible.hash.value", Rot.sha256(copy))
                    .containsEntry("indelible.hash.value.expected", Rot.sha256(file));
        });
    }

    @OnEveryJdk
    void killedProgram_leavesWhatItHashed(Jdk jdk) throws IOException {
        ForkedJvm.Running running = start(jdk, HASH, "wait");
        awaitDone(running, "hash");
        awaitListed(jdk, file);
        running.kill();
        running.await();
        Rot.flip(file);
        run(jdk, HASH);

        assertThat(findings(Store.complete(work, "test")))
                .extracting(Event::name)
                .containsExactly("indelible.file.integrity.mismatch");
    }

    @OnEveryJdk
    void off_leavesNothing(Jdk jdk) {
        jvm(jdk, HASH).property("indelible.integrity", "off").run().ok();
        assertThat(Store.complete(work, "test").spans("hash SHA-256")).hasSize(1);
        assertThat(folder()).doesNotExist();
    }

    @OnEveryJdk
    void noStore_leavesNothing(Jdk jdk) throws IOException {
        jvm(jdk, HASH)
                .property("indelible.exporter", "otlp")
                .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + ClosedPort.find())
                .run()
                .ok();
        assertThat(folder()).doesNotExist();
    }

    @OnEveryJdk
    void noStoreButAskedFor_isKept(Jdk jdk) throws IOException {
        jvm(jdk, HASH)
                .property("indelible.exporter", "otlp")
                .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + ClosedPort.find())
                .property("indelible.integrity", "on")
                .run()
                .ok();
        assertThat(folder().resolve("ledger")).isNotEmptyFile();
    }

    @OnEveryJdk
    void list_showsWhatARunningProgramHashed(Jdk jdk) throws IOException {
        ForkedJvm.Running running = start(jdk, HASH, "hash CRC32 a.bin", "begin a.bin", "wait");
        awaitDone(running, "begin");
        awaitListed(jdk, file);

        ForkedJvm.Finished text = integrity(jdk, "list");
        assertThat(text.exit()).isZero();
        assertThat(text.out().lines()).anyMatch(line -> line.startsWith("settled") && line.endsWith(file.toString()));
        goOn(running).ok();
        List<JsonNode> lines = json(integrity(jdk, "list", "--json"));
        assertThat(lines).extracting(line -> line.get("algorithm").asText()).containsExactly("CRC32", "SHA-256");
        assertThat(lines.get(1).get("path").asText()).isEqualTo(file.toString());
        assertThat(lines.get(1).get("size").asInt()).isEqualTo(Rot.SIZE);
        assertThat(lines.get(1).get("digest").asText()).isEqualTo(Rot.sha256(file));
        assertThat(lines.get(1).get("state").asText()).isEqualTo("settled");
    }

    @OnEveryJdk
    void list_showsThePathsAskedFor(Jdk jdk) throws IOException {
        Files.createDirectory(files.resolve("sub"));
        Path below = Rot.old(files.resolve("sub").resolve("b.bin"), 2);
        run(jdk, HASH, "hash MD5 sub/b.bin");

        assertThat(json(integrity(jdk, "list", "--json", files.resolve("sub").toString())))
                .extracting(line -> line.get("path").asText())
                .containsExactly(below.toString());
    }

    @OnEveryJdk
    void verify_isContentWithSoundFilesOfARunningProgram(Jdk jdk) throws IOException {
        for (String name : List.of("b", "c", "d")) {
            Rot.old(files.resolve(name + ".bin"), 1);
        }
        ForkedJvm.Running running =
                start(jdk, HASH, "hash BLAKE3 b.bin", "hash SHA3-256 c.bin", "hash CRC32 d.bin", "wait");
        awaitDone(running, "hash CRC32");
        awaitListed(jdk, files.resolve("d.bin"));

        ForkedJvm.Finished verified = integrity(jdk, "verify");
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out().lines())
                .first()
                .asString()
                .startsWith("unverifiable  BLAKE3  " + files.resolve("b.bin"));
        assertThat(verified.out().lines())
                .last()
                .asString()
                .startsWith("4 files (293 KiB in ")
                .endsWith(": 3 ok, 0 mismatch, 0 changed, 0 missing, 1 unverifiable");
        goOn(running).ok();
    }

    @OnEveryJdk
    void verify_namesWhatHasRotted(Jdk jdk) throws IOException {
        Path rotten = Rot.old(files.resolve("b.bin"), 2);
        Path edited = Rot.old(files.resolve("c.bin"), 3);
        Path gone = Rot.old(files.resolve("d.bin"), 4);
        ForkedJvm.Running running = start(jdk, HASH, "hash CRC32 b.bin", "hash MD5 c.bin", "hash MD5 d.bin", "wait");
        awaitDone(running, "hash MD5 d.bin");
        awaitListed(jdk, gone);
        Rot.flip(rotten);
        Rot.edit(edited);
        Files.delete(gone);

        ForkedJvm.Finished verified = integrity(jdk, "verify");
        assertThat(verified.exit()).isEqualTo(1);
        assertThat(verified.out().lines()).hasSize(4);
        assertThat(verified.out().lines())
                .anyMatch(line -> line.startsWith("mismatch  CRC32  " + rotten + ": expected "))
                .anyMatch(line -> line.startsWith("changed  MD5  " + edited))
                .anyMatch(line -> line.equals("missing  MD5  " + gone))
                .anyMatch(line -> line.endsWith(": 1 ok, 1 mismatch, 1 changed, 1 missing, 0 unverifiable"));
        goOn(running).ok();
    }

    @OnEveryJdk
    void verify_ofOtherPathsIsContent(Jdk jdk) throws IOException {
        Path rotten = Rot.old(files.resolve("b.bin"), 2);
        run(jdk, HASH, "hash MD5 b.bin");
        Rot.flip(rotten);

        assertThat(integrity(jdk, "verify", file.toString()).exit()).isZero();
        assertThat(integrity(jdk, "verify", files.toString()).exit()).isEqualTo(1);
    }

    @OnEveryJdk
    void duplicates_areGroupedWithWhatTheyWaste(Jdk jdk) throws IOException {
        for (String name : List.of("b", "c", "other", "changed", "link")) {
            Rot.old(files.resolve(name + ".bin"), 1);
        }
        Rot.old(files.resolve("other.bin"), 2);
        Files.delete(files.resolve("link.bin"));
        Files.createLink(files.resolve("link.bin"), file);
        List<String> steps = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "other", "changed", "link")) {
            steps.add("hash SHA-256 " + name + ".bin");
        }
        // By another algorithm they are the same duplicates.
        steps.add("hash MD5 a.bin");
        steps.add("hash MD5 b.bin");
        steps.add("hash MD5 c.bin");
        steps.add("wait");
        ForkedJvm.Running running = start(jdk, steps.toArray(String[]::new));
        awaitDone(running, "hash MD5 c.bin");
        awaitListed(jdk, files.resolve("other.bin"));
        Rot.edit(files.resolve("changed.bin"));

        ForkedJvm.Finished text = integrity(jdk, "duplicates");
        assertThat(text.exit()).isZero();
        assertThat(text.out()).endsWith("1 group, 195 KiB could be saved\n");
        goOn(running).ok();
        assertThat(json(integrity(jdk, "duplicates", "--json"))).singleElement().satisfies(group -> {
            assertThat(group.get("size").asInt()).isEqualTo(Rot.SIZE);
            assertThat(group.get("savings").asInt()).isEqualTo(2 * Rot.SIZE);
            assertThat(group.get("paths"))
                    .extracting(JsonNode::asText)
                    .containsExactly(
                            file.toString(),
                            files.resolve("b.bin").toString(),
                            files.resolve("c.bin").toString());
        });
    }

    private ForkedJvm jvm(Jdk jdk, String... steps) {
        List<String> arguments = new ArrayList<>(List.of(files.toString()));
        arguments.addAll(List.of(steps));
        return new ForkedJvm(jdk, work).app(Steps.class, arguments.toArray(String[]::new));
    }

    private void run(Jdk jdk, String... steps) {
        jvm(jdk, steps).run().ok();
    }

    private ForkedJvm.Running start(Jdk jdk, String... steps) {
        return jvm(jdk, steps).start();
    }

    private static void awaitDone(ForkedJvm.Running running, String step) {
        String line = running.line();
        while (line != null && !line.startsWith("done " + step)) {
            line = running.line();
        }
        assertThat(line).isNotNull();
    }

    private static ForkedJvm.Finished goOn(ForkedJvm.Running running) throws IOException {
        running.process().getOutputStream().close();
        return running.await();
    }

    /** The ledger is written soon, not at once. */
    private void awaitListed(Jdk jdk, Path hashed) throws IOException {
        for (int i = 0; i < MOST_LOOKS; i++) {
            for (JsonNode line : json(integrity(jdk, "list", "--json"))) {
                if (line.get("path").asText().equals(hashed.toString())) {
                    return;
                }
            }
        }
        throw new AssertionError(hashed + " did not come into the ledger");
    }

    private ForkedJvm.Finished integrity(Jdk jdk, String... arguments) {
        List<String> words = new ArrayList<>(List.of("integrity"));
        words.addAll(List.of(arguments));
        return new ForkedJvm(jdk, work).command(words.toArray(String[]::new)).run();
    }

    private static List<JsonNode> json(ForkedJvm.Finished finished) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : finished.out().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private Path folder() {
        return work.resolve("indelible").resolve("test").resolve("integrity");
    }

    private static List<Event> findings(Store store) {
        return store.events().stream()
                .filter(event ->
                        event.name().contains("mismatch") || event.name().contains("changed"))
                .toList();
    }
}
