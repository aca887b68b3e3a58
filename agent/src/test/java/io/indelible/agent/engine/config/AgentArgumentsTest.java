package io.indelible.agent.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentArgumentsTest {
    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {";", " ; "})
    void nothing_isNoSetting(String text) {
        AgentArguments arguments = AgentArguments.parse(text);

        assertThat(arguments.settings()).isEmpty();
        assertThat(arguments.problems()).isEmpty();
    }

    @Test
    void semicolon_partsSettings() {
        assertThat(AgentArguments.parse("a=1; b=2;").settings()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @ParameterizedTest
    @CsvSource({"'a=x,y', 'x,y'", "a=k=v, k=v", "a=, ''"})
    void value_mayHaveCommasAndEquals(String text, String value) {
        assertThat(AgentArguments.parse(text).settings()).containsEntry("a", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "=secret", "a=1;secret"})
    void whatIsNoSetting_isSaidWithoutItsText(String text) {
        assertThat(AgentArguments.parse(text).problems())
                .singleElement()
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void argument_goesBeforePropertyAndEnvironment() {
        Properties properties = new Properties();
        properties.setProperty("otel.service.name", "property");

        Settings settings =
                Settings.read("otel.service.name=argument", properties, Map.of("OTEL_SERVICE_NAME", "variable"));

        assertThat(settings.serviceName()).isEqualTo("argument");
        assertThat(settings.effective())
                .filteredOn(each -> each.property().equals("otel.service.name"))
                .singleElement()
                .extracting(EffectiveSetting::source)
                .isEqualTo(Source.ARGUMENT);
    }

    @Test
    void unknownArgument_getsDidYouMean() {
        assertThat(Settings.read("indelible.dirr=/x", new Properties(), Map.of())
                        .problems())
                .singleElement()
                .asString()
                .contains("did you mean indelible.dir?");
    }

    @Test
    void switchOfAnInstrumentation_mayBeAnArgument() {
        Settings settings = Settings.read("otel.instrumentation.jdbc.enabled=false", new Properties(), Map.of());

        assertThat(settings.instrumentationEnabled("jdbc")).isFalse();
        assertThat(settings.instrumentationEnabled("file")).isTrue();
    }
}
