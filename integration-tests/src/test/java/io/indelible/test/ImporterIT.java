package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.indelible.test.ImporterRun.Content;
import io.indelible.test.Store.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.io.TempDir;

/** The sample application with the agent and nothing else: what it did is in the store, all of it, once. */
final class ImporterIT {
    private static final int CLIENT = 3;
    private static final int SERVER = 2;
    private static final Map<Jdk, ImporterRun> RUNS = new HashMap<>();

    @TempDir
    private static Path folder;

    @OnEveryJdk
    void hash_isOfEachFileWithItsSize(Jdk jdk) {
        ImporterRun run = run(jdk);
        assertThat(run.store.spans("hash SHA-256"))
                .extracting(
                        span -> span.text("file.path"),
                        span -> span.number("indelible.hash.input.size"),
                        span -> span.number("file.size"),
                        span -> span.text("indelible.hash.algorithm"),
                        Span::kind)
                .containsExactlyInAnyOrderElementsOf(tuples(
                        run.contents(), file -> tuple(file.file().toString(), file.size(), file.size(), "SHA-256", 1)));
    }

    @OnEveryJdk
    void copy_isOfEachNewContentIntoTheArchive(Jdk jdk) {
        ImporterRun run = run(jdk);
        assertThat(run.store.spans("file copy"))
                .extracting(ImporterIT::fileFacts)
                .containsExactlyInAnyOrderElementsOf(tuples(
                        run.fresh(),
                        file -> tuple(
                                "copy",
                                file.file().toString(),
                                incoming(run, file).toString(),
                                "copy",
                                file.size(),
                                file.size())));
    }

    @OnEveryJdk
    void move_isOfEachNewContentToItsPlace(Jdk jdk) {
        ImporterRun run = run(jdk);
        assertThat(run.store.spans("file move"))
                .extracting(ImporterIT::fileFacts)
                .containsExactlyInAnyOrderElementsOf(tuples(
                        run.fresh(),
                        file -> tuple(
                                "move",
                                incoming(run, file).toString(),
                                kept(run, file).toString(),
                                "rename",
                                file.size(),
                                0L)));
    }

    @OnEveryJdk
    void hardLink_isOfEachRepeatedContent(Jdk jdk) {
        ImporterRun run = run(jdk);
        assertThat(run.store.spans("file link"))
                .filteredOn(span -> "hard_link".equals(span.text("indelible.file.operation.name")))
                .extracting(ImporterIT::fileFacts)
                .containsExactlyInAnyOrderElementsOf(tuples(
                        run.repeated(),
                        file -> tuple(
                                "hard_link",
                                kept(run, file).toString(),
                                run.work
                                        .resolve("archive/links")
                                        .resolve(run.work.resolve("input").relativize(file.file()))
                                        .toString(),
                                "hard_link",
                                file.size(),
                                0L)));
    }

    @OnEveryJdk
    void symbolicLink_isOfEachOneOfTheInput(Jdk jdk) throws IOException {
        ImporterRun run = run(jdk);
        List<Tuple> links = new ArrayList<>();
        for (Path link : run.links()) {
            Path content = Files.readSymbolicLink(link);
            links.add(tuple(link.resolveSibling(content).toString(), link.toString(), content.toString()));
        }
        assertThat(run.store.spans("file link"))
                .filteredOn(span -> "symbolic_link".equals(span.text("indelible.file.operation.name")))
                .extracting(
                        span -> span.text("file.path"),
                        span -> span.text("indelible.file.target.path"),
                        span -> span.text("file.symbolic_link.target_path"))
                .containsExactlyInAnyOrderElementsOf(links);
    }

