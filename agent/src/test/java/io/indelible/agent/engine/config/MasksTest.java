package io.indelible.agent.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api-key=secret | api-key=***",
                "a=1,b=2 | a=***,b=***",
                "a=x==,b=2 | a=***,b=***",
                "secret | ***",
                "secret,a=1 | ***,a=***",
            })
    void pairs_keepTheirKeys(String pairs, String masked) {
        assertThat(Masks.pairs(pairs)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "http://c:4318/x,http://c:4318/x",
        "https://user:pw@c:4318,https://***@c:4318",
        "https://c/v1?token=s,https://c/v1?***",
        "user:pw@c,***@c",
    })
    void url_losesItsSecrets(String url, String masked) {
        assertThat(Masks.url(url)).isEqualTo(masked);
    }

    @Test
    void effectiveHeaders_areMasked() {
        EffectiveSetting headers =
                Asked.property("otel.exporter.otlp.headers", "api-key=secret").effective("otel.exporter.otlp.headers");
        assertThat(headers.shown()).isEqualTo("api-key=***");
        assertThat(headers).asString().doesNotContain("secret");
    }

    @Test
    void headersOfOneSignal_areMasked() {
        String property = "otel.exporter.otlp.logs.headers";
        assertThat(Asked.property(property, "api-key=secret")
                        .effective(property)
                        .shown())
                .isEqualTo("api-key=***");
    }

    @Test
    void target_doesNotTellItsHeaders() {
        Settings settings =
                Asked.property("otel.exporter.otlp.headers", "api-key=secret").read();
        assertThat(settings.otlp(io.indelible.exporter.Signal.LOGS)).asString().doesNotContain("secret");
    }
}
