package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.indelible.test.ImporterRun.Content;
import io.indelible.test.Points.Point;
import io.indelible.test.Store.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

/** What the sample application says to its databases, and what the timers count of all it does. */
final class ImporterDatabaseIT {
    private static final String DATABASE = "io.indelible.jdbc";
    /** The timers, and the scopes of the spans that each one times. */
    private static final Map<String, Set<String>> TIMED = Map.of(
            "indelible.file.operation.duration", Set.of("io.indelible.file", "io.indelible.hash"),
            "db.client.operation.duration", Set.of(DATABASE),
            "http.client.request.duration", Set.of("io.indelible.http.client"),
            "http.server.request.duration", Set.of("io.indelible.http.server"));

    private static final Set<String> TIMERS = TIMED.keySet();
    private static final Pattern LITERAL = Pattern.compile("'|(?<![\\w?])[0-9]|\\b(TRUE|FALSE)\\b");
    private static final Map<Jdk, ImporterRun> RUNS = new HashMap<>();

    @TempDir
    private static Path folder;

    @OnEveryJdk
    void statement_isAClientSpanOfItsDatabase(Jdk jdk) {
        assertThat(statements(jdk))
                .extracting(
                        Span::kind,
                        span -> span.text("db.system.name"),
                        span -> span.text("db.namespace"),
                        span -> span.name().endsWith(" item"))
                .containsOnly(tuple(3, "h2database", "importer", false), tuple(3, "h2database", "catalog", true));
    }

    @OnEveryJdk
    void spanName_isTheSummary(Jdk jdk) {
        assertThat(statements(jdk)).allMatch(span -> span.name().equals(span.text("db.query.summary")));
    }

    @OnEveryJdk
    void parameterisedText_staysAsItIs(Jdk jdk) {
        assertThat(texts(jdk))
                .contains(
                        "SELECT name, announced FROM file WHERE hash = ?",
                        "DELETE FROM file WHERE name = ?",
                        "INSERT INTO file (name, hash, size) VALUES (?, ?, ?)",
                        "INSERT INTO file_tag (name, tag, content) VALUES (?, ?, ?)",
                        "UPDATE file SET announced = TRUE WHERE name = ?",
                        "MERGE INTO item (hash, name) KEY (hash) VALUES (?, ?)",
                        "SELECT name FROM item WHERE hash = ?");
    }

    @OnEveryJdk
    void literal_isMasked(Jdk jdk) {
        assertThat(texts(jdk))
                .contains("SELECT COUNT(*), COUNT(DISTINCT hash), COALESCE(SUM(size), ?) FROM file WHERE size >= ?");
    }

    @OnEveryJdk
    void textWithoutParameters_hasNoLiteral(Jdk jdk) {
        assertThat(texts(jdk))
                .filteredOn(text -> text.startsWith("CREATE") || text.startsWith("SELECT COUNT"))
                .hasSize(5)
                .noneMatch(text -> LITERAL.matcher(text).find());
    }

    @OnEveryJdk
    void boundValues_areNowhere(Jdk jdk) {
        ImporterRun run = run(jdk);
        Set<String> values = run.contents().stream().map(Content::hash).collect(Collectors.toSet());
        run.contents()
                .forEach(content -> values.add(content.file().getFileName().toString()));
        assertThat(statements(jdk)).noneMatch(span -> values.stream()
                .anyMatch(value -> span.attributes().values().toString().contains(value)));
    }

    @OnEveryJdk
    void batch_hasItsSize(Jdk jdk) {
        ImporterRun run = run(jdk);
        assertThat(statements(jdk))
                .filteredOn(span -> span.attributes().containsKey("db.operation.batch.size"))
                .extracting(Span::name, span -> span.number("db.operation.batch.size"))
                .hasSize((int) run.done("insert"))
                .containsOnly(tuple("BATCH INSERT file_tag", 2L));
    }

    @OnEveryJdk
    void statement_isNeverBelowAnother(Jdk jdk) {
        Set<String> ids = statements(jdk).stream().map(Span::spanId).collect(Collectors.toSet());
        assertThat(statements(jdk)).noneMatch(span -> ids.contains(span.parentSpanId()));
    }

