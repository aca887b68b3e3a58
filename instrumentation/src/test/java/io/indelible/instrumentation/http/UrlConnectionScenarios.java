package io.indelible.instrumentation.http;

import io.indelible.instrumentation.WeakIdentityMap;
import io.indelible.instrumentation.http.HttpScenarios.Facts;
import io.indelible.instrumentation.http.HttpScenarios.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;

/** What applications do with {@code java.net.HttpURLConnection}. */
final class UrlConnectionScenarios {
    private UrlConnectionScenarios() {}

    static void addTo(Map<String, Scenario> scenarios) {
        scenarios.put("url-get", (server, facts) -> read(open(server.uri("/ok?sig=secret")), facts));
        scenarios.put("url-not-found", (server, facts) -> read(open(server.uri("/missing")), facts));
        scenarios.put("url-broken", (server, facts) -> read(open(server.uri("/broken")), facts));
        scenarios.put("url-redirect", (server, facts) -> read(open(server.uri("/moved")), facts));
        scenarios.put("url-refused", (server, facts) -> read(open(ScenarioServer.refusing()), facts));
        scenarios.put("url-post", (server, facts) -> post(open(server.uri("/ok")), facts));
        scenarios.put("url-stream", UrlConnectionScenarios::streaming);
        scenarios.put("url-again", UrlConnectionScenarios::again);
        scenarios.put("url-status", UrlConnectionScenarios::status);
        scenarios.put("url-disconnect", UrlConnectionScenarios::disconnect);
        scenarios.put("url-dropped", UrlConnectionScenarios::dropped);
        scenarios.put("url-own-parent", UrlConnectionScenarios::ownParent);
        scenarios.put("url-connected", UrlConnectionScenarios::connected);
        scenarios.put("url-https", UrlConnectionScenarios::https);
    }

    private static HttpURLConnection open(URI uri) throws IOException {
        return (HttpURLConnection) uri.toURL().openConnection();
    }

    private static void read(HttpURLConnection connection, Facts facts) {
        try (InputStream body = connection.getInputStream()) {
            facts.add("body", new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            facts.add("thrown", e.getClass().getName());
        }
    }

    private static void post(HttpURLConnection connection, Facts facts) throws IOException {
        connection.setDoOutput(true);
        try (OutputStream body = connection.getOutputStream()) {
            body.write("+posted".getBytes(StandardCharsets.UTF_8));
        }
        read(connection, facts);
    }

    private static void streaming(ScenarioServer server, Facts facts) throws IOException {
        HttpURLConnection connection = open(server.uri("/ok"));
        connection.setChunkedStreamingMode(0);
        connection.setRequestMethod("PUT");
        post(connection, facts);
    }

    private static void again(ScenarioServer server, Facts facts) throws IOException {
        HttpURLConnection connection = open(server.uri("/ok"));
        facts.add("status", connection.getResponseCode());
        InputStream body = connection.getInputStream();
        facts.add("same", body == connection.getInputStream());
        facts.add("length", connection.getContentLength());
    }

    private static void status(ScenarioServer server, Facts facts) throws IOException {
        HttpURLConnection connection = open(server.uri("/missing"));
        facts.add("status", connection.getResponseCode());
        facts.add("again", connection.getResponseCode());
        facts.add("error", new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void disconnect(ScenarioServer server, Facts facts) throws IOException {
        HttpURLConnection connection = open(server.uri("/ok"));
        connection.connect();
        facts.add("before", ScenarioAgent.OPERATIONS.open());
        connection.disconnect();
        facts.add("after", ScenarioAgent.OPERATIONS.open());
    }

    private static void dropped(ScenarioServer server, Facts facts) throws IOException, InterruptedException {
        HttpURLConnection connection = open(server.uri("/ok"));
        connection.connect();
        facts.add("before", ScenarioAgent.OPERATIONS.open());
        WeakReference<Object> collected = new WeakReference<>(connection);
        connection = null;
        while (!collected.refersTo(null)) {
            System.gc();
        }
        for (int wait = 0; wait < 2000 && ScenarioAgent.OPERATIONS.open() > 0; wait++) {
            WeakIdentityMap.sweepAll();
            Thread.sleep(5); // what the JVM has collected it enqueues a little later
        }
        facts.add("after", ScenarioAgent.OPERATIONS.open());
    }

    private static void ownParent(ScenarioServer server, Facts facts) throws IOException {
        HttpURLConnection connection = open(server.uri("/ok"));
        connection.setRequestProperty("Traceparent", JavaHttpClientScenarios.OWN_PARENT);
        read(connection, facts);
    }

    private static void connected(ScenarioServer server, Facts facts) throws IOException {
        HttpURLConnection connection = open(server.uri("/ok"));
        connection.connect();
        connection.connect();
        read(connection, facts);
        connection.disconnect();
    }

    /** No server for TLS is needed to see that the one class of https is reached. */
    private static void https(ScenarioServer server, Facts facts) throws IOException {
        URI uri = ScenarioServer.refusing();
        HttpsURLConnection connection =
                (HttpsURLConnection) URI.create("https" + uri.toString().substring("http".length()))
                        .toURL()
                        .openConnection();
        try {
            connection.connect();
        } catch (IOException e) {
            facts.add("thrown", e.getClass().getName());
        }
    }
}
