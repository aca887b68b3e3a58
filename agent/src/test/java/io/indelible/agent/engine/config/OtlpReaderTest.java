package io.indelible.agent.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpReaderTest {
    @ParameterizedTest
    @CsvSource({"TRACES,traces", "LOGS,logs", "METRICS,metrics"})
    void noEndpoint_isTheLocalCollector(Signal signal, String path) {
        assertThat(Asked.nothing().read().otlp(signal).url()).isEqualTo("http://localhost:4318/v1/" + path);
    }

    @ParameterizedTest
    @CsvSource({
        "http://c:4318,http://c:4318/v1/traces",
        "http://c:4318/,http://c:4318/v1/traces",
        "https://c/base,https://c/base/v1/traces",
        "https://c/base/,https://c/base/v1/traces",
        "https://c/base?tenant=1,https://c/base/v1/traces?tenant=1",
        "http://[::1]:4318,http://[::1]:4318/v1/traces",
    })
    void generalEndpoint_isABase(String endpoint, String url) {
        Settings settings =
                Asked.property("otel.exporter.otlp.endpoint", endpoint).read();
        assertThat(settings.otlp(Signal.TRACES).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "http://c:4318,http://c:4318/",
        "http://c:4318/,http://c:4318/",
        "http://c/my/traces,http://c/my/traces",
        "http://c?k=/v,http://c/?k=/v",
    })
    void endpointOfASignal_isUsedAsItIs(String endpoint, String url) {
        Settings settings =
                Asked.property("otel.exporter.otlp.traces.endpoint", endpoint).read();
        assertThat(settings.otlp(Signal.TRACES).url()).isEqualTo(url);
    }

    @Test
    void endpointOfASignal_leavesTheOthers() {
        Settings settings = Asked.property("otel.exporter.otlp.traces.endpoint", "http://c/x")
                .andProperty("otel.exporter.otlp.endpoint", "http://d")
                .read();
        assertThat(settings.otlp(Signal.LOGS).url()).isEqualTo("http://d/v1/logs");
    }

    @Test
    void badEndpointOfASignal_usesTheGeneralOne() {
        Settings settings = Asked.property("otel.exporter.otlp.traces.endpoint", "nonsense")
                .andProperty("otel.exporter.otlp.endpoint", "http://d")
                .read();
        assertThat(settings.otlp(Signal.TRACES).url()).isEqualTo("http://d/v1/traces");
    }

    @Test
    void headers_areDecoded() {
        Settings settings = Asked.property("otel.exporter.otlp.headers", "authorization=Bearer%20x,tenant=a")
                .read();
        assertThat(settings.otlp(Signal.METRICS).headers())
                .containsEntry("authorization", "Bearer x")
                .containsEntry("tenant", "a");
    }

    @Test
    void headersOfASignal_replaceTheGeneralOnes() {
        Settings settings = Asked.property("otel.exporter.otlp.headers", "a=1,b=2")
                .andProperty("otel.exporter.otlp.logs.headers", "a=3")
                .read();
        assertThat(settings.otlp(Signal.LOGS).headers()).hasSize(1).containsEntry("a", "3");
    }

    @Test
    void headerThatHoldsAnother_isRefused() {
        Settings settings = Asked.property("otel.exporter.otlp.headers", "a=1%0d%0ahost:%20evil")
                .read();
        assertThat(settings.otlp(Signal.LOGS).headers()).isEmpty();
    }

    @Test
    void timeoutAndCompression_areTenSecondsAndNone() {
        OtlpTarget target = Asked.nothing().read().otlp(Signal.TRACES);
        assertThat(target.timeoutMillis()).isEqualTo(10_000);
        assertThat(target.gzip()).isFalse();
    }

    @Test
    void timeoutOfZero_isKept() {
        Settings settings =
                Asked.property("otel.exporter.otlp.traces.timeout", "0").read();
        assertThat(settings.otlp(Signal.TRACES).timeoutMillis()).isZero();
    }

    @Test
    void compressionOfASignal_goesBeforeTheGeneralOne() {
        Settings settings = Asked.property("otel.exporter.otlp.compression", "gzip")
                .andProperty("otel.exporter.otlp.logs.compression", "none")
                .read();
        assertThat(settings.otlp(Signal.TRACES).gzip()).isTrue();
        assertThat(settings.otlp(Signal.LOGS).gzip()).isFalse();
    }

    @Test
    void grpc_hasAPortOfItsOwn() {
        Settings settings =
                Asked.property("otel.exporter.otlp.protocol", "grpc").read();
        assertThat(settings.otlp(Signal.LOGS).url()).isEqualTo("http://localhost:4317/");
    }

    @Test
    void grpcOfASignal_leavesTheOthers() {
        Settings settings =
                Asked.property("otel.exporter.otlp.traces.protocol", "grpc").read();
        assertThat(settings.otlp(Signal.TRACES).url()).isEqualTo("http://localhost:4317/");
        assertThat(settings.otlp(Signal.LOGS).url()).isEqualTo("http://localhost:4318/v1/logs");
    }

    @Test
    void endpointOfGrpc_getsNoPath() {
        Settings settings = Asked.property("otel.exporter.otlp.endpoint", "https://c:4317")
                .andProperty("otel.exporter.otlp.protocol", "grpc")
                .read();
        assertThat(settings.otlp(Signal.LOGS).url()).isEqualTo("https://c:4317/");
    }

    @Test
    void certificateOfASignal_goesBeforeTheGeneralOne() {
        Settings settings = Asked.property("otel.exporter.otlp.certificate", "/a.pem")
                .andProperty("otel.exporter.otlp.logs.certificate", "/b.pem")
                .andProperty("otel.exporter.otlp.client.key", "/k.pem")
                .read();
        assertThat(settings.otlp(Signal.TRACES).certificate()).isEqualTo("/a.pem");
        assertThat(settings.otlp(Signal.LOGS).certificate()).isEqualTo("/b.pem");
        assertThat(settings.otlp(Signal.LOGS).clientKey()).isEqualTo("/k.pem");
    }
}
