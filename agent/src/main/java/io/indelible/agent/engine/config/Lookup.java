package io.indelible.agent.engine.config;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arguments of the agent, then system properties, then environment variables. What is empty or blank is not set. */
final class Lookup {
    private final Map<String, String> arguments;
    private final Properties properties;
    private final Map<String, String> environment;

    Lookup(Map<String, String> arguments, Properties properties, Map<String, String> environment) {
        this.arguments = arguments;
        this.properties = properties;
        this.environment = environment;
    }

    /** With those of this process; none of its own where a security manager forbids to look. */
    static Lookup ofProcess(Map<String, String> arguments) {
        try {
            return new Lookup(arguments, System.getProperties(), System.getenv());
        } catch (SecurityException e) {
            return new Lookup(arguments, new Properties(), Map.of());
        }
    }

    /** The value and its source; {@code fallback} when it is not set. */
    EffectiveSetting find(Setting setting, String property, @Nullable String fallback) {
        String value = present(arguments.get(property));
        if (value != null) {
            return new EffectiveSetting(setting, property, value, Source.ARGUMENT);
        }
        value = present(properties.getProperty(property));
        if (value != null) {
            return new EffectiveSetting(setting, property, value, Source.PROPERTY);
        }
        value = present(environment.get(variable(property)));
        return value == null
                ? new EffectiveSetting(setting, property, fallback, Source.DEFAULT)
                : new EffectiveSetting(setting, property, value, Source.ENVIRONMENT);
    }

    /** The value; null when it is not set. */
    @Nullable
    String get(String property) {
        String value = present(arguments.get(property));
        if (value == null) {
            value = present(properties.getProperty(property));
        }
        return value == null ? present(environment.get(variable(property))) : value;
    }

    /** The names of all properties, given as such or as arguments. */
    Set<String> propertyNames() {
        Set<String> names = properties.stringPropertyNames();
        if (arguments.isEmpty()) {
            return names;
        }
        Set<String> all = new HashSet<>(names);
        all.addAll(arguments.keySet());
        return all;
    }

    Set<String> variableNames() {
        return environment.keySet();
    }

    /** The environment variable of a property. */
    static String variable(String property) {
        return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static @Nullable String present(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String trimmed = value.trim();
        return trimmed.isEmpty() ? null : trimmed;
    }
}
