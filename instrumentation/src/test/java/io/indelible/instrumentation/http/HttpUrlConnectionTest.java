package io.indelible.instrumentation.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The behaviours of {@code HttpURLConnection} with the advice inlined, on every JDK at hand. */
@ParameterizedClass
@MethodSource("jdks")
final class HttpUrlConnectionTest {
    private final ScenarioProcess process;

    HttpUrlConnectionTest(Path jdk) {
        process = ScenarioProcess.on(jdk);
    }

    static Stream<Path> jdks() throws IOException {
        return ScenarioProcess.jdks();
    }

    private static String parent(EndedSpan span) {
        return "00-0000000000000007%016x-%016x-01".formatted(span.traceId(), span.spanId());
    }

    @Test
    void request_isDescribedByStableAttributes() {
        assertThat(process.client("url-get").attributes())
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("server.address", "localhost")
                .containsEntry("network.protocol.version", "1.1")
                .hasEntrySatisfying("url.full", url -> assertThat(url).endsWith("/ok?sig=REDACTED"));
    }

    @Test
    void request_carriesItsSpan() {
        assertThat(process.received("url-get")).containsExactly(parent(process.client("url-get")));
    }

    @Test
    void serverSpan_isChildOfClientSpan() {
        assertThat(process.server("url-get").parentId())
                .isEqualTo(process.client("url-get").spanId());
    }

    @Test
    void notFound_isItsStatusThoughItThrows() {
        assertThat(process.client("url-not-found"))
                .extracting(EndedSpan::error, EndedSpan::thrown)
                .containsExactly("404", "");
    }

    @Test
    void notFound_throwsAsWithoutAgent() {
        assertThat(process.fact("url-not-found", "thrown")).isEqualTo("java.io.FileNotFoundException");
    }

    @Test
    void serverError_isItsStatusThoughItThrows() {
        assertThat(process.client("url-broken").error()).isEqualTo("500");
    }

    @Test
    void refusal_isNamedByItsException() {
        assertThat(process.client("url-refused").error()).isEqualTo("java.net.ConnectException");
    }

    @Test
    void redirect_isOneSpanOfTheFirstUrlAndTheLastStatus() {
        assertThat(process.client("url-redirect").attributes())
                .containsEntry("http.response.status_code", "200")
                .hasEntrySatisfying("url.full", url -> assertThat(url).endsWith("/moved"));
    }

    @Test
    void redirect_keepsItsParent() {
        String parent = parent(process.client("url-redirect"));
        assertThat(process.received("url-redirect")).containsExactly(parent, parent);
    }

    @Test
    void output_makesItAPost() {
        assertThat(process.client("url-post").name()).isEqualTo("POST");
    }

    @Test
    void output_arrives() {
        assertThat(process.fact("url-post", "body")).isEqualTo("ok+posted");
    }

    @Test
    void streamedOutput_isOneSpan() {
        assertThat(process.client("url-stream").name()).isEqualTo("PUT");
    }

    @Test
    void repeatedCalls_areOneSpan() {
        assertThat(process.clients("url-again")).hasSize(1);
    }

    @Test
    void repeatedStatus_ofAFailure_isOneSpan() {
        assertThat(process.client("url-status").error()).isEqualTo("404");
    }

    @Test
    void errorStream_isNotConsumed() {
        assertThat(process.fact("url-status", "error")).isEqualTo("missing");
    }

    @Test
    void connectWithoutResponse_endsWhenDisconnected() {
        assertThat(process.fact("url-disconnect", "before") + process.fact("url-disconnect", "after"))
                .isEqualTo("10");
    }

    @Test
    void connectWithoutResponse_isAbandonedWhenDisconnected() {
        assertThat(process.client("url-disconnect").attributes()).containsEntry("indelible.http.abandoned", "true");
    }

    @Test
    void connectWithoutResponse_isAbandonedWhenCollected() {
        assertThat(process.fact("url-dropped", "before") + process.fact("url-dropped", "after"))
                .isEqualTo("10");
        assertThat(process.client("url-dropped").attributes())
                .containsEntry("indelible.http.abandoned", "true")
                .doesNotContainKey("http.response.status_code");
    }

    @Test
    void response_isNotAbandonedThoughDisconnectedLater() {
        assertThat(process.client("url-connected").attributes()).doesNotContainKey("indelible.http.abandoned");
    }

    @Test
    void connectBeforeResponse_isOneSpanWithStatus() {
        assertThat(process.client("url-connected").attributes()).containsEntry("http.response.status_code", "200");
    }

    @Test
    void ownParent_staysTheApplications() {
        assertThat(process.received("url-own-parent")).containsExactly(JavaHttpClientScenarios.OWN_PARENT);
    }

    @Test
    void httpsConnect_isSeen() {
        assertThat(process.client("url-https").error()).isEqualTo("java.net.ConnectException");
    }
}
