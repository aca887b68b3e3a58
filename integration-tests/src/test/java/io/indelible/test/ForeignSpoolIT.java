package io.indelible.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indelible.test.app.CopyOnDemand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What is another user's is none of ours: it is left as it is, hinders nobody, and what we have to say waits. */
final class ForeignSpoolIT {
    @TempDir
    private Path work;

    private Path classes;
    private Path agent;
    private Path service;

    @BeforeEach
    void makeReadableForAll() throws IOException {
        boolean root = OtherUser.isRoot(work);
        if (!root) {
            System.out.println("SKIPPED, spools of another user are NOT tested here: only root can be another user");
        }
        assumeTrue(root, "only root can be another user");
        open(work, "rwxr-xr-x");
        agent = Files.copy(ForkedJvm.AGENT, work.resolve("agent.jar"));
        open(agent, "rw-r--r--");
        classes = work.resolve("classes");
        String name = CopyOnDemand.class.getName().replace('.', '/') + ".class";
        Path copy = classes.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(CopyOnDemand.class.getClassLoader().getResourceAsStream(name), copy);
        service = Files.createDirectories(work.resolve("indelible").resolve("test"));
        open(service.getParent(), "rwxrwxrwx");
        open(service, "rwxrwxrwx");
    }

    @OnEveryJdk
    void spoolOfAnotherUser_isLeftToItsOwner(Jdk jdk) throws Exception {
        leave(jdk);
        Map<String, Long> left = contents();
        assertThat(left).isNotEmpty();
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            assertThat(copyAsOther(to(receiver, jdk), () -> true).err()).isEmpty();
            receiver.await("its own copies", () -> receiver.spans(200).size() >= 5);
            assertThat(receiver.spans(200)).hasSize(5);
            assertThat(contents()).isEqualTo(left);

            to(receiver, jdk).command("drain", "--timeout", "2m").run().ok();

            assertThat(receiver.spans(200)).hasSize(25);
        }
    }

    /**
     * As by a {@code chown} or a restore from a backup: one before all others, and one behind them. Both are looked into twice: for
     * what was open has ended there, perhaps, and to deliver them.
     */
    @OnEveryJdk
    void segmentsThatBecameAnotherUsers_areSetAsideAndSaid(Jdk jdk) throws Exception {
        ForkedJvm.Running other = startAsOther(toNowhere(jdk));
        assertThat(other.line()).isEqualTo("copied 5");
        tell(other, "read");
        Patience.until(
                "its signs of life",
                () -> holds(files("/life"), "file read") && files(".cq4").size() == 1);
        other.kill();
        other.await();
        Path segment = files(".cq4").get(0);
        Path first = Files.copy(segment, segment.resolveSibling("20200101-000000S.cq4"));
        Path last = Files.copy(segment, segment.resolveSibling("20900101-000000S.cq4"));
        open(first, "rw-------");
        open(last, "rw-------");
        String said;
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            said = to(receiver, jdk)
                    .asOtherUser(agent)
                    .command("drain", "--timeout", "2m")
                    .run()
                    .ok()
                    .out();

            assertThat(receiver.spans(200).stream().map(Store.Span::spanId).distinct())
                    .as("five copies, a write, and the read that was open")
                    .hasSize(7);
        }
        assertThat(said).containsOnlyOnce(first + " may not be read").containsOnlyOnce(last + " may not be read");
        assertThat(files(""))
                .filteredOn(each -> each.toString().contains(".damaged-"))
                .hasSize(2);
        assertThat(segment.getParent()).doesNotExist();
    }

    /** They can be read and not written. What cannot be kept is said once each, and waits in the other's own spool. */
    @OnEveryJdk
    void storeAndLedgerOfAnotherUser_areWaitedFor(Jdk jdk) throws Exception {
        leaveStoreAndLedger(jdk);
        open(service.resolve("store"), "rwxr-xr-x");
        open(service.resolve("integrity"), "rwxr-xr-x");
        // At its end it tries once more.
        ForkedJvm.Finished other = copyAsOther(new ForkedJvm(jdk, work), () -> log().contains("file cannot take "));

        assertThat(other.out()).isEqualTo("copied 5\n");
        assertThat(other.err()).isEmpty();
        assertThat(log()).containsOnlyOnce("file cannot take ").containsOnlyOnce("the integrity ledger cannot be kept");
        assertDeliveredOnceTheStoreIsOpen(jdk);
    }

    /** They cannot even be looked into, and nor can the log: that one line is all that there is to say it. */
    @OnEveryJdk
    void storeLedgerAndLogOfAnotherUser_areWaitedFor(Jdk jdk) throws Exception {
        leaveStoreAndLedger(jdk);
        Files.writeString(service.resolve("agent.log"), "root was here\n");
        ForkedJvm.Finished other = copyAsOther(new ForkedJvm(jdk, work), () -> true);

        assertThat(other.out()).isEqualTo("copied 5\n");
        assertThat(other.err())
                .matches(
                        "\\[indelible\\] .* \\(this and more would be in agent\\.log, which cannot be written: .*\\)\n");
        assertThat(Files.readString(service.resolve("agent.log"))).isEqualTo("root was here\n");
        assertDeliveredOnceTheStoreIsOpen(jdk);
    }

    /** What root's own process leaves that ends well. Its log, which may be there, is not what this is about. */
    private void leaveStoreAndLedger(Jdk jdk) throws IOException {
        CopyProcess process = CopyProcess.start(new ForkedJvm(jdk, work), work);
        process.copy(20);
        process.end();
        assertThat(Store.complete(work, "test").spans()).hasSize(20);
        assertThat(service.resolve("integrity").resolve("ledger")).exists();
        Files.deleteIfExists(service.resolve("agent.log"));
    }

    private void assertDeliveredOnceTheStoreIsOpen(Jdk jdk) throws IOException {
        Store store = new Store(work, "test");
        assertThat(store.instances()).as("what waits").hasSize(1);
        assertThat(store.spans()).hasSize(20);
        open(service.resolve("store"), "rwxrwxrwx");

        new ForkedJvm(jdk, work)
                .asOtherUser(agent)
                .command("drain", "--timeout", "2m")
                .run()
                .ok();

        assertThat(store.spans()).hasSize(25);
        assertThat(store.instances()).isEmpty();
    }

    private String log() {
        try {
            return Files.readString(service.resolve("agent.log"));
        } catch (IOException none) {
            return "";
        }
    }

    /** Copies 5 files as the other user, and ends when it may; what it said when it had ended well. */
    private ForkedJvm.Finished copyAsOther(ForkedJvm jvm, BooleanSupplier mayEnd) throws Exception {
        ForkedJvm.Running other = startAsOther(jvm);
        Patience.until("its end", mayEnd);
        other.process().getOutputStream().close();
        return other.await().ok();
    }

    /** Has the other user copy 5 files. */
    private ForkedJvm.Running startAsOther(ForkedJvm jvm) throws Exception {
        Path folder = Files.createDirectory(work.resolve("other"));
        OtherUser.give(folder);
        ForkedJvm.Running other = jvm.asOtherUser(agent)
                .foreign(classes.toString(), CopyOnDemand.class.getName(), folder.toString())
                .start();
        tell(other, "5");
        return other;
    }

    private static void tell(ForkedJvm.Running process, String line) throws IOException {
        process.process().getOutputStream().write((line + "\n").getBytes(UTF_8));
        process.process().getOutputStream().flush();
    }

    /** Copies 20 files that nobody has delivered when it is killed. */
    private void leave(Jdk jdk) throws IOException {
        CopyProcess process = CopyProcess.start(toNowhere(jdk), work);
        process.copy(20);
        process.kill();
    }

    private ForkedJvm to(OtlpReceiver receiver, Jdk jdk) {
        return to(receiver.endpoint(), jdk);
    }

    private ForkedJvm toNowhere(Jdk jdk) {
        return to("http://127.0.0.1:1", jdk);
    }

    private ForkedJvm to(String endpoint, Jdk jdk) {
        return new ForkedJvm(jdk, work)
                .property("indelible.exporter", "otlp")
                .property("otel.exporter.otlp.endpoint", endpoint);
    }

    /** Each file of root's that was left, with its length. */
    private Map<String, Long> contents() throws IOException {
        Map<String, Long> contents = new TreeMap<>();
        for (Path each : files("")) {
            if (OtherUser.isRoot(each)) {
                contents.put(service.relativize(each).toString(), Files.size(each));
            }
        }
        return contents;
    }

    private static boolean holds(List<Path> files, String text) {
        try {
            return files.size() == 1
                    && Files.readString(files.get(0), ISO_8859_1).contains(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Path> files(String suffix) {
        try (Stream<Path> all = Files.walk(service)) {
            return all.filter(Files::isRegularFile)
                    .filter(each -> each.toString().endsWith(suffix))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void open(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
