package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.Signal;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "http://c:4318, http://c:4318/v1/traces",
        "http://c:4318/, http://c:4318/v1/traces",
        "https://c/otlp, https://c/otlp/v1/traces",
        "https://c/otlp/?k=v, https://c/otlp/v1/traces?k=v",
    })
    void genericEndpoint_isABase(URI base, URI expected) {
        assertThat(OtlpSettings.below(base, Signal.TRACES)).isEqualTo(expected);
    }

    @Test
    void signalEndpoint_isUsedAsItIs() {
        OtlpSettings.Endpoint own = new OtlpSettings.Endpoint(URI.create("http://d/x"), Map.of(), false, 1);

        OtlpSettings settings = OtlpSettings.of(URI.create("http://c:4318"), Map.of(), false, 1, "1")
                .with(Signal.LOGS, own);

        assertThat(settings.endpoint(Signal.LOGS).uri()).isEqualTo(URI.create("http://d/x"));
        assertThat(settings.endpoint(Signal.METRICS).uri()).isEqualTo(URI.create("http://c:4318/v1/metrics"));
    }

    @Test
    void text_holdsNoSecret() {
        OtlpSettings settings = OtlpSettings.of(
                URI.create("https://me:secret1@c:4318/p?key=secret2"),
                Map.of("Authorization", "secret3"),
                false,
                1,
                "1");

        assertThat(settings.toString()).contains("https://c:4318/p/v1/traces").doesNotContain("secret");
    }
}
