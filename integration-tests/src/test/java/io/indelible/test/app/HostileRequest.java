package io.indelible.test.app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A request that throws at whoever asks for its method, the JDK or an agent. Arguments: a folder, in which a file is copied,
 * and how often it is sent.
 */
public final class HostileRequest extends HttpRequest {
    private HostileRequest() {}

    public static void main(String[] args) throws Exception {
        Path source = Files.writeString(Path.of(args[0], "source"), "x");
        Files.copy(source, source.resolveSibling("copy"), StandardCopyOption.REPLACE_EXISTING);
        HttpClient client = HttpClient.newHttpClient();
        for (int i = Integer.parseInt(args[1]); i > 0; i--) {
            try {
                client.send(new HostileRequest(), BodyHandlers.discarding());
            } catch (IllegalStateException expected) {
                System.out.println(expected.getMessage());
            }
        }
    }

    @Override
    public String method() {
        throw new IllegalStateException("none of your business");
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> timeout() {
        return Optional.empty();
    }

    @Override
    public boolean expectContinue() {
        return false;
    }

    @Override
    public URI uri() {
        return URI.create("http://localhost:1/");
    }

    @Override
    public Optional<HttpClient.Version> version() {
        return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
        return HttpHeaders.of(Map.of(), (name, value) -> true);
    }
}
