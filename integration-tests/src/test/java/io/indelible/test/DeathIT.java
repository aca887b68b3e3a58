package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.Dying;
import io.indelible.test.app.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each way to die: what had ended is delivered, what was open for more than a second is told as such, and nothing else is.
 */
class DeathIT {
    private static final String UNFINISHED = "indelible.operation.unfinished";
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Between two signs of life, and what a loaded machine adds. */
    private static final long SLACK = 15 * SECOND;

    @TempDir
    Path work;

    /** What the process said, and when it was seen dead, nanoseconds since the epoch. */
    private record Death(List<String> said, long deadBy, int exit) {}

    /** What is done to it once it has said its last line. */
    private interface Blow {
        void to(ForkedJvm.Running running) throws Exception;
    }

    @OnEveryJdk
    void killed_hasItsOpenOperationsReported(Jdk jdk) throws Exception {
        assertToldByDrain(jdk, die(jdk, "wait", "done slow1", ForkedJvm.Running::kill));
        // Of the dead one nothing is left but what is remembered of it.
        work("next", jdk);
        onlyStart(store().events(), "killed");
    }

    @OnEveryJdk
    void halted_hasItsOpenOperationsReported(Jdk jdk) throws Exception {
        Death death = die(jdk, "halt", "", running -> {});
        assertThat(death.exit()).isEqualTo(7);
        assertToldByDrain(jdk, death);
    }

    @OnEveryJdk
    void outOfMemory_hasItsOpenOperationsReported(Jdk jdk) throws Exception {
        Death death = die(jdk, "memory", "", running -> {}, "-Xmx96m", "-XX:+ExitOnOutOfMemoryError");
        assertThat(death.exit()).isEqualTo(3);
        assertToldByDrain(jdk, death);
    }

