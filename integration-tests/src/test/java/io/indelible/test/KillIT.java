package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.KillLoad;
import io.indelible.test.app.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an operation has returned is recorded, though the process is killed right after; and none of it is called
 * unfinished. With {@code -Dfaults=long} a hundred kills at random moments.
 */
class KillIT {
    private static final boolean LONG = "long".equals(System.getProperty("faults"));
    private static final int KILLS = LONG ? 100 : 14;
    private static final int NEIGHBOURS = 8;
    private static final int NEIGHBOUR_ROUNDS = LONG ? 10 : 2;
    /** What may be in flight to a destination: 960 KiB of the shortest spans. */
    private static final int BATCH = 7_000;

    private static final int SAMPLE_KILLS = 3;
    private static final int RESTART_KILLS = 3;
    private static final int RESTART_REQUESTS = 6;

    private static final int IMMEDIATE_EVERY = 3;
    private static final long LATEST_MILLIS = 3_000;
    private static final long RESTART_SECONDS = 60;

    private final Random random = new Random();

    @TempDir
    Path work;

    /** When a process is killed. */
    private interface Moment {
        void await() throws InterruptedException;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void drain_deliversEveryAcknowledgedOperationOfKilledProcesses(Jdk jdk) throws Exception {
        Acknowledged acknowledged = new Acknowledged();
        for (int i = 0; i < KILLS; i++) {
            killLoad(new ForkedJvm(jdk, work), "k" + i, sometime(i), acknowledged);
        }

        drain(jdk);

        acknowledged.assertRecordedOnce(jdk + " drain", new Store(work, "test"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void manyOfOneServiceThatStartAndDieAtOnce_loseNothing(Jdk jdk) throws Exception {
        Acknowledged acknowledged = new Acknowledged();
        ExecutorService starters = Executors.newFixedThreadPool(NEIGHBOURS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < NEIGHBOURS; i++) {
            int neighbour = i;
            all.add(starters.submit(() -> {
                for (int round = 0; round < NEIGHBOUR_ROUNDS; round++) {
                    String prefix = "m" + neighbour + "r" + round;
                    killLoad(new ForkedJvm(jdk, work), prefix, sometime(neighbour), acknowledged);
                }
                return neighbour;
            }));
        }
        for (Future<?> each : all) {
            each.get(RESTART_SECONDS * NEIGHBOUR_ROUNDS, TimeUnit.SECONDS);
        }
        starters.shutdown();

        drain(jdk);

        Store store = new Store(work, "test");
        acknowledged.assertRecordedOnce(jdk + " " + NEIGHBOURS + " at once", store);
        Map<String, Integer> times = new HashMap<>();
        store.eachSpan(span -> times.merge(span.spanId(), 1, Integer::sum));
        int again = times.values().stream().mapToInt(count -> count - 1).sum();
        System.out.println(jdk + " " + NEIGHBOURS + " at once: " + times.size() + " spans, delivered again " + again);
        assertThat(again).as("no more than was in flight").isLessThan(NEIGHBOURS * NEIGHBOUR_ROUNDS * BATCH);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void nextStart_deliversEveryAcknowledgedOperationOfKilledProcesses(Jdk jdk) throws Exception {
        Acknowledged acknowledged = new Acknowledged();
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            for (int i = 0; i < RESTART_KILLS; i++) {
                Moment moment = i == 0 ? sometime(0) : afterRequests(receiver);
                killLoad(to(receiver, jdk), "n" + i, moment, acknowledged);
            }

            ForkedJvm.Running next = to(receiver, jdk)
                    .app(Work.class, Files.createDirectory(work.resolve("next")).toString(), "until-killed")
                    .start();
            try {
                assertThat(next.line()).isNotNull();
                awaitInstances(1);
            } finally {
                next.kill();
                next.await();
            }
            assertSentAgainOnlyWhatWasInFlight(jdk, receiver);
        }

        acknowledged.assertRecordedOnce(jdk + " next start", new Store(work, "test"));
    }

    /** For each death, what one request held. */
    private static void assertSentAgainOnlyWhatWasInFlight(Jdk jdk, OtlpReceiver receiver) {
        Map<String, Integer> firstRequests = new HashMap<>();
        Map<Integer, Integer> again = new HashMap<>();
        int number = 0;
        for (OtlpReceiver.Request each : receiver.requests()) {
            number++;
            List<Store.Span> spans = new ArrayList<>();
            if (each.path().equals(OtlpReceiver.TRACES)) {
                OtlpReceiver.addSpans(each.body(), spans);
            }
            for (Store.Span span : spans) {
                Integer first = firstRequests.putIfAbsent(span.spanId(), number);
                if (first != null) {
                    again.merge(first, 1, Integer::sum);
                }
            }
        }
        List<Integer> counts =
                again.values().stream().sorted(Comparator.reverseOrder()).toList();
        System.out.println(jdk + " next start: " + firstRequests.size() + " spans in " + number
                + " requests, sent again " + counts);
        assertThat(counts).as("requests of which something was sent again").hasSizeLessThanOrEqualTo(RESTART_KILLS);
    }

    private ForkedJvm to(OtlpReceiver receiver, Jdk jdk) {
        return new ForkedJvm(jdk, work)
                .property("indelible.exporter", "file,otlp")
                .property("otel.exporter.otlp.endpoint", receiver.endpoint());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void drain_deliversEveryAcknowledgedOperationOfTheKilledSample(Jdk jdk) throws Exception {
        List<Map<String, Integer>> rounds = new ArrayList<>();
        for (int i = 0; i < SAMPLE_KILLS; i++) {
            rounds.add(killSample(jdk, i));
        }

        drain(jdk);

        Map<String, Set<String>> recorded = new HashMap<>();
        new Store(work, "test").eachSpan(span -> sampleToken(span)
                .forEach(token ->
                        recorded.computeIfAbsent(token, any -> new HashSet<>()).add(span.spanId())));
        List<String> lost = new ArrayList<>();
        int operations = 0;
        for (int i = 0; i < SAMPLE_KILLS; i++) {
            for (Map.Entry<String, Integer> each : rounds.get(i).entrySet()) {
                int found =
                        recorded.getOrDefault(i + " " + each.getKey(), Set.of()).size();
                operations += each.getValue();
                if (found < each.getValue()) {
                    lost.add(i + " " + each + " found " + found);
                }
            }
        }
        System.out.println(jdk + " sample: " + operations + " acknowledged, lost " + lost.size());
        assertThat(operations).isGreaterThan(SAMPLE_KILLS);
        assertThat(lost).isEmpty();
    }

    private void killLoad(ForkedJvm agent, String prefix, Moment moment, Acknowledged acknowledged) throws Exception {
        Path folder = Files.createDirectory(work.resolve(prefix));
        ForkedJvm.Running running =
                agent.app(KillLoad.class, folder.toString(), prefix).start();
        String first = running.line();
        assertThat(first).startsWith("done ");
        killLater(running, moment);
        acknowledged.add(first);
        for (String line = running.line(); line != null; line = running.line()) {
            acknowledged.add(line);
        }
        running.await();
    }

    /** How often each operation on each file was acknowledged. */
    private Map<String, Integer> killSample(Jdk jdk, int round) throws Exception {
        Path folder = Files.createDirectory(work.resolve("sample" + round));
        ForkedJvm.Running running = new ForkedJvm(jdk, work)
                .sample("--work", folder.toString(), "--files", "40", "--acknowledge", "--forever")
                .start();
        Map<String, Integer> acknowledged = new HashMap<>();
        String first = running.line();
        assertThat(first).startsWith("done ");
        List<ProcessHandle> children = running.process().descendants().toList();
        killLater(running, sometime(round));
        // The last line may be cut, and is told as a line all the same.
        String whole = first;
        for (String line = running.line(); line != null; line = running.line()) {
            countSample(whole, acknowledged);
            whole = line;
        }
        running.await();
        for (ProcessHandle child : children) {
            child.onExit().get(RESTART_SECONDS, TimeUnit.SECONDS);
        }
        return acknowledged;
    }

    /** Hashes and copies are those with a name of their own in the spans. */
    private static void countSample(String line, Map<String, Integer> acknowledged) {
        String[] words = line.split(" ", 3);
        if (words.length == 3 && (words[1].equals("hash") || words[1].equals("copy"))) {
            acknowledged.merge(words[1] + " " + words[2], 1, Integer::sum);
        }
    }

    private Stream<String> sampleToken(Store.Span span) {
        String kind = span.name().startsWith("hash ") ? "hash" : span.name().equals("file copy") ? "copy" : "";
        Path path = kind.isEmpty() || span.text("file.path") == null ? null : Path.of(span.text("file.path"));
        for (int i = 0; path != null && i < SAMPLE_KILLS; i++) {
            Path input = work.resolve("sample" + i).resolve("input");
            if (path.startsWith(input)) {
                return Stream.of(i + " " + kind + " " + input.relativize(path));
            }
        }
        return Stream.empty();
    }

    private Moment sometime(int round) {
        long millis =
                round % IMMEDIATE_EVERY == 0 ? random.nextInt(30) : random.nextLong(LATEST_MILLIS / 10, LATEST_MILLIS);
        return () -> Thread.sleep(millis);
    }

    /** As soon as the server has had some more: the answer to the last of them may not have been written down yet. */
    private static Moment afterRequests(OtlpReceiver receiver) {
        return () -> {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RESTART_SECONDS);
            long before = traces(receiver);
            while (traces(receiver) < before + RESTART_REQUESTS && System.nanoTime() - end < 0) {
                Thread.sleep(1);
            }
        };
    }

    private static long traces(OtlpReceiver receiver) {
        return receiver.requests().stream()
                .filter(each -> each.path().equals(OtlpReceiver.TRACES))
                .count();
    }

    /** From another thread, for this one must read, or the process would wait for it. */
    private static void killLater(ForkedJvm.Running running, Moment moment) {
        Thread killer = new Thread(() -> {
            try {
                moment.await();
            } catch (InterruptedException nobodyDoes) {
                Thread.currentThread().interrupt();
            }
            running.kill();
        });
        killer.start();
    }

    private void drain(Jdk jdk) throws IOException {
        ForkedJvm.Finished drained =
                new ForkedJvm(jdk, work).command("drain", "--timeout", "2m").run();
        assertThat(drained.exit()).as(drained.out() + drained.err()).isZero();
        assertThat(instances()).isEmpty();
    }

    private void awaitInstances(int count) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RESTART_SECONDS);
        while (instances().size() > count) {
            assertThat(System.nanoTime()).as("still there: " + instances()).isLessThan(end);
            Thread.sleep(50);
        }
    }

    private List<Path> instances() throws IOException {
        try (Stream<Path> entries = Files.list(work.resolve("indelible").resolve("test"))) {
            return entries.filter(Files::isDirectory)
                    .filter(each -> !each.endsWith("store") && !each.endsWith("integrity"))
                    .toList();
        }
    }

    /** What the processes said was done, and whether the store has it. */
    private static final class Acknowledged {
        private final Set<String> tokens = new HashSet<>();

        synchronized void add(String line) {
            if (line.startsWith("failed")) {
                throw new AssertionError(line);
            }
            if (line.startsWith("done ") && line.endsWith(" .")) {
                tokens.add(line.substring(5, line.length() - 2));
            }
        }

        void assertRecordedOnce(String what, Store store) {
            Map<String, Set<String>> recorded = new HashMap<>();
            Set<String> unfinished = new HashSet<>();
            store.eachSpan(span -> {
                recorded.computeIfAbsent(token(span), any -> new HashSet<>(2)).add(span.spanId());
                if (span.attributes().containsKey("indelible.operation.unfinished")) {
                    unfinished.add(token(span));
                }
            });
            int open = unfinished.size();
            unfinished.retainAll(tokens);
            List<String> lost = new ArrayList<>();
            List<String> twice = new ArrayList<>();
            for (String token : tokens) {
                int found = recorded.getOrDefault(token, Set.of()).size();
                if (found == 0) {
                    lost.add(token);
                } else if (found > 1) {
                    twice.add(token);
                }
            }
            System.out.println(what + ": " + tokens.size() + " acknowledged, lost " + lost.size() + ", recorded twice "
                    + twice.size() + "; unfinished " + open + ", of these falsely " + unfinished.size());
            assertThat(tokens).hasSizeGreaterThan(100);
            assertThat(lost).as("lost").isEmpty();
            assertThat(twice).as("recorded twice").isEmpty();
            assertThat(unfinished).as("called unfinished though they had ended").isEmpty();
        }

        /** What the process said of this span, by the span. */
        private static String token(Store.Span span) {
            String name = span.name();
            if (name.startsWith("hash ")) {
                return "hash " + last(span.text("file.path"));
            }
            if (name.startsWith("file ")) {
                boolean copy = name.equals("file copy");
                return name.substring(5) + " " + last(span.text(copy ? "indelible.file.target.path" : "file.path"));
            }
            if (span.attributes().containsKey("db.system.name")) {
                String[] words =
                        String.valueOf(span.attributes().get("db.query.text")).split(" ", 4);
                return words.length > 2 ? words[0].toLowerCase(java.util.Locale.ROOT) + " " + words[2] : name;
            }
            return span.kind() == 3 ? "request " + last(span.text("url.full")) : name;
        }

        private static String last(String path) {
            return path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        }
    }
}
