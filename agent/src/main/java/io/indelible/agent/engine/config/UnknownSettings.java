package io.indelible.agent.engine.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds names that look like ours and are none, and names of OpenTelemetry that would be silently ignored. */
final class UnknownSettings {
    private static final String PROPERTY_PREFIX = "indelible.";
    private static final String VARIABLE_PREFIX = "INDELIBLE_";

    /** A user who sets one of these relies on it: a setting that is ignored fails far from its cause. */
    private static final String[] UNSUPPORTED = {"otel.config.file"};

    private UnknownSettings() {}

    static void report(Lookup lookup, SettingReader reader) {
        for (String name : lookup.propertyNames()) {
            if (name.startsWith(PROPERTY_PREFIX) && !known(name, false)) {
                reader.problem(line(name, nearest(name, false)));
            }
        }
        for (String name : lookup.variableNames()) {
            if (name.startsWith(VARIABLE_PREFIX) && !known(name, true)) {
                reader.problem(line(name, nearest(name, true)));
            }
        }
        for (String name : UNSUPPORTED) {
            if (lookup.get(name) != null) {
                reader.problem(name.concat(": Indelible does not use this setting; ignored"));
            }
        }
    }

    private static String line(String name, @Nullable String nearest) {
        String unknown = Masks.line(name).concat(": no such setting, ignored");
        return nearest == null
                ? unknown
                : unknown.concat("; did you mean ").concat(nearest).concat("?");
    }

    private static boolean known(String name, boolean variable) {
        for (Setting setting : Setting.values()) {
            if (name(setting, variable).equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String name(Setting setting, boolean variable) {
        return variable ? Lookup.variable(setting.property()) : setting.property();
    }

    private static @Nullable String nearest(String name, boolean variable) {
        String wanted = word(name);
        String nearest = null;
        int least = 2 + wanted.length() / 4;
        for (Setting setting : Setting.values()) {
            String candidate = name(setting, variable);
            boolean ours = candidate.startsWith(variable ? VARIABLE_PREFIX : PROPERTY_PREFIX);
            int distance = ours ? distance(wanted, word(candidate)) : least;
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** What tells one of our names from another: without prefix, case and the way words are joined. */
    private static String word(String name) {
        String rest = name.substring(PROPERTY_PREFIX.length()).toLowerCase(Locale.ROOT);
        return rest.replace('_', '.').replace('-', '.');
    }

    /** How many letters must be added, dropped or changed; none for a name that the other begins with. */
    static int distance(String wanted, String candidate) {
        if (wanted.startsWith(candidate)) {
            return 1;
        }
        int[] row = new int[candidate.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= wanted.length(); i++) {
            nextRow(row, wanted.charAt(i - 1), candidate, i);
        }
        return row[candidate.length()];
    }

    private static void nextRow(int[] row, char letter, String candidate, int i) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j < row.length; j++) {
            int change = diagonal + (letter == candidate.charAt(j - 1) ? 0 : 1);
            diagonal = row[j];
            row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
        }
    }
}
