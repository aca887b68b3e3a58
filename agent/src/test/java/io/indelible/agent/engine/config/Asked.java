package io.indelible.agent.engine.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What a user asked for, as a test writes it down. */
final class Asked {
    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();

    static Asked nothing() {
        return new Asked();
    }

    static Asked property(String name, String value) {
        return new Asked().andProperty(name, value);
    }

    static Asked variable(String name, String value) {
        return new Asked().andVariable(name, value);
    }

    Asked andProperty(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    Asked andVariable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Settings read() {
        return Settings.read(properties, environment);
    }

    /** What applies for a property. */
    EffectiveSetting effective(String property) {
        return read().effective().stream()
                .filter(setting -> setting.property().equals(property))
                .findFirst()
                .orElseThrow();
    }
}
