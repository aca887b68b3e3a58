package io.indelible.instrumentation.http;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.http.HttpScenarios.Facts;
import io.indelible.instrumentation.http.HttpScenarios.Scenario;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What applications do with {@code java.net.http.HttpClient}. */
final class JavaHttpClientScenarios {
    static final String OWN_PARENT = "00-000000000000000000000000000000aa-00000000000000bb-01";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

    private JavaHttpClientScenarios() {}

    static void addTo(Map<String, Scenario> scenarios) {
        scenarios.put("get", (server, facts) -> send(server.uri("/ok?sig=secret&x=1"), facts));
        scenarios.put("not-found", (server, facts) -> send(server.uri("/missing"), facts));
        scenarios.put("broken", (server, facts) -> send(server.uri("/broken"), facts));
        scenarios.put("redirect", (server, facts) -> send(server.uri("/moved"), facts));
        scenarios.put("proxy", (server, facts) -> send(server.uri("/proxy"), facts));
        scenarios.put("refused", JavaHttpClientScenarios::refused);
        scenarios.put("own-parent", JavaHttpClientScenarios::ownParent);
        scenarios.put("no-propagator", JavaHttpClientScenarios::noPropagator);
        scenarios.put("stream", JavaHttpClientScenarios::stream);
        scenarios.put("post", (server, facts) -> post(server.uri("/ok"), facts));
        scenarios.put("async", (server, facts) -> async(server.uri("/ok"), facts));
        scenarios.put("async-redirect", (server, facts) -> async(server.uri("/moved"), facts));
        scenarios.put("async-not-found", (server, facts) -> async(server.uri("/missing"), facts));
        scenarios.put("async-refused", JavaHttpClientScenarios::asyncRefused);
        scenarios.put("async-cancel", JavaHttpClientScenarios::asyncCancel);
        scenarios.put("async-chain", JavaHttpClientScenarios::asyncChain);
        scenarios.put("async-join", JavaHttpClientScenarios::asyncJoin);
        scenarios.put("server-throws", JavaHttpClientScenarios::serverThrows);
        scenarios.put("server-late", (server, facts) -> send(server.uri("/late"), facts));
        scenarios.put("server-dropped", (server, facts) -> sendFailing(server.uri("/dropped"), facts));
        scenarios.put("server-filtered", (server, facts) -> send(server.uri("/filtered"), facts));
        scenarios.put("server-forwarded", JavaHttpClientScenarios::forwarded);
    }

    private static HttpRequest get(URI uri) {
        return HttpRequest.newBuilder(uri).build();
    }

    private static void send(URI uri, Facts facts) throws Exception {
        HttpResponse<String> response = CLIENT.send(get(uri), BodyHandlers.ofString());
        facts.add("status", response.statusCode());
        facts.add("body", response.body());
    }

    private static void post(URI uri, Facts facts) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString("+posted"))
                .build();
        facts.add("body", CLIENT.send(request, BodyHandlers.ofString()).body());
    }

    private static void sendFailing(URI uri, Facts facts) throws Exception {
        try {
            CLIENT.send(get(uri), BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            facts.add("thrown", e.getClass().getName());
        }
    }

    private static void refused(ScenarioServer server, Facts facts) throws Exception {
        sendFailing(ScenarioServer.refusing(), facts);
    }

    private static void serverThrows(ScenarioServer server, Facts facts) throws Exception {
        sendFailing(server.uri("/throws"), facts);
    }

    private static void ownParent(ScenarioServer server, Facts facts) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri("/ok"))
                .header("Traceparent", OWN_PARENT)
                .build();
        CLIENT.sendAsync(request, BodyHandlers.ofString()).join();
        facts.add("ended", ScenarioAgent.OPERATIONS.ended(Family.HTTP_CLIENT));
    }

    private static void noPropagator(ScenarioServer server, Facts facts) throws Exception {
        ScenarioAgent.OPERATIONS.propagates = false;
        try {
            CLIENT.sendAsync(get(server.uri("/ok")), BodyHandlers.ofString()).join();
            facts.add("ended", ScenarioAgent.OPERATIONS.ended(Family.HTTP_CLIENT));
        } finally {
            ScenarioAgent.OPERATIONS.propagates = true;
        }
    }

    private static void stream(ScenarioServer server, Facts facts) throws Exception {
        try (InputStream body = CLIENT.send(get(server.uri("/ok")), BodyHandlers.ofInputStream())
                .body()) {
            facts.add("body", new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static void async(URI uri, Facts facts) {
        HttpResponse<String> response =
                CLIENT.sendAsync(get(uri), BodyHandlers.ofString()).join();
        facts.add("status", response.statusCode());
    }

    private static void asyncRefused(ScenarioServer server, Facts facts) throws Exception {
        try {
            CLIENT.sendAsync(get(ScenarioServer.refusing()), BodyHandlers.ofString())
                    .join();
        } catch (CompletionException e) {
            facts.add("thrown", String.valueOf(e.getCause()));
        }
    }

    private static void asyncCancel(ScenarioServer server, Facts facts) {
        CompletableFuture<HttpResponse<String>> future =
                CLIENT.sendAsync(get(server.uri("/hang")), BodyHandlers.ofString());
        facts.add("cancelled", future.cancel(true));
        facts.add("ended", ScenarioAgent.OPERATIONS.ended(Family.HTTP_CLIENT));
    }

    private static void asyncChain(ScenarioServer server, Facts facts) {
        facts.add(
                "body",
                CLIENT.sendAsync(get(server.uri("/missing")), BodyHandlers.ofString())
                        .thenCompose(first -> CLIENT.sendAsync(get(server.uri("/ok")), BodyHandlers.ofString()))
                        .join()
                        .body());
    }

    private static void asyncJoin(ScenarioServer server, Facts facts) {
        int late = 0;
        for (int sent = 1; sent <= 50; sent++) {
            CLIENT.sendAsync(get(server.uri("/ok")), BodyHandlers.ofString()).join();
            late += ScenarioAgent.OPERATIONS.ended(Family.HTTP_CLIENT) < sent ? 1 : 0;
        }
        facts.add("late", late);
    }

    private static void forwarded(ScenarioServer server, Facts facts) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri("/ok/deeper?sig=secret&page=2"))
                .header("Forwarded", "for=\"[2001:db8::1]:4711\";proto=https;host=shop.example:8443")
                .header("User-Agent", "scenario/1")
                .build();
        CLIENT.send(request, BodyHandlers.discarding());
    }
}
