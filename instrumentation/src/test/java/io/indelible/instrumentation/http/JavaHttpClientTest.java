package io.indelible.instrumentation.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The behaviours of {@code java.net.http.HttpClient} with the advice inlined, on every JDK at hand. */
@ParameterizedClass
@MethodSource("jdks")
final class JavaHttpClientTest {
    private final ScenarioProcess process;

    JavaHttpClientTest(Path jdk) {
        process = ScenarioProcess.on(jdk);
    }

    static Stream<Path> jdks() throws IOException {
        return ScenarioProcess.jdks();
    }

    private static String parent(EndedSpan span) {
        return "00-0000000000000007%016x-%016x-01".formatted(span.traceId(), span.spanId());
    }

    @Test
    void handlers_neverThrow() {
        assertThat(process.fact("all", "suppressed")).isEqualTo("0");
    }

    @Test
    void request_isDescribedByStableAttributes() {
        assertThat(process.client("get").attributes())
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("server.address", "localhost")
                .containsEntry("network.protocol.version", "1.1")
                .containsKey("server.port")
                .hasEntrySatisfying(
                        "url.full",
                        url -> assertThat(url).startsWith("http://localhost:").endsWith("/ok?sig=REDACTED&x=1"));
    }

    @Test
    void tags_leaveOutTheUrl() {
        assertThat(process.client("get").tags())
                .containsOnlyKeys(
                        "http.request.method",
                        "http.response.status_code",
                        "server.address",
                        "server.port",
                        "network.protocol.version");
    }

    @Test
    void name_isTheMethod() {
        assertThat(process.client("post").name()).isEqualTo("POST");
    }

    @Test
    void body_arrivesAsWithoutAgent() {
        assertThat(process.fact("post", "body")).isEqualTo("ok+posted");
    }

    @Test
    void streamedBody_isNotConsumed() {
        assertThat(process.fact("stream", "body")).isEqualTo("ok");
    }

    @Test
    void request_carriesItsSpan() {
        assertThat(process.received("get")).containsExactly(parent(process.client("get")));
    }

    @Test
    void serverSpan_isChildOfClientSpan() {
        assertThat(process.server("get").parentId())
                .isEqualTo(process.client("get").spanId());
    }

    @Test
    void clientSpan_isChildOfServerSpanAround() {
        assertThat(process.servers("proxy"))
                .filteredOn(server -> server.name().equals("GET /proxy"))
                .extracting(EndedSpan::spanId)
                .containsAnyElementsOf(process.clients("proxy").stream()
                        .map(EndedSpan::parentId)
                        .toList());
    }

    @Test
    void redirect_isOneSpanOfTheFirstUrlAndTheLastStatus() {
        assertThat(process.client("redirect").attributes())
                .containsEntry("http.response.status_code", "200")
                .hasEntrySatisfying("url.full", url -> assertThat(url).endsWith("/moved"));
    }

    @Test
    void redirect_keepsItsParent() {
        String parent = parent(process.client("redirect"));
        assertThat(process.received("redirect")).containsExactly(parent, parent);
    }

    @Test
    void notFound_isAnErrorWithoutException() {
        assertThat(process.client("not-found"))
                .extracting(EndedSpan::error, EndedSpan::thrown)
                .containsExactly("404", "");
    }

    @Test
    void serverError_isAnErrorOfBothSides() {
        assertThat(List.of(process.client("broken"), process.server("broken")))
                .extracting(EndedSpan::error)
                .containsExactly("500", "500");
    }

    @Test
    void refusal_isNamedByItsException() {
        assertThat(process.client("refused").error()).isEqualTo("java.net.ConnectException");
    }

    @Test
    void ownParent_staysTheApplications() {
        assertThat(process.received("own-parent")).containsExactly(JavaHttpClientScenarios.OWN_PARENT);
    }

    @Test
    void ownParent_doesNotDelayTheEnd() {
        assertThat(process.fact("own-parent", "ended")).isEqualTo("1");
    }

    @Test
    void withoutPropagator_nothingIsAdded() {
        assertThat(process.received("no-propagator")).containsExactly("none");
    }

    @Test
    void withoutPropagator_theEndIsNotDelayed() {
        assertThat(process.fact("no-propagator", "ended")).isEqualTo("1");
    }

    @Test
    void async_carriesItsSpan() {
        assertThat(process.received("async")).containsExactly(parent(process.client("async")));
    }

    @Test
    void async_hasEndedBeforeJoinReturns() {
        assertThat(process.fact("async-join", "late")).isEqualTo("0");
    }

    @Test
    void asyncRedirect_endsWithTheLastResponse() {
        assertThat(process.client("async-redirect").attributes()).containsEntry("http.response.status_code", "200");
    }

    @Test
    void asyncNotFound_isAnError() {
        assertThat(process.client("async-not-found").error()).isEqualTo("404");
    }

    @Test
    void asyncRefusal_isNamedByItsCause() {
        assertThat(process.client("async-refused").error()).isEqualTo("java.net.ConnectException");
    }

    @Test
    void cancellation_isNoError() {
        assertThat(process.client("async-cancel"))
                .extracting(EndedSpan::error, EndedSpan::thrown)
                .containsExactly("", "");
    }

    @Test
    void cancellation_reachesTheOriginalFuture() {
        assertThat(process.fact("async-cancel", "cancelled") + process.fact("async-cancel", "ended"))
                .isEqualTo("true1");
    }

    @Test
    void chainedRequest_isASpanOfItsOwn() {
        assertThat(process.clients("async-chain"))
                .extracting(span -> span.attributes().get("http.response.status_code"))
                .containsExactlyInAnyOrder("404", "200");
    }

    @Test
    void chainedRequest_isNoChildOfTheFirst() {
        assertThat(process.clients("async-chain"))
                .extracting(EndedSpan::parentId)
                .containsExactly(0L, 0L);
    }

    @Test
    void modules_mayBeMissing() throws Exception {
        ScenarioProcess bare = ScenarioProcess.run(
                Path.of(System.getProperty("java.home")), List.of("--limit-modules=java.base"), InstallOnly.class);
        assertThat(bare.fact("install", "missing")).isEqualTo("true");
    }
}