    @OnEveryJdk
    void crashed_hasItsOpenOperationsReported(Jdk jdk) throws Exception {
        String report = work.resolve("crash.txt").toString();
        Death death =
                die(jdk, "wait", "done slow1", DeathIT::crash, "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + report);
        assertThat(Path.of(report)).exists();
        assertToldByDrain(jdk, death);
    }

    /** As a fault in native code. */
    private static void crash(ForkedJvm.Running running) throws Exception {
        String pid = Long.toString(running.process().pid());
        assertThat(new ProcessBuilder("kill", "-SEGV", pid).start().waitFor()).isZero();
    }

    @OnEveryJdk
    void stoppedAsContainersAre_hasItsOpenOperationsReported(Jdk jdk) throws Exception {
        assertToldByDrain(jdk, die(jdk, "hook", "ready", running -> {
            running.process().toHandle().destroy(); // the process's own method closes its output
            assertThat(running.line()).isEqualTo("hook");
            Thread.sleep(1_000);
            running.kill();
        }));
    }

    @OnEveryJdk
    void exitInsideAHook_hasItsOpenOperationsReported(Jdk jdk) throws Exception {
        assertToldByDrain(jdk, die(jdk, "exit-in-hook", "hook", running -> {
            Thread.sleep(1_000);
            assertThat(running.process().isAlive()).isTrue();
            running.kill();
        }));
    }

    @OnEveryJdk
    void exitWhileOthersAreAtWork_hasItsOpenOperationsReported(Jdk jdk) throws Exception {
        Death death = die(jdk, "exit", "", running -> {});
        assertThat(death.exit()).isEqualTo(5);
        assertThat(store().instances()).isEmpty();
        assertTold(death, "process_ended");
        work("next", jdk);
        onlyStart(store().events(), "clean");
    }

    @OnEveryJdk
    void killedAfterMainHasEnded_hasItsOpenOperationsReported(Jdk jdk) throws Exception {
        assertToldByDrain(jdk, die(jdk, "main-ended", "main ends", ForkedJvm.Running::kill));
    }

    @OnEveryJdk
    void nextStart_tellsWhatTheOneBeforeHadOpenAndHowItEnded(Jdk jdk) throws Exception {
        Death death = die(jdk, "wait", "done slow1", ForkedJvm.Running::kill);
        String instance = store().instances().get(0).getFileName().toString();

        work("next", jdk);

        assertTold(death, "process_died");
        Map<String, Object> start = onlyStart(store().events(), "killed");
        assertThat(start).containsEntry("indelible.process.previous.instance", instance);
        Instant time = Instant.parse((String) start.get("indelible.process.previous.time"));
        assertThat(death.deadBy() - nanos(time)).isBetween(0L, SLACK);
        assertThat(store().instances()).isEmpty();
        assertThat(store().eventsByInstance()).hasSize(2).allSatisfy((process, events) -> assertThat(
                        events.get(0).name())
                .as("the first event of a process")
                .isEqualTo("indelible.process.start"));
    }

    @OnEveryJdk
    void startAfterACleanEnd_saysSo(Jdk jdk) throws Exception {
        work("first", jdk);
        assertThat(starts(store().events())).hasSize(1).noneMatch(Map::isEmpty);
        work("second", jdk);
        onlyStart(store().events(), "clean");
    }

    private void assertToldByDrain(Jdk jdk, Death death) throws Exception {
        drain(jdk);
        assertTold(death, "process_died");
    }

    private void assertTold(Death death, String why) {
        List<Store.Span> spans = store().spans();
        List<Store.Span> unfinished = spans.stream()
                .filter(span -> span.attributes().containsKey(UNFINISHED))
                .toList();
        System.out.println(unfinished.size() + " unfinished: "
                + unfinished.stream().map(span -> span.name()).toList());
        assertEnded(death, spans);
        assertHasEvent(with(spans, "file.path", "/absent"), "of what failed");
        assertHasEvent(only(spans, "CREATE TABLE slow1"), "of what was slow, a moment before the death");
        assertOpen(death, only(unfinished, "CREATE TABLE never"), "open-query", why);
        assertOpen(death, only(unfinished, "hash SHA-256"), "open-hash", why);
        assertOpen(death, with(unfinished, "url.full", "/blocking"), "open-request", why);
        assertOpen(death, with(unfinished, "url.full", "/async"), "open-async", why);
        assertThat(unfinished)
                .as("nothing else was open")
                .allMatch(span -> span.name().startsWith("GET") // two that ask, and two that are asked
                        || List.of("CREATE TABLE never", "hash SHA-256", "file read")
                                .contains(span.name()));
        assertThat(unfinished.stream().map(Store.Span::spanId)).doesNotHaveDuplicates();
        assertThat(store().text()).contains(why.replace('_', ' '));
        assertThat(Points.of(store(), "indelible.file.operation.duration").latest())
                .as("the last metrics")
                .anyMatch(point ->
                        point.count() == 20 && "copy".equals(point.tags().get("indelible.file.operation.name")));
    }

    private static void assertEnded(Death death, List<Store.Span> spans) {
        List<String> done = new ArrayList<>();
        death.said().stream().filter(line -> line.startsWith("done ")).forEach(line -> done.add(line.substring(5)));
        assertThat(done).contains("copy19", "slow1");
        for (String token : done) {
            List<Store.Span> found = spans.stream()
                    .filter(span -> !span.attributes().containsKey(UNFINISHED) && told(span, token))
                    .toList();
            // What was in flight to the store comes twice, but it is the same.
            assertThat(found.stream().map(Store.Span::spanId).distinct())
                    .as(token)
                    .hasSize(1);
            assertThat(spans)
                    .as("nothing else is said of " + token)
                    .filteredOn(span -> span.spanId().equals(found.get(0).spanId()))
                    .noneMatch(span -> span.attributes().containsKey(UNFINISHED));
        }
    }

    private void assertHasEvent(Store.Span span, String which) {
        assertThat(store().events())
                .as(which)
                .anyMatch(event ->
                        event.spanId().equals(span.spanId()) && event.traceId().equals(span.traceId()));
    }

    private static boolean told(Store.Span span, String token) {
        String path = span.text("indelible.file.target.path");
        return (path != null && path.endsWith("/" + token))
                || String.valueOf(span.attributes().get("db.query.text")).contains(" " + token + " ");
    }

    private static void assertOpen(Death death, Store.Span span, String thread, String why) {
        assertThat(span.error()).isTrue();
        assertThat(span.text("error.type")).isEqualTo(why);
        assertThat(span.text("thread.name")).isEqualTo(thread);
        assertThat(span.end() - span.start()).as("was open").isGreaterThan(SECOND);
        assertThat(death.deadBy() - span.end())
                .as("last sign of life before the death")
                .isBetween(0L, SLACK);
    }

    private static Store.Span only(List<Store.Span> spans, String name) {
        List<Store.Span> found =
                spans.stream().filter(span -> span.name().equals(name)).toList();
        assertThat(found).as(name + " in " + spans).hasSize(1);
        return found.get(0);
    }

    private static Store.Span with(List<Store.Span> spans, String attribute, String end) {
        List<Store.Span> found = spans.stream()
                .filter(span -> String.valueOf(span.attributes().get(attribute)).endsWith(end))
                .toList();
        assertThat(found).as(end + " in " + spans).hasSize(1);
        return found.get(0);
    }

    private Death die(Jdk jdk, String how, String last, Blow blow, String... flags) throws Exception {
        ForkedJvm jvm = new ForkedJvm(jdk, work);
        List.of(flags).forEach(jvm::flag);
        ForkedJvm.Running running = jvm.app(
                        Dying.class,
                        Files.createDirectory(work.resolve("dying")).toString(),
                        how)
                .start();
        List<String> said = new ArrayList<>();
        try {
            for (String line = running.line(); line != null; line = running.line()) {
                assertThat(line).doesNotStartWith("failed");
                said.add(line);
                if (line.equals(last)) {
                    blow.to(running);
                }
            }
        } catch (Throwable failed) {
            running.kill();
            throw failed;
        }
        ForkedJvm.Finished finished = running.await();
        return new Death(said, nanos(Instant.now()), finished.exit());
    }

    private void work(String folder, Jdk jdk) throws IOException {
        new ForkedJvm(jdk, work)
                .app(Work.class, Files.createDirectory(work.resolve(folder)).toString())
                .run()
                .ok();
    }

    private static Map<String, Object> onlyStart(List<Store.Event> events, String end) {
        List<Map<String, Object>> found = starts(events).stream()
                .filter(each -> end.equals(each.get("indelible.process.previous.end")))
                .toList();
        assertThat(found).as("starts in " + events).hasSize(1);
        return found.get(0);
    }

    private static List<Map<String, Object>> starts(List<Store.Event> events) {
        return events.stream()
                .filter(event -> event.name().equals("indelible.process.start"))
                .map(Store.Event::attributes)
                .collect(Collectors.toList());
    }

    private void drain(Jdk jdk) {
        new ForkedJvm(jdk, work).command("drain", "--timeout", "2m").run().ok();
        assertThat(store().instances()).isEmpty();
    }

    private Store store() {
        return new Store(work, "test");
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
