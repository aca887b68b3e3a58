package io.indelible.agent.engine.config;

import org.jspecify.annotations.Nullable;

/**
 * What applies for one setting.
 *
 * @param setting which one
 * @param property its property, also where the setting is a pattern
 * @param value its text as it was set, or the default; may hold secrets: show {@link #shown} instead; null when unset
 * @param source where it came from
 */
public record EffectiveSetting(Setting setting, String property, @Nullable String value, Source source) {
    /** The value without secrets; empty when unset. */
    public String shown() {
        return value == null ? "" : setting.shown(value);
    }

    /** The name under which it was set: the environment variable if it was one, else the property. */
    String givenName() {
        return source == Source.ENVIRONMENT ? Lookup.variable(property) : property;
    }

    /** Without secrets, for it may end in a log. */
    @Override
    public String toString() {
        return property.concat("=").concat(shown());
    }
}
