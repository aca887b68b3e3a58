package io.indelible.agent.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.AgentLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private final Settings unset = Asked.nothing().read();

    @Test
    void nothing_isWrongWithNothing() {
        assertThat(unset.problems()).isEmpty();
    }

    @Test
    void defaults_areThoseOfTheDesign() {
        assertThat(unset.enabled()).isTrue();
        assertThat(unset.exporters()).containsExactly("file");
        assertThat(unset.spool()).isEqualTo(new DiskBounds(512L << 20, 7 * 86_400_000L));
        assertThat(unset.store()).isEqualTo(new DiskBounds(1L << 30, 30 * 86_400_000L));
        assertThat(unset.ringBytes()).isEqualTo(16 << 20);
        assertThat(unset.logLevel()).isEqualTo(AgentLog.Level.INFO);
        assertThat(unset.slowThresholdNanos()).isEqualTo(1_000_000_000L);
        assertThat(unset.metricIntervalMillis()).isEqualTo(60_000);
        assertThat(unset.sampling()).isEqualTo(new Sampling("parentbased_always_on", 1.0));
        assertThat(unset.propagators()).containsExactly("tracecontext", "baggage");
        assertThat(unset.limits()).isEqualTo(new AttributeLimits(Integer.MAX_VALUE, 128, 128, 128));
    }

    @Test
    void everySettingButPatterns_isInTheEffectiveList() {
        long single = 0;
        for (Setting setting : Setting.values()) {
            single += setting.isPattern() ? 0 : 1;
        }
        assertThat(unset.effective()).hasSize((int) single);
    }

    @Test
    void property_goesBeforeVariable() {
        Asked both = Asked.property("otel.service.name", "a").andVariable("OTEL_SERVICE_NAME", "b");
        assertThat(both.read().serviceName()).isEqualTo("a");
    }

    @Test
    void variable_goesBeforeDefault() {
        Asked asked = Asked.variable("INDELIBLE_SPOOL_MAX_BYTES", "64MiB");
        assertThat(asked.read().spool().maxBytes()).isEqualTo(64L << 20);
    }

    @Test
    void emptyVariable_isUnset() {
        assertThat(Asked.variable("INDELIBLE_EXPORTER", "").read().exporters()).containsExactly("file");
    }

    @Test
    void blankProperty_leavesTheVariable() {
        Asked asked = Asked.property("otel.service.name", " ").andVariable("OTEL_SERVICE_NAME", "b");
        assertThat(asked.read().serviceName()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource({"indelible.store.max-age,PROPERTY", "indelible.spool.max-age,ENVIRONMENT", "indelible.dir,DEFAULT"})
    void source_isNamed(String property, Source source) {
        Asked asked = Asked.property("indelible.store.max-age", "1d").andVariable("INDELIBLE_SPOOL_MAX_AGE", "1d");
        assertThat(asked.effective(property).source()).isEqualTo(source);
    }

    @Test
    void rejectedValue_isShownAsItsDefault() {
        EffectiveSetting shown =
                Asked.property("indelible.spool.max-age", "soon").effective("indelible.spool.max-age");
        assertThat(shown.value()).isEqualTo("7d");
        assertThat(shown.source()).isEqualTo(Source.DEFAULT);
    }

    @Test
    void sdkDisabled_disables() {
        assertThat(Asked.property("otel.sdk.disabled", "TRUE").read().enabled()).isFalse();
    }

    @Test
    void enabledFalse_disables() {
        assertThat(Asked.variable("INDELIBLE_ENABLED", "False").read().enabled())
                .isFalse();
    }

    @Test
    void badEnabled_doesNotDisable() {
        assertThat(Asked.property("indelible.enabled", "yes").read().enabled()).isTrue();
    }

    @Test
    void otlpEndpoint_makesOtlpTheExporter() {
        assertThat(Asked.variable("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://c:4318/v1/logs")
                        .read()
                        .exporters())
                .containsExactly("otlp");
    }

    @Test
    void badEndpoint_leavesTheFile() {
        assertThat(Asked.property("otel.exporter.otlp.endpoint", "collector")
                        .read()
                        .exporters())
                .containsExactly("file");
    }

    @Test
    void exporter_goesBeforeTheEndpoint() {
        Asked asked = Asked.property("otel.exporter.otlp.endpoint", "http://c:4318")
                .andProperty("indelible.exporter", "file, OTLP");
        assertThat(asked.read().exporters()).containsExactly("file", "otlp");
    }

    @Test
    void exporterNone_isEmpty() {
        Settings settings = Asked.property("indelible.exporter", "none").read();
        assertThat(settings.exporters()).isEmpty();
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void propagators_areOncEach() {
        assertThat(Asked.property("otel.propagators", "b3,b3,baggage").read().propagators())
                .containsExactly("b3", "baggage");
    }

    @Test
    void spanLimit_goesBeforeTheGeneralOne() {
        Asked asked = Asked.property("otel.attribute.value.length.limit", "10")
                .andProperty("otel.span.attribute.value.length.limit", "20");
        assertThat(asked.read().limits().valueLength()).isEqualTo(20);
    }

    @Test
    void generalLimit_servesSpansToo() {
        assertThat(Asked.property("otel.attribute.value.length.limit", "10")
                        .read()
                        .limits()
                        .valueLength())
                .isEqualTo(10);
    }

    @Test
    void instrumentation_isOnUnlessSaid() {
        assertThat(unset.instrumentationEnabled("jdbc")).isTrue();
    }

    @Test
    void instrumentation_isOffByItsVariable() {
        Asked asked = Asked.variable("OTEL_INSTRUMENTATION_JAVA_HTTP_CLIENT_ENABLED", "false");
        assertThat(asked.read().instrumentationEnabled("java-http-client")).isFalse();
    }

    @Test
    void instrumentation_isShownWhenItsVariableIsSet() {
        Asked asked = Asked.variable("OTEL_INSTRUMENTATION_JAVA_HTTP_CLIENT_ENABLED", "false");
        assertThat(asked.effective("otel.instrumentation.java-http-client.enabled")
                        .value())
                .isEqualTo("false");
    }

    @Test
    void ownSwitch_goesBeforeThatOfAll() {
        Asked asked = Asked.property("otel.instrumentation.common.default-enabled", "false")
                .andProperty("otel.instrumentation.jdbc.enabled", "true");
        assertThat(asked.read().instrumentationEnabled("jdbc")).isTrue();
        assertThat(asked.read().instrumentationEnabled("files")).isFalse();
    }

    @Test
    void get_readsWhatIsNotDeclared() {
        assertThat(Asked.variable("OTEL_INSTRUMENTATION_X_Y", "z").read().get("otel.instrumentation.x-y"))
                .isEqualTo("z");
    }

    @Test
    void get_givesDeclaredNumbersWithoutTheirUnit() {
        assertThat(Asked.property("indelible.hash.min-bytes", "2KiB").read().get("indelible.hash.min-bytes"))
                .isEqualTo("2048");
    }

    @Test
    void get_isNullForADeclaredNumberThatIsBad() {
        assertThat(Asked.property("indelible.hash.min-bytes", "few").read().get("indelible.hash.min-bytes"))
                .isNull();
    }

    @Test
    void get_isNullWhenUnset() {
        assertThat(unset.get("otel.instrumentation.http.known-methods")).isNull();
    }

    @Test
    void resourceAttributes_areDecoded() {
        assertThat(Asked.property("otel.resource.attributes", "a=b%2Cc, team=shop%20floor")
                        .read()
                        .resourceAttributes())
                .containsEntry("a", "b,c")
                .containsEntry("team", "shop floor");
    }

    @Test
    void integrity_isOnWithTheStore() {
        assertThat(Asked.nothing().read().integrity()).isTrue();
        assertThat(Asked.nothing().read().integrityMaxBytes()).isEqualTo(64L << 20);
    }

    @Test
    void integrity_isOffWithoutTheStore() {
        assertThat(Asked.property("indelible.exporter", "otlp").read().integrity())
                .isFalse();
    }

    @Test
    void integrity_isOnWhereItIsAskedFor() {
        Asked asked = Asked.property("indelible.exporter", "none").andProperty("indelible.integrity", "on");
        assertThat(asked.read().integrity()).isTrue();
    }

    @Test
    void integrity_isOffWhereItIsNotWanted() {
        assertThat(Asked.property("indelible.integrity", "off").read().integrity())
                .isFalse();
    }
}
