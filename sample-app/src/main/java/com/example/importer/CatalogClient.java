package com.example.importer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** Talks to the catalog service. */
final class CatalogClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI service;
    private final Progress progress;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    CatalogClient(URI service, Progress progress) {
        this.service = service;
        this.progress = progress;
    }

    /** Tells the catalog of a file; throws when it does not accept it. */
    void announce(String name, String hash, long size) throws IOException {
        String form = "name=" + encode(name) + "&hash=" + hash + "&size=" + size;
        HttpRequest request = request("/files")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> response = send(request);
        progress.done("request", name);
        if (response.statusCode() != 201) {
            throw new IOException("the catalog answered " + response.statusCode() + ": " + response.body());
        }
    }

    /** Whether the catalog has an item of this content. */
    boolean knows(String name, String hash) throws IOException {
        HttpRequest request = request("/items/" + hash).GET().build();
        try {
            int status = client.sendAsync(request, BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode)
                    .join();
            progress.done("request", name);
            return status == 200;
        } catch (CompletionException failure) {
            throw new IOException("the catalog did not answer", failure.getCause());
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the catalog");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).timeout(TIMEOUT);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