    @OnEveryJdk
    void timers_areAllThere(Jdk jdk) {
        assertThat(run(jdk).store.metrics())
                .extracting(metric -> metric.get("name").asText())
                .containsAll(TIMERS);
    }

    @OnEveryJdk
    void point_countsTheSpansWithItsTags(Jdk jdk) {
        ImporterRun run = run(jdk);
        assertThat(points(run))
                .filteredOn(point -> !mayLackASpan(point))
                // Both processes scan folders, and their spans cannot be told apart by tags.
                .filteredOn(point -> !point.tags().containsValue("scan"))
                .isNotEmpty()
                .allSatisfy(point -> assertThat(run.store.spans())
                        .filteredOn(span -> TIMED.get(point.metric()).contains(span.scope()))
                        .filteredOn(span -> span.attributes()
                                .entrySet()
                                .containsAll(point.tags().entrySet()))
                        .as(point.toString())
                        .hasSize((int) point.count()));
    }

    @OnEveryJdk
    void points_countEverySpan(Jdk jdk) {
        ImporterRun run = run(jdk);
        assertThat(points(run).stream()
                        .filter(point -> !mayLackASpan(point))
                        .mapToLong(Point::count)
                        .sum())
                .isEqualTo(run.store.spans().stream()
                        .filter(span ->
                                !span.name().equals("file read") && !span.name().equals("file write"))
                        .count());
    }

    @OnEveryJdk
    void buckets_areThoseOfTheConventions(Jdk jdk) {
        Store store = run(jdk).store;
        List<Double> http = List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
        assertThat(TIMERS.stream().collect(Collectors.toMap(name -> name, name -> Points.of(store, name)
                        .bounds())))
                .isEqualTo(Map.of(
                        "indelible.file.operation.duration",
                        List.of(0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0),
                        "db.client.operation.duration",
                        List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0),
                        "http.client.request.duration",
                        http,
                        "http.server.request.duration",
                        http));
    }

    @OnEveryJdk
    void buckets_holdWhatIsCounted(Jdk jdk) {
        Store store = run(jdk).store;
        assertThat(TIMERS).allMatch(name -> Points.of(store, name).areFull());
    }

    @OnEveryJdk
    void timer_isInSeconds(Jdk jdk) {
        assertThat(run(jdk).store.metrics())
                .filteredOn(metric -> TIMERS.contains(metric.get("name").asText()))
                .allMatch(metric -> metric.get("unit").asText().equals("s"));
    }

    @OnEveryJdk
    void tags_haveNoPathsOrIds(Jdk jdk) {
        ImporterRun run = run(jdk);
        Set<String> hashes = run.contents().stream().map(Content::hash).collect(Collectors.toSet());
        assertThat(points(run))
                .flatExtracting(point -> point.tags().values())
                .map(Object::toString)
                .noneMatch(value -> value.contains(run.work.toString())
                        || value.contains(".dat")
                        || hashes.stream().anyMatch(value::contains));
    }

    /** H2 hashes passwords: too small for a span, and of no file. So are some files that are read and written. */
    private static boolean mayLackASpan(Point point) {
        return (point.tags().containsKey("indelible.hash.algorithm")
                        && !point.tags().containsValue("SHA-256"))
                || point.tags().containsValue("read")
                || point.tags().containsValue("write");
    }

    private static List<Point> points(ImporterRun run) {
        return TIMERS.stream()
                .flatMap(name -> Points.of(run.store, name).latest().stream())
                .toList();
    }

    private static Set<String> texts(Jdk jdk) {
        return statements(jdk).stream().map(span -> span.text("db.query.text")).collect(Collectors.toSet());
    }

    private static List<Span> statements(Jdk jdk) {
        return run(jdk).store.spans().stream()
                .filter(span -> span.scope().equals(DATABASE))
                .toList();
    }

    private static ImporterRun run(Jdk jdk) {
        return RUNS.computeIfAbsent(jdk, wanted -> {
            try {
                return ImporterRun.of(wanted, Files.createDirectory(folder.resolve("jdk-" + wanted.feature())));
            } catch (IOException unwritable) {
                throw new AssertionError(unwritable);
            }
        });
    }
}
