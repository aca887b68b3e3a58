package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.indelible.test.Store.Span;
import io.indelible.test.app.HandingServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.io.TempDir;

/** What a request's handler has other threads do belongs to that request, and to no other. */
final class ContextIT {
    private static final int REQUESTS_PER_WAY = 8;
    private static final String LATER = "later";
    private static final List<String> CLIENTS = List.of("send", "send-async", "connection");
    private static final Map<Jdk, Served> SERVED = new HashMap<>();

    @TempDir
    private static Path folder;

    /** A server that has run; the answers of {@code /leaf} by way and id. */
    private record Served(List<String> ways, Map<String, String> answers, Store store) {
        /** The server spans of requests that somebody outside made, by {@code way.id}. */
        Map<String, Span> requests() {
            return servers().stream()
                    .filter(span -> !span.text("url.path").equals("/leaf"))
                    .collect(Collectors.toMap(ContextIT::wayAndId, Function.identity()));
        }

        List<Span> servers() {
            return store.spans().stream().filter(span -> span.kind() == 2).toList();
        }

        List<Span> clients() {
            return store.spans().stream().filter(span -> span.kind() == 3).toList();
        }

        List<Span> copies() {
            return store.spans("file copy");
        }
    }

    @OnEveryJdk
    void copy_isBelowTheRequestThatItIsFor(Jdk jdk) {
        Served served = served(jdk);
        Map<String, Span> requests = served.requests();
        List<Tuple> expected = new ArrayList<>();
        for (Span copy : served.copies()) {
            Span request = requests.get(wayAndIdOfCopy(copy));
            if (request != null) {
                expected.add(tuple(target(copy), request.traceId(), request.spanId()));
            }
        }
        assertThat(served.copies())
                .filteredOn(copy -> !wayAndIdOfCopy(copy).endsWith("." + LATER))
                .extracting(ContextIT::target, Span::traceId, Span::parentSpanId)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @OnEveryJdk
    void everyWay_hasCopiesInEveryRequest(Jdk jdk) {
        Served served = served(jdk);
        List<String> expected = new ArrayList<>();
        for (String way : served.ways()) {
            for (int id = 0; id < REQUESTS_PER_WAY; id++) {
                expected.add(way + "." + id);
            }
            expected.add(way + "." + LATER);
        }
        assertThat(served.copies().stream().map(ContextIT::wayAndIdOfCopy).distinct())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @OnEveryJdk
    void copy_isThereOnce(Jdk jdk) {
        assertThat(served(jdk).copies()).extracting(ContextIT::target).doesNotHaveDuplicates();
    }

    @OnEveryJdk
    void workOutsideOfRequests_hasNoParent(Jdk jdk) {
        Served served = served(jdk);
        assertThat(served.copies())
                .filteredOn(copy -> wayAndIdOfCopy(copy).endsWith("." + LATER))
                .hasSizeGreaterThanOrEqualTo(served.ways().size())
                .allSatisfy(
                        copy -> assertThat(copy.parentSpanId()).as(target(copy)).isEmpty());
    }

    @OnEveryJdk
    void request_beginsATrace(Jdk jdk) {
        assertThat(served(jdk).requests().values())
                .allMatch(request -> request.parentSpanId().isEmpty())
                .extracting(Span::traceId)
                .doesNotHaveDuplicates();
    }

    @OnEveryJdk
    void outgoingRequest_isBelowTheIncomingOne(Jdk jdk) {
        Served served = served(jdk);
        assertThat(served.clients())
                .extracting(Span::traceId, Span::parentSpanId)
                .containsExactlyInAnyOrderElementsOf(served.requests().entrySet().stream()
                        .filter(request -> isByClient(request.getKey()))
                        .map(request -> tuple(
                                request.getValue().traceId(), request.getValue().spanId()))
                        .toList());
    }

    @OnEveryJdk
    void servedRequest_isBelowTheOutgoingOne(Jdk jdk) {
        Served served = served(jdk);
        assertThat(served.servers())
                .filteredOn(span -> span.text("url.path").equals("/leaf"))
                .hasSize(CLIENTS.size() * REQUESTS_PER_WAY)
                .extracting(Span::traceId, Span::parentSpanId)
                .containsExactlyInAnyOrderElementsOf(served.clients().stream()
                        .map(client -> tuple(client.traceId(), client.spanId()))
                        .toList());
    }

    @OnEveryJdk
    void traceparent_namesTheOutgoingRequest(Jdk jdk) {
        Served served = served(jdk);
        Map<String, Span> requests = served.requests();
        Map<String, String> clientOf =
                served.clients().stream().collect(Collectors.toMap(Span::parentSpanId, Span::spanId));
        assertThat(served.answers()).allSatisfy((wayAndId, traceparent) -> {
            Span request = requests.get(wayAndId);
            assertThat(traceparent)
                    .startsWith("00-" + request.traceId() + "-" + clientOf.get(request.spanId()) + "-")
                    .hasSize(55);
        });
    }

    private static Served served(Jdk jdk) {
        return SERVED.computeIfAbsent(jdk, wanted -> {
            try {
                return serve(wanted, Files.createDirectory(folder.resolve("jdk-" + wanted.feature())));
            } catch (IOException unwritable) {
                throw new AssertionError(unwritable);
            }
        });
    }

    private static Served serve(Jdk jdk, Path own) throws IOException {
        ForkedJvm.Running running = new ForkedJvm(jdk, own)
                .app(HandingServer.class, own.resolve("files").toString())
                .start();
        List<String> ways = List.of(running.line().split(" ", -1));
        String address = "http://127.0.0.1:" + running.line() + "/";
        Map<String, String> answers = new HashMap<>(ask(address, ways));
        running.process().getOutputStream().close();
        running.await().ok();
        answers.keySet().removeIf(wayAndId -> !isByClient(wayAndId));
        return new Served(ways, answers, Store.complete(own, "test"));
    }

    /** All requests at once: what mixes contexts up would be seen. */
    private static Map<String, String> ask(String address, List<String> ways) {
        List<String> all = new ArrayList<>(ways);
        all.addAll(CLIENTS);
        HttpClient client = HttpClient.newHttpClient();
        Map<String, CompletableFuture<HttpResponse<String>>> asked = new HashMap<>();
        for (int id = 0; id < REQUESTS_PER_WAY; id++) {
            for (String way : all) {
                URI uri = URI.create(address + way + "?id=" + id);
                asked.put(
                        way + "." + id,
                        client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()));
            }
        }
        Map<String, String> answers = new HashMap<>();
        asked.forEach((wayAndId, answer) -> {
            HttpResponse<String> response = answer.join();
            assertThat(response.statusCode())
                    .as(wayAndId + " " + response.body())
                    .isEqualTo(200);
            answers.put(wayAndId, response.body());
        });
        return answers;
    }

    private static boolean isByClient(String wayAndId) {
        return CLIENTS.contains(wayAndId.substring(0, wayAndId.indexOf('.')));
    }

    private static String wayAndId(Span server) {
        return server.text("url.path").substring(1) + "."
                + server.text("url.query").substring("id=".length());
    }

    private static String wayAndIdOfCopy(Span copy) {
        String target = target(copy);
        return target.substring(0, target.lastIndexOf('.'));
    }

    private static String target(Span copy) {
        return String.valueOf(Path.of(copy.text("indelible.file.target.path")).getFileName());
    }
}
