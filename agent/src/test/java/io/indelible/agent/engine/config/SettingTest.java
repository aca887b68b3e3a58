package io.indelible.agent.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingTest {
    @Test
    void properties_areDistinct() {
        Set<String> seen = new HashSet<>();
        for (Setting setting : Setting.values()) {
            assertThat(seen.add(setting.property())).as(setting.property()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyDefault_isAccepted(Setting setting) {
        if (setting.defaultText() != null) {
            Asked asked = Asked.property(setting.property(), setting.defaultText());
            assertThat(asked.read().problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "OTLP_SIGNAL_.*")
    void settingOfASignal_isOfTheGeneralOnesType(Setting setting) {
        Setting general = Setting.valueOf(setting.name().replace("_SIGNAL", ""));
        assertThat(setting.property("x").replace(".x.", ".")).isEqualTo(general.property());
        assertThat(setting.type()).isEqualTo(general.type());
    }

    @Test
    void pattern_takesAName() {
        assertThat(Setting.INSTRUMENTATION_ENABLED.property("jdbc")).isEqualTo("otel.instrumentation.jdbc.enabled");
    }
}
