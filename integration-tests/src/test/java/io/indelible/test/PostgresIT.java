package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.indelible.test.Store.Span;
import io.indelible.test.app.BrokenConstraint;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The driver of a real PostgreSQL, and what its server says. */
final class PostgresIT {
    private static final String SECRET = "hunter2-4711";
    private static final String NAMESPACE = "indelible";

    private static PostgresServer server;
    private static String url;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        server = PostgresServer.start();
        url = server.create(NAMESPACE);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (server != null) {
            server.stop();
        }
    }

    @OnEveryJdk
    void importer_isRecordedAsWithAnyDatabase(Jdk jdk) throws SQLException {
        String own = server.create("importer_" + jdk.feature());
        ImporterRun run = ImporterRun.of(jdk, folder, "--jdbc-url", own, "--user", PostgresServer.USER);
        assertThat(run.store.spans().stream()
                        .filter(span -> "postgresql".equals(span.attributes().get("db.system.name")))
                        .collect(Collectors.groupingBy(PostgresIT::facts, Collectors.counting())))
                .isEqualTo(Map.of(
                        facts("CREATE TABLE file", jdk),
                        1L,
                        facts("CREATE INDEX file_by_hash", jdk),
                        1L,
                        facts("CREATE TABLE file_tag", jdk),
                        1L,
                        facts("SELECT file", jdk),
                        run.done("query") + 1,
                        facts("DELETE file", jdk),
                        run.done("insert"),
                        facts("INSERT file", jdk),
                        run.done("insert"),
                        facts("BATCH INSERT file_tag", jdk),
                        run.done("insert"),
                        facts("UPDATE file", jdk),
                        run.done("update")));
    }

    @OnEveryJdk
    void brokenConstraint_hasTheCodeOfTheServer(Jdk jdk) {
        assertThat(broken(jdk).spans("INSERT account"))
                .extracting(
                        Span::error, PostgresIT::code, span -> span.attributes().get("error.type"))
                .containsExactlyInAnyOrder(
                        tuple(false, null, null), tuple(true, "23505", "23505"), tuple(true, "23505", "23505"));
    }

    @OnEveryJdk
    void brokenConstraint_isAnEventOfItsSpan(Jdk jdk) {
        Store store = broken(jdk);
        assertThat(store.events())
                .filteredOn(event -> !event.name().startsWith("indelible."))
                .extracting(Store.Event::name, Store.Event::traceId, Store.Event::spanId, event -> event.attributes()
                        .get("exception.type"))
                .containsExactlyInAnyOrderElementsOf(store.spans("INSERT account").stream()
                        .filter(Span::error)
                        .map(span -> tuple(
                                "db.client.operation.exception",
                                span.traceId(),
                                span.spanId(),
                                "org.postgresql.util.PSQLException"))
                        .toList());
    }

    @OnEveryJdk
    void valueOfTheRow_isNowhere(Jdk jdk) {
        Store store = broken(jdk);
        assertThat(store.text()).contains("INSERT INTO account").doesNotContain(SECRET);
    }

    @OnEveryJdk
    void literal_isMaskedAndTheParameterisedTextStays(Jdk jdk) {
        assertThat(broken(jdk).spans("INSERT account"))
                .extracting(span -> span.text("db.query.text"))
                .containsOnly("INSERT INTO account (id) VALUES (?)");
    }

    private Store broken(Jdk jdk) {
        ForkedJvm.Finished finished = new ForkedJvm(jdk, folder)
                .app(BrokenConstraint.class, url, PostgresServer.USER, SECRET)
                .run()
                .ok();
        // Otherwise there is nothing to hide.
        assertThat(finished.out()).contains("23505").contains(SECRET);
        return Store.complete(folder, "test");
    }

    private static Object code(Span span) {
        return span.attributes().get("db.response.status_code");
    }

    private static List<Object> facts(String summary, Jdk jdk) {
        return List.of(summary, summary, "importer_" + jdk.feature(), "127.0.0.1", (long) server.port(), 3);
    }

    private static List<Object> facts(Span span) {
        return List.of(
                span.name(),
                span.text("db.query.summary"),
                span.text("db.namespace"),
                span.text("server.address"),
                span.number("server.port"),
                span.kind());
    }
}
