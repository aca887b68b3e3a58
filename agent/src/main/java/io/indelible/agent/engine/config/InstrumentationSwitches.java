package io.indelible.agent.engine.config;

import java.util.Locale;
import java.util.Set;

/** Notes and checks every {@code otel.instrumentation.<name>.enabled} that is set, whether or not there is such a name. */
final class InstrumentationSwitches {
    private static final String PREFIX = "otel.instrumentation.";
    private static final String SUFFIX = ".enabled";
    private static final String VARIABLE_PREFIX = "OTEL_INSTRUMENTATION_";
    private static final String VARIABLE_SUFFIX = "_ENABLED";

    private InstrumentationSwitches() {}

    static void note(Lookup lookup, SettingReader reader) {
        Set<String> properties = lookup.propertyNames();
        for (String property : properties) {
            if (property.startsWith(PREFIX) && property.endsWith(SUFFIX)) {
                reader.flag(Setting.INSTRUMENTATION_ENABLED, property, true);
            }
        }
        for (String variable : lookup.variableNames()) {
            String property = property(variable);
            if (!property.isEmpty() && !properties.contains(property)) {
                reader.flag(Setting.INSTRUMENTATION_ENABLED, property, true);
            }
        }
    }

    /** A property that has this variable: dashes for the underscores of the name. Empty when it is no such variable. */
    private static String property(String variable) {
        int start = PREFIX.length();
        int end = variable.length() - SUFFIX.length();
        boolean matches = end > start
                && variable.startsWith(VARIABLE_PREFIX)
                && variable.endsWith(VARIABLE_SUFFIX)
                && !variable.equals(Lookup.variable(Setting.INSTRUMENTATIONS_ENABLED.property()));
        if (!matches) {
            return "";
        }
        String name = variable.substring(start, end).replace('_', '-').toLowerCase(Locale.ROOT);
        return PREFIX.concat(name).concat(SUFFIX);
    }
}
