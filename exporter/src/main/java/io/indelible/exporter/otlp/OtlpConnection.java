package io.indelible.exporter.otlp;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Signal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The HTTP client, made when it is first needed. Used by the export thread, but for {@link #hurry}. */
final class OtlpConnection {
    private static final int THREADS = 2;

    private final OtlpSettings settings;
    private final UnaryOperator<Runnable> guarded;
    private final AgentLog log;
    private final Set<String> unusable = new HashSet<>();
    private volatile @Nullable CompletableFuture<?> waitedFor;
    private @Nullable HttpClient client;
    private @Nullable ThreadPoolExecutor threads;

    OtlpConnection(OtlpSettings settings, UnaryOperator<Runnable> guarded, AgentLog log) {
        this.settings = settings;
        this.guarded = guarded;
        this.log = log;
    }

    /**
     * Posts one request and waits for the whole response.
     *
     * @param timeoutMillis for all of it: the client's own timeout ends at the headers, and a body may never come
     * @throws IOException when there is no response, whatever the cause
     */
    HttpResponse<byte[]> post(Signal signal, BodyPublisher body, boolean gzip, long timeoutMillis)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> response =
                client().sendAsync(request(signal, body, gzip), info -> new BoundedBody());
        waitedFor = response;
        try {
            return response.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no response within " + timeoutMillis + " ms", e);
        } catch (CancellationException e) {
            throw new IOException("no response before the end of the process", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            waitedFor = null;
            response.cancel(true); // does nothing to one that is complete
        }
    }

    /** Gives up the response that is being waited for, if there is one. Any thread. */
    void hurry() {
        CompletableFuture<?> response = waitedFor;
        if (response != null) {
            response.cancel(true);
        }
    }

    void close() {
        client = null;
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }

    /** What to say about no response: never a header, and of the URL only where it leads. */
    static String reason(IOException trouble) {
        String message = trouble.getMessage() == null ? "" : trouble.getMessage();
        if (trouble instanceof ConnectException) {
            return "cannot connect" + (message.isEmpty() ? "" : ": " + message);
        }
        return message.isEmpty() ? trouble.getClass().getSimpleName() : message;
    }

    private HttpRequest request(Signal signal, BodyPublisher body, boolean gzip) {
        OtlpSettings.Endpoint endpoint = settings.endpoint(signal);
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.uri()).POST(body);
        // Over clear text the client would ask to upgrade each connection to HTTP/2, which some proxies refuse.
        if ("http".equalsIgnoreCase(endpoint.uri().getScheme())) {
            request.version(HttpClient.Version.HTTP_1_1);
        }
        request.header("Content-Type", "application/x-protobuf");
        request.header("User-Agent", userAgent());
        if (gzip) {
            request.header("Content-Encoding", "gzip");
        }
        for (Map.Entry<String, String> each : endpoint.headers().entrySet()) {
            header(request, each.getKey(), each.getValue());
        }
        return request.build();
    }

    // The exception of the client quotes the value, so it is not passed on.
    private void header(HttpRequest.Builder request, String name, String value) {
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            if (unusable.add(name)) {
                log.warn("An OTLP header that HTTP does not allow is left out: " + name, null);
            }
        }
    }

    private String userAgent() {
        return "Indelible/" + settings.version() + " OTel-OTLP-Exporter-Java/" + settings.version();
    }

    private HttpClient client() {
        if (client == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .executor(threads())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofMillis(settings.traces().timeoutMillis()));
            if (settings.tls() != null) {
                builder.sslContext(settings.tls());
            }
            client = builder.build();
        }
        return client;
    }

    // Two: one may run our code while the other decrypts. They end when idle.
    private ThreadPoolExecutor threads() {
        if (threads == null) {
            threads = new ThreadPoolExecutor(
                    THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
            threads.allowCoreThreadTimeOut(true);
        }
        return threads;
    }

    // Inherits nothing that could hold an application's class loader.
    private Thread thread(Runnable task) {
        Thread thread = new Thread(null, guarded.apply(task), "indelible-otlp", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
