package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.DiskLoad;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to the disk under the agent's directory, the application ends as it would without the agent, a line says
 * so, and recording goes on by itself when the disk is back.
 */
final class DiskIT {
    private static final int EXIT = 3;
    private static final long PATIENCE_SECONDS = 120;
    /** Less than a hundredth of what the application then records. */
    private static final long SLOW_BYTES_PER_SECOND = 64 * 1024;

    private static final int MOST_SLOWER = 10;

    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    @TempDir
    Path work;

    private final List<String> orders = new ArrayList<>();
    private Path directory;
    private SmallDisk disk;
    private SmallDisk below;
    private ForkedJvm.Running application;
    private int copied;

    /** What hardly depends on the JDK is tried on all of them in the long form only. */
    static Stream<Jdk> ownJdkOrAll() {
        return "long".equals(System.getProperty("faults")) ? Jdk.all() : Stream.of(Jdk.own());
    }

    @BeforeEach
    void nameDirectory() {
        directory = work.resolve("indelible");
    }

    @AfterEach
    void end() throws Exception {
        if (application != null) {
            application.kill();
        }
        if (disk != null) {
            disk.remove();
        }
        if (below != null) {
            below.remove();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void diskFullAtStart_isWaitedFor(Jdk jdk) throws Exception {
        disk = SmallDisk.ext4(directory);
        disk.fill();
        start(app(jdk));
        order("copy 300");
        disk.free();
        awaitRecorded(0);
        order("copy 100");

        assertUnharmed(end(jdk));
        assertAllRecorded(0);
    }

    @OnEveryJdk
    void diskFilledWhileRunning_losesNothingThatTheRingHolds(Jdk jdk) throws Exception {
        disk = SmallDisk.ext4(directory);
        start(app(jdk));
        order("copy 100");
        awaitRecorded(0);
        disk.fill();
        order("copy 6000");
        disk.free();
        order("copy 100");

        assertUnharmed(end(jdk));
        assertAllRecorded(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void whatAFullDiskAndAFullRingLose_isSaidWithItsNumber(Jdk jdk) throws Exception {
        disk = SmallDisk.ext4(directory);
        disk.fill();
        start(app(jdk).property("indelible.spool.ring-bytes", "1MiB"));
        order("copy 6000");
        disk.free();
        await(() -> !recorded().isEmpty()); // there is room in the ring again
        int lost = copied;
        order("copy 100");

        assertUnharmed(end(jdk));
        assertThat(log()).containsPattern("WARN .* [1-9][0-9]* records found no room in memory");
        assertAllRecorded(lost);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void inodesUsedUp_areWaitedFor(Jdk jdk) throws Exception {
        disk = SmallDisk.tmpfs(directory, 600);
        start(app(jdk));
        order("copy 100");
        awaitRecorded(0);
        disk.useUpInodes();
        order("copy 6000");
        disk.free();
        order("copy 100");

        assertUnharmed(end(jdk));
        assertAllRecorded(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void quotaUsedUp_isWaitedFor(Jdk jdk) throws Exception {
        disk = SmallDisk.btrfs(directory);
        start(app(jdk));
        order("copy 100");
        awaitRecorded(0);
        disk.limit();
        order("copy 6000");
        awaitComplaint();
        assertLastIsNotRecorded();
        disk.unlimit();
        order("copy 100");

        assertUnharmed(end(jdk));
        assertAllRecorded(0);
    }

    @OnEveryJdk
    void directoryMadeReadOnly_isWaitedForInMemory(Jdk jdk) throws Exception {
        disk = SmallDisk.ext4(directory);
        start(app(jdk));
        order("copy 100");
        awaitRecorded(0);
        disk.forbid();
        try {
            order("copy 300");
            awaitComplaint();
            order("copy 300");
            assertLastIsNotRecorded();
        } finally {
            disk.allow();
        }
        order("copy 100");

        assertUnharmed(end(jdk));
        assertAllRecorded(0);
    }

    @OnEveryJdk
    void directoryDeleted_isMadeAnew(Jdk jdk) throws Exception {
        start(app(jdk));
        order("copy 100");
        awaitRecorded(0);
        deleteTree(directory);
        await(() -> !instances().isEmpty());
        int lost = copied;
        order("copy 100");

        assertUnharmed(end(jdk));
        assertThat(log()).containsPattern("WARN .*vanished");
        assertAllRecorded(lost);
    }

    @OnEveryJdk
    void deviceThatFails_isNoticedAndReplaced(Jdk jdk) throws Exception {
        disk = SmallDisk.ext4(directory);
        start(app(jdk));
        order("copy 100");
        awaitRecorded(0);
        disk.breakDown();
        int onBroken = copied;
        order("copy 300");
        awaitComplaint();
        // On top of the broken one: what lies below must not be seen meanwhile, for it would be taken for the new disk.
        below = disk;
        disk = SmallDisk.ext4(directory);
        await(() -> recorded().contains("c" + (copied - 1)));
        order("copy 100");

        assertUnharmed(end(jdk));
        assertAllRecorded(onBroken);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void diskUnmounted_isReplacedByWhatLiesBelow(Jdk jdk) throws Exception {
        disk = SmallDisk.ext4(directory);
        start(app(jdk));
        order("copy 100");
        awaitRecorded(0);
        disk.unmount();
        await(() -> !instances().isEmpty());
        int lost = copied;
        order("copy 100");

        assertUnharmed(end(jdk));
        assertAllRecorded(lost);
    }

    @OnEveryJdk
    void frozenDisk_isNotWaitedForByTheApplication(Jdk jdk) throws Exception {
        disk = SmallDisk.ext4(directory);
        // Garbage is collected often, for a thread that waits where the JVM cannot stop it would hold up all others.
        start(app(jdk).flag("-Xmn1m").property("indelible.spool.ring-place", "memory"));
        order("copy 300");
        awaitRecorded(0);
        Stalls calm = leastStalls(4_000);
        Stalls frozen;
        disk.freeze();
        try {
            order("copy 300");
            frozen = leastStalls(4_000); // what the ring holds
        } finally {
            disk.thaw();
        }
        System.out.println(jdk + " p50, p99.9, longest call in ns on a calm disk " + calm + ", on a frozen " + frozen);

        assertUnharmed(end(jdk));
        assertAllRecorded(0);
        assertThat(frozen.tail).as("p99.9").isLessThan(Math.max(MILLISECOND, MOST_SLOWER * calm.tail));
    }

    /** Its classes take half a second, in the middle of opening a queue. */
    @OnEveryJdk
    void diskFrozenWhileChronicleIsLoaded_isNotWaitedForByTheApplication(Jdk jdk) throws Exception {
        disk = SmallDisk.ext4(directory);
        start(app(jdk).flag("-Xmn1m").property("indelible.spool.ring-place", "memory"));
        order("copy 300");
        await(this::loadsChronicle);
        ExecutorService other = Executors.newSingleThreadExecutor();
        disk.freeze();
        try {
            other.submit(() -> {
                        order("copy 2000");
                        return null;
                    })
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            disk.thaw();
            other.shutdown();
        }

        assertUnharmed(end(jdk));
        assertAllRecorded(0);
    }

    @OnEveryJdk
    void slowDisk_isNotWaitedForByTheApplication(Jdk jdk) throws Exception {
        disk = SmallDisk.ext4(directory);
        start(app(jdk).flag("-Xmn1m").property("indelible.spool.ring-place", "memory"));
        order("copy 300");
        awaitRecorded(0);
        Stalls calm = leastStalls(20_000);
        disk.slowDown(SLOW_BYTES_PER_SECOND);
        Stalls slow = leastStalls(20_000);
        disk.speedUp();
        System.out.println(jdk + " p50, p99.9, longest call in ns on a calm disk " + calm + ", on a slow one " + slow);

        assertUnharmed(end(jdk));
        assertAllRecorded(0);
        assertThat(slow.tail).as("p99.9").isLessThan(Math.max(MILLISECOND, MOST_SLOWER * calm.tail));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void serverOfAFileSystemDied_isWaitedForInMemory(Jdk jdk) throws Exception {
        Path served = work.resolve("served");
        disk = SmallDisk.fuse(directory, served);
        start(app(jdk));
        order("copy 100");
        awaitRecorded(0);
        disk.killServer();
        order("copy 300");
        awaitComplaint();
        disk.serveAgain(served);
        order("copy 100");

        assertUnharmed(end(jdk));
        assertAllRecorded(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void killedOnANetworkFileSystem_losesNothing(Jdk jdk) throws Exception {
        disk = SmallDisk.fuse(directory, work.resolve("served"));
        assertNothingLostWhenKilled(jdk, app(jdk));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void killedOnTmpfs_losesNothing(Jdk jdk) throws Exception {
        disk = SmallDisk.tmpfs(directory, 10_000);
        assertNothingLostWhenKilled(jdk, app(jdk));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void killedOnOverlay_losesNothing(Jdk jdk) throws Exception {
        disk = SmallDisk.overlay(directory, work.resolve("upper"));
        assertNothingLostWhenKilled(jdk, app(jdk));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void killedWithTheRingOnDisk_losesNothing(Jdk jdk) throws Exception {
        assertNothingLostWhenKilled(jdk, app(jdk).property("indelible.spool.ring-place", "disk"));
        assertThat(rings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void killedWithItsSharedMemory_losesWhatTheQueueDidNotHaveAndSaysSo(Jdk jdk) throws Exception {
        start(app(jdk).property("indelible.spool.ring-place", "memory"));
        order("copy 100");
        awaitRecorded(0);
        Path instance = instances().get(0);
        Path ring = Files.readSymbolicLink(instance.resolve("ring"));
        application.kill();
        application.await();
        deleteTree(ring.getParent());
        ForkedJvm.Finished drained =
                new ForkedJvm(jdk, work).command("drain").run().ok();

        assertThat(instances()).isEmpty();
        assertThat(drained.out() + drained.err())
                .contains("which is gone: the container or the machine was started anew");
    }

    private void assertNothingLostWhenKilled(Jdk jdk, ForkedJvm agent) throws Exception {
        start(agent);
        order("copy 300");
        assertThat(instances()).hasSize(1);
        application.kill();
        application.await();
        new ForkedJvm(jdk, work).command("drain").run().ok();

        assertAllRecorded(0);
        assertThat(instances()).isEmpty();
    }

    private ForkedJvm app(Jdk jdk) throws IOException {
        Path folder = Files.createDirectory(work.resolve("folder"));
        return new ForkedJvm(jdk, work)
                .workingDirectory(work)
                .flag("-XX:ErrorFile=" + work.resolve("crash.log"))
                .app(DiskLoad.class, folder.toString());
    }

    private void start(ForkedJvm agent) {
        application = agent.start();
        assertThat(application.line()).isEqualTo("ready");
    }

    private void order(String order) throws IOException {
        say(order);
        assertThat(application.line()).isEqualTo("done " + order);
        orders.add(order);
        if (order.startsWith("copy ")) {
            copied += Integer.parseInt(order.substring(5));
        }
    }

    private void say(String order) throws IOException {
        Writer in = application.process().outputWriter(StandardCharsets.UTF_8);
        in.write(order + "\n");
        in.flush();
    }

    /** The least of some rounds, for the machine may be busy with something else in any of them. */
    private Stalls leastStalls(int hashes) throws IOException {
        Stalls least = null;
        for (int i = 0; i < 5; i++) {
            order("hash " + hashes);
            String[] nanos =
                    Files.readString(work.resolve("folder").resolve("stalls")).split(" ", -1);
            Stalls stalls = new Stalls(Long.parseLong(nanos[0]), Long.parseLong(nanos[1]), Long.parseLong(nanos[2]));
            least = least == null || stalls.tail < least.tail ? stalls : least;
        }
        return least;
    }

    /** How long calls took, in nanoseconds. */
    private record Stalls(long median, long tail, long longest) {}

    private void awaitComplaint() throws Exception {
        await(() -> Files.readString(application.errors()).contains("[indelible] "));
    }

    private ForkedJvm.Finished exit() throws IOException {
        say("exit " + EXIT);
        return application.await();
    }

    /** Ends the application and delivers what it could not. */
    private ForkedJvm.Finished end(Jdk jdk) throws IOException {
        ForkedJvm.Finished run = exit();
        new ForkedJvm(jdk, work).command("drain", "--timeout", "1m").run().ok();
        return run;
    }

    private String expected() {
        return "ready\n" + orders.stream().map(order -> "done " + order + "\n").collect(Collectors.joining());
    }

    /** Any other process of an agent on this machine may be just about to delete what is left. */
    private void awaitNoRing() throws Exception {
        await(() -> rings().isEmpty());
    }

    private void assertUnharmed(ForkedJvm.Finished run) throws Exception {
        assertThat(run.exit()).isEqualTo(EXIT);
        assertThat(run.out()).isEqualTo(expected());
        assertThat(run.err().lines()).hasSizeLessThan(2).allMatch(line -> line.startsWith("[indelible] "));
        assertThat(work.resolve("crash.log")).doesNotExist();
        awaitNoRing();
    }

    /** Or the disk was never in trouble. */
    private void assertLastIsNotRecorded() throws Exception {
        assertThat(met(() -> recorded().contains("c" + (copied - 1)))).isFalse();
    }

    private void assertAllRecorded(int from) {
        assertThat(recorded())
                .containsAll(
                        IntStream.range(from, copied).mapToObj(i -> "c" + i).toList());
    }

    private void awaitRecorded(int from) throws Exception {
        await(() -> {
            Set<String> recorded = recorded();
            return IntStream.range(from, copied).allMatch(i -> recorded.contains("c" + i));
        });
    }

    private Set<String> recorded() {
        Set<String> names = new HashSet<>();
        new Store(work, "test").eachSpan(span -> {
            if (span.name().equals("file copy")) {
                String target = span.text("indelible.file.target.path");
                names.add(target.substring(target.lastIndexOf('/') + 1));
            }
        });
        return names;
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("test").resolve("agent.log"));
    }

    private List<Path> instances() throws IOException {
        Path service = directory.resolve("test");
        if (!Files.isDirectory(service)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(service)) {
            return entries.filter(each -> each.getFileName().toString().matches("inst-[0-9a-f-]+"))
                    .toList();
        }
    }

    /** Its files are there; what follows is classes, and stores into these files. */
    private boolean loadsChronicle() throws IOException {
        Path warmUp = rings().get(0).resolve("warm-up");
        try (Stream<Path> files =
                Files.list(Files.exists(warmUp) ? warmUp : instances().get(0).resolve("warm-up"))) {
            return files.anyMatch(each -> each.toString().endsWith(".precreated"));
        } catch (NoSuchFileException notYet) {
            return false;
        }
    }

    /** The rings in memory that lead here. */
    private List<Path> rings() {
        try (Stream<Path> all = Files.list(Path.of("/dev/shm"))) {
            return all.filter(this::isOurs).toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private boolean isOurs(Path ring) {
        try {
            return Files.readSymbolicLink(ring.resolve("home")).startsWith(work);
        } catch (IOException notARing) {
            return false;
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!met(condition)) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.sleep(100);
        }
    }

    /** A line of the store may just be being written. */
    private static boolean met(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (AssertionError notWhole) {
            return false;
        }
    }

    /** As {@code rm -rf}, while somebody may still create files in it. */
    private static void deleteTree(Path tree) throws Exception {
        assertThat(new ProcessBuilder("rm", "-rf", tree.toString()).start().waitFor())
                .isZero();
    }
}
