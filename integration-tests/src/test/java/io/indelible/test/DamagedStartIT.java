package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.DiskLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program does not start later because what processes before it left is damaged; what is sound in that is delivered. */
final class DamagedStartIT {
    private static final int HASHES = 10_000;
    private static final int INSTANCES = 3;
    private static final int PAGE = 4096;
    /** One page in so many is overwritten. */
    private static final int DAMAGED_PAGES = 8;

    private static final int GARBAGE = 16 << 20;
    private static final String GARBAGE_FILE = "traces-20261122T000000.000-inst-0000000000001-0";
    private static final int ROUNDS = 5;
    /** Of a start that waits for the damage to be repaired it is many times as long; of a busy machine not. */
    private static final double MOST_SLOWER = 2;

    @TempDir
    Path work;

    private final Random random = new Random();
    private Path service;
    private Path template;

    /** What hardly depends on the JDK is tried on all of them in the long form only. */
    static Stream<Jdk> ownJdkOrAll() {
        return DiskIT.ownJdkOrAll();
    }

    @BeforeEach
    void name() throws IOException {
        service = work.resolve("indelible").resolve("test");
        template = work.resolve("template");
        Files.createDirectory(work.resolve("folder"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownJdkOrAll")
    void damagedSpoolAndStore_doNotDelayMain(Jdk jdk) throws Exception {
        leaveOneSpool(jdk);
        List<Long> clean = new ArrayList<>();
        List<Long> damaged = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            clean.add(nanosToMain(
                    app(jdk).property("indelible.dir", work.resolve("clean" + i).toString())));
            layOutDamage();
            damaged.add(nanosToMain(app(jdk)));
        }
        System.out.printf(
                "%s until main, medians of %d: nothing left %d ms, %d MB of damage left %d ms%n",
                jdk, ROUNDS, median(clean) / 1_000_000, size() >> 20, median(damaged) / 1_000_000);
        layOutDamage();
        ForkedJvm.Finished drained = new ForkedJvm(jdk, work)
                .command("drain", "--timeout", "2m")
                .run()
                .ok();

        assertThat(median(damaged)).as("nanoseconds until main").isLessThan((long) (MOST_SLOWER * median(clean)));
        assertThat(drained.out() + drained.err()).contains("is damaged at byte").contains("set aside as ");
        assertThat(entries(".damaged-")).isNotEmpty();
        assertThat(entries("inst-").stream().filter(each -> !each.contains(".damaged-")))
                .as("what is left to deliver")
                .isEmpty();
        assertThat(delivered()).as("distinct spans").hasSizeGreaterThan(HASHES * 3 / 4);
    }

    /** What a process leaves that is killed before it could deliver anything. */
    private void leaveOneSpool(Jdk jdk) throws Exception {
        ForkedJvm.Running running =
                app(jdk).property("indelible.exporter", "none").start();
        assertThat(running.line()).isEqualTo("ready");
        Writer orders = running.process().outputWriter(StandardCharsets.UTF_8);
        do { // until the queue has taken the place of the plain files
            orders.write("hash " + HASHES + "\n");
            orders.flush();
            assertThat(running.line()).startsWith("done");
        } while (!hasQueue());
        running.kill();
        running.await();
        Files.move(service, template);
    }

    private boolean hasQueue() throws IOException {
        try (Stream<Path> all = Files.walk(service)) {
            return all.anyMatch(each -> each.toString().endsWith(".cq4"));
        } catch (UncheckedIOException moved) {
            return false;
        }
    }

    private ForkedJvm app(Jdk jdk) {
        return new ForkedJvm(jdk, work)
                .app(DiskLoad.class, work.resolve("folder").toString());
    }

    private static long nanosToMain(ForkedJvm app) {
        long start = System.nanoTime();
        ForkedJvm.Running running = app.start();
        assertThat(running.line()).isEqualTo("ready");
        long nanos = System.nanoTime() - start;
        running.kill();
        running.await();
        return nanos;
    }

    /** Some spools as the one that was left, each damaged in its own way, and garbage for what is beside them. */
    private void layOutDamage() throws Exception {
        assertThat(new ProcessBuilder("rm", "-rf", service.toString()).start().waitFor())
                .isZero();
        Files.createDirectories(service);
        Path sound = only("inst-");
        for (int i = 0; i < INSTANCES; i++) {
            Path instance = Files.createDirectory(service.resolve(String.format("inst-%013d-%016x", i + 1, i)));
            try (Stream<Path> files = Files.list(sound)) {
                for (Path each : files.filter(Files::isRegularFile).toList()) {
                    Files.write(instance.resolve(each.getFileName()), damaged(Files.readAllBytes(each)));
                }
            }
        }
        Files.createDirectories(service.resolve("store"));
        Files.write(service.resolve("store/" + GARBAGE_FILE + ".jsonl.open"), garbage());
        Files.createDirectories(service.resolve("integrity"));
        Files.write(service.resolve("integrity/ledger"), garbage());
        Files.write(service.resolve("last-end"), garbage());
    }

    private byte[] damaged(byte[] bytes) {
        for (int from = 0; from < bytes.length; from += PAGE) {
            int length = Math.min(PAGE, bytes.length - from);
            if (random.nextInt(DAMAGED_PAGES) == 0) {
                byte[] page = new byte[length];
                random.nextBytes(page);
                System.arraycopy(page, 0, bytes, from, length);
            }
        }
        return bytes;
    }

    private byte[] garbage() {
        byte[] garbage = new byte[GARBAGE];
        random.nextBytes(garbage);
        return garbage;
    }

    private Path only(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(template)) {
            return all.filter(each -> each.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<String> entries(String part) throws IOException {
        try (Stream<Path> all = Files.list(service)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.contains(part))
                    .toList();
        }
    }

    private Set<String> delivered() throws IOException {
        for (Path each : new Store(work, "test").files()) {
            if (each.getFileName().toString().startsWith(GARBAGE_FILE)) {
                Files.delete(each);
            }
        }
        Set<String> ids = new HashSet<>();
        new Store(work, "test").eachSpan(span -> ids.add(span.spanId()));
        return ids;
    }

    private long size() throws IOException {
        try (Stream<Path> all = Files.walk(service)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(each -> each.toFile().length())
                    .sum();
        }
    }

    private static long median(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