    @OnEveryJdk
    void everySpan_isOneThatTheImporterSpeaksOf(Jdk jdk) {
        ImporterRun run = run(jdk);
        // Reading its options, making its sample files and looking through folders is not spoken of.
        assertThat(new TreeMap<>(run.store.spans().stream()
                        .filter(span ->
                                !Set.of("file read", "file write", "file scan").contains(span.name()))
                        .collect(Collectors.groupingBy(Span::name, Collectors.counting()))))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("hash SHA-256", run.done("hash")),
                        Map.entry("file copy", run.done("copy")),
                        Map.entry("file move", run.done("move")),
                        Map.entry("file link", run.done("link") + run.links().size()),
                        Map.entry("CREATE TABLE file", 1L),
                        Map.entry("CREATE INDEX file_by_hash", 1L),
                        Map.entry("CREATE TABLE file_tag", 1L),
                        // One more: it tells at its end how much the database knows.
                        Map.entry("SELECT file", run.done("query") + 1),
                        Map.entry("DELETE file", run.done("insert")),
                        Map.entry("INSERT file", run.done("insert")),
                        Map.entry("BATCH INSERT file_tag", run.done("insert")),
                        Map.entry("UPDATE file", run.done("update")),
                        Map.entry("POST", run.done("copy")),
                        Map.entry("GET", run.done("link")),
                        Map.entry("POST /files", run.done("copy")),
                        Map.entry("GET /items/", run.done("link")),
                        Map.entry("CREATE TABLE item", 1L),
                        Map.entry("MERGE item", run.done("copy") - run.answered(422) - run.answered(500)),
                        Map.entry("SELECT item", run.done("link")))));
    }

    @OnEveryJdk
    void counters_agreeWithTheInput(Jdk jdk) {
        ImporterRun run = run(jdk);
        assertThat(List.of(run.done("hash"), run.done("copy"), run.done("link"), run.done("request")))
                .containsExactly(
                        (long) run.contents().size(),
                        (long) run.fresh().size(),
                        (long) run.repeated().size(),
                        (long) run.contents().size());
    }

    @OnEveryJdk
    void span_isThereOnce(Jdk jdk) {
        assertThat(run(jdk).store.spans()).extracting(Span::spanId).doesNotHaveDuplicates();
    }

    @OnEveryJdk
    void span_endsAfterItsStart(Jdk jdk) {
        assertThat(run(jdk).store.spans()).allMatch(span -> span.end() > span.start());
    }

    @OnEveryJdk
    void request_hasOneServerSpanBelowItsClientSpan(Jdk jdk) {
        ImporterRun run = run(jdk);
        assertThat(ofKind(run, "io.indelible.http.server", SERVER))
                .extracting(
                        Span::traceId,
                        Span::parentSpanId,
                        span -> span.text("http.request.method"),
                        span -> span.number("http.response.status_code"),
                        span -> span.text("url.path"))
                .containsExactlyInAnyOrderElementsOf(tuples(
                        ofKind(run, "io.indelible.http.client", CLIENT),
                        client -> tuple(
                                client.traceId(),
                                client.spanId(),
                                client.text("http.request.method"),
                                client.number("http.response.status_code"),
                                client.text("url.full")
                                        .substring(client.text("url.full").indexOf('/', "http://".length())))));
    }

    @OnEveryJdk
    void statementOnTheServicesExecutor_isBelowTheRequestThatItIsFor(Jdk jdk) {
        ImporterRun run = run(jdk);
        List<Span> accepted = ofKind(run, "io.indelible.http.server", SERVER).stream()
                .filter(span -> span.number("http.response.status_code") == 201)
                .toList();
        assertThat(accepted).isNotEmpty();
        assertThat(run.store.spans("MERGE item"))
                .extracting(Span::traceId, Span::parentSpanId)
                .containsExactlyInAnyOrderElementsOf(
                        tuples(accepted, server -> tuple(server.traceId(), server.spanId())));
    }

    @OnEveryJdk
    void refusedRequests_areErrorsOfTheClient(Jdk jdk) {
        ImporterRun run = run(jdk);
        assertThat(ofKind(run, "io.indelible.http.client", CLIENT))
                .filteredOn(Span::error)
                .extracting(span -> span.text("error.type"))
                .containsExactlyInAnyOrderElementsOf(times(run.answered(422), "422", run.answered(500), "500"));
    }

    @OnEveryJdk
    void onlyFailedRequests_areErrorsOfTheServer(Jdk jdk) {
        ImporterRun run = run(jdk);
        assertThat(ofKind(run, "io.indelible.http.server", SERVER))
                .filteredOn(Span::error)
                .extracting(span -> span.text("error.type"))
                .containsExactlyInAnyOrderElementsOf(times(0, "", run.answered(500), "500"));
    }

    @OnEveryJdk
    void errorType_isThereExactlyWhereTheStatusIsError(Jdk jdk) {
        assertThat(run(jdk).store.spans())
                .allMatch(span -> span.error() == span.attributes().containsKey("error.type"));
    }

    @OnEveryJdk
    void resource_tellsWhoItIs(Jdk jdk) {
        assertThat(run(jdk).store.resources("traces")).allSatisfy(resource -> assertThat(resource)
                .containsEntry("service.name", "test")
                .containsEntry("telemetry.sdk.language", "java")
                .containsEntry("telemetry.distro.name", "indelible")
                .containsKeys("service.instance.id", "process.pid", "host.name", "os.type")
                .hasEntrySatisfying("process.runtime.version", version -> assertThat(version.toString())
                        .startsWith(Integer.toString(jdk.feature()))));
    }

    @OnEveryJdk
    void resources_areTwoProcesses(Jdk jdk) {
        assertThat(run(jdk).store.resources("traces").stream()
                        .map(resource -> resource.get("process.pid") + " " + resource.get("service.instance.id"))
                        .distinct())
                .hasSize(2);
    }

    @OnEveryJdk
    void output_isThatOfARunWithoutTheAgent(Jdk jdk) {
        ImporterRun run = run(jdk);
        ForkedJvm.Finished without = ImporterRun.withoutAgent(jdk, folderOf(jdk));
        assertThat(List.of(ImporterRun.printed(run.finished, folderOf(jdk)), run.finished.err()))
                .containsExactly(ImporterRun.printed(without, folderOf(jdk)), without.err());
    }

    @OnEveryJdk
    void exception_isAnEventOfItsSpan(Jdk jdk, @TempDir Path own) throws IOException {
        ImporterRun run = ImporterRun.of(jdk, own, "--service-url", "http://localhost:" + ClosedPort.find());
        assertThat(run.store.spans("POST")).isNotEmpty();
        assertThat(run.store.events())
                .filteredOn(event -> !event.name().startsWith("indelible."))
                .extracting(
                        Store.Event::name,
                        Store.Event::traceId,
                        Store.Event::spanId,
                        Store.Event::severity,
                        event -> event.attributes().get("exception.type"))
                .containsExactlyInAnyOrderElementsOf(tuples(
                        ofKind(run, "io.indelible.http.client", CLIENT),
                        client -> tuple(
                                "http.client.request.exception",
                                client.traceId(),
                                client.spanId(),
                                13,
                                client.text("error.type"))));
    }

    private static ImporterRun run(Jdk jdk) {
        return RUNS.computeIfAbsent(jdk, wanted -> {
            try {
                return ImporterRun.of(wanted, Files.createDirectory(folderOf(wanted)));
            } catch (IOException unwritable) {
                throw new AssertionError(unwritable);
            }
        });
    }

    private static Path folderOf(Jdk jdk) {
        return folder.resolve("jdk-" + jdk.feature());
    }

    private static List<Span> ofKind(ImporterRun run, String scope, int kind) {
        List<Span> spans = run.store.spans().stream()
                .filter(span -> span.scope().equals(scope))
                .toList();
        assertThat(spans).allMatch(span -> span.kind() == kind);
        return spans;
    }

    private static <T> List<Tuple> tuples(List<T> all, Function<T, Tuple> facts) {
        return all.stream().map(facts).toList();
    }

    private static List<String> times(long one, String first, long other, String second) {
        return Stream.concat(
                        Stream.generate(() -> first).limit(one),
                        Stream.generate(() -> second).limit(other))
                .toList();
    }

    private static Tuple fileFacts(Span span) {
        return tuple(
                span.text("indelible.file.operation.name"),
                span.text("file.path"),
                span.text("indelible.file.target.path"),
                span.text("indelible.copy.strategy"),
                span.number("file.size"),
                span.number("indelible.copy.transferred.size"));
    }

    private static Path incoming(ImporterRun run, Content content) {
        return run.work.resolve("archive/incoming").resolve(content.hash());
    }

    private static Path kept(ImporterRun run, Content content) {
        return run.work
                .resolve("archive/contents")
                .resolve(content.hash().substring(0, 2))
                .resolve(content.hash());
    }
}
