package io.indelible.instrumentation.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The behaviours of the JDK's HTTP server with the advice inlined, on every JDK at hand. */
@ParameterizedClass
@MethodSource("jdks")
final class JdkHttpServerTest {
    private final ScenarioProcess process;

    JdkHttpServerTest(Path jdk) {
        process = ScenarioProcess.on(jdk);
    }

    static Stream<Path> jdks() throws IOException {
        return ScenarioProcess.jdks();
    }

    @Test
    void request_isDescribedByStableAttributes() {
        assertThat(process.server("get").attributes())
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.route", "/ok")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("url.scheme", "http")
                .containsEntry("url.path", "/ok")
                .containsEntry("url.query", "sig=REDACTED&x=1")
                .containsEntry("server.address", "localhost")
                .containsEntry("client.address", "127.0.0.1")
                .containsEntry("network.peer.address", "127.0.0.1")
                .containsEntry("network.protocol.version", "1.1")
                .containsKeys("server.port", "network.peer.port", "user_agent.original");
    }

    @Test
    void tags_areFew() {
        assertThat(process.server("get").tags())
                .containsOnlyKeys(
                        "http.request.method",
                        "http.route",
                        "http.response.status_code",
                        "url.scheme",
                        "network.protocol.version");
    }

    @Test
    void name_isMethodAndRoute() {
        assertThat(process.server("server-forwarded").name()).isEqualTo("GET /ok");
    }

    @Test
    void proxies_areBelieved() {
        assertThat(process.server("server-forwarded").attributes())
                .containsEntry("client.address", "2001:db8::1")
                .containsEntry("url.scheme", "https")
                .containsEntry("server.address", "shop.example")
                .containsEntry("server.port", "8443")
                .containsEntry("network.peer.address", "127.0.0.1")
                .containsEntry("url.path", "/ok/deeper")
                .containsEntry("url.query", "sig=REDACTED&page=2")
                .containsEntry("user_agent.original", "scenario/1");
    }

    @Test
    void notFound_isNoErrorOfTheServer() {
        assertThat(process.server("not-found").error()).isEmpty();
    }

    @Test
    void throwingHandler_isNamedByItsException() {
        assertThat(process.servers("server-throws"))
                .isNotEmpty()
                .extracting(EndedSpan::error, EndedSpan::thrown)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(
                        "java.lang.IllegalStateException", "java.lang.IllegalStateException"));
    }

    @Test
    void filters_makeNoSecondSpan() {
        assertThat(process.servers("server-filtered")).hasSize(1);
    }

    @Test
    void lateResponse_endsTheOperation() {
        assertThat(process.server("server-late").attributes()).containsEntry("http.response.status_code", "202");
    }

    @Test
    void exchangeClosedWithoutResponse_endsTheOperation() {
        assertThat(process.fact("server-dropped", "open")).isEqualTo("0");
        assertThat(process.servers("server-dropped")).isNotEmpty();
    }
}
