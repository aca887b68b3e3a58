package io.indelible.agent.engine.config;

import io.indelible.instrumentation.file.Globs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads settings one by one, and notes what applies and what was wrong. Never throws. */
final class SettingReader {
    private final Lookup lookup;
    private final List<EffectiveSetting> effective = new ArrayList<>(Setting.values().length + 8);
    private final List<String> problems = new ArrayList<>(0);

    SettingReader(Lookup lookup) {
        this.lookup = lookup;
    }

    List<EffectiveSetting> effective() {
        return effective;
    }

    List<String> problems() {
        return problems;
    }

    /** The text and its source. A member of a pattern is noted only when it is set. */
    EffectiveSetting find(Setting setting, String property) {
        return find(setting, property, setting.defaultText());
    }

    private EffectiveSetting find(Setting setting, String property, @Nullable String fallback) {
        EffectiveSetting found = lookup.find(setting, property, fallback);
        if (found.value() != null || !setting.isPattern()) {
            effective.add(found);
        }
        return found;
    }

    /** A true or false; what is neither counts as false for OpenTelemetry's names, as its specification has it. */
    boolean flag(Setting setting, String property, boolean fallback) {
        EffectiveSetting found = find(setting, property);
        String value = found.value();
        if (value == null || "true".equalsIgnoreCase(value)) {
            return value == null ? fallback : true;
        }
        if ("false".equalsIgnoreCase(value)) {
            return false;
        }
        boolean instead = !property.startsWith("otel.") && fallback;
        reject(found, Boolean.toString(instead));
        return instead;
    }

    boolean flag(Setting setting) {
        return flag(setting, setting.property(), Boolean.parseBoolean(setting.defaultText()));
    }

    /** A size, time or count within its bounds; -1 when it is unset. */
    long number(Setting setting, String property) {
        EffectiveSetting found = find(setting, property);
        if (found.value() == null) {
            return Numbers.BAD;
        }
        long number = setting.number(found.value());
        if (number >= 0) {
            return number;
        }
        String instead = reject(found, setting.defaultText());
        return instead == null ? Numbers.BAD : setting.number(instead);
    }

    long number(Setting setting) {
        return number(setting, setting.property());
    }

    double ratio(Setting setting) {
        EffectiveSetting found = find(setting, setting.property());
        double ratio = Numbers.ratio(String.valueOf(found.value()));
        return ratio >= 0 ? ratio : Numbers.ratio(String.valueOf(reject(found, setting.defaultText())));
    }

    /** One of the choices; null when it is unset and has no default. */
    @Nullable
    String choice(Setting setting, String property) {
        return choice(setting, property, setting.defaultText());
    }

    /** One of the choices; the fallback when it is unset. */
    @Nullable
    String choice(Setting setting, String property, @Nullable String fallback) {
        EffectiveSetting found = find(setting, property, fallback);
        if (found.value() == null) {
            return null;
        }
        String choice = setting.choice(found.value());
        return choice == null ? reject(found, fallback) : choice;
    }

    /** Those of the choices that are named; those of the fallback when none is. The list is the caller's to change. */
    List<String> list(Setting setting, String fallback) {
        EffectiveSetting found = find(setting, setting.property(), fallback);
        List<String> known = new ArrayList<>(4);
        boolean allKnown = choices(setting, String.valueOf(found.value()), known);
        if (known.isEmpty()) {
            choices(setting, fallback, known);
            allKnown = false;
        }
        if (!allKnown) {
            reject(found, String.join(",", known));
        }
        return known;
    }

    /** Notes patterns of paths, without those that are none. */
    void globs(Setting setting) {
        EffectiveSetting found = find(setting, setting.property());
        String good = found.value() == null ? null : Globs.wellFormed(found.value());
        if (good != null && !good.equals(found.value())) {
            reject(found, good.isEmpty() ? null : good);
        }
    }

    /** One of the choices; {@code instead} when it is none of them. */
    void choiceOr(Setting setting, String instead) {
        EffectiveSetting found = find(setting, setting.property());
        if (setting.choice(String.valueOf(found.value())) == null) {
            reject(found, instead);
        }
    }

    /** Pairs; null when unset or bad. */
    @Nullable
    Map<String, String> pairs(Setting setting, String property) {
        EffectiveSetting found = find(setting, property);
        if (found.value() == null) {
            return null;
        }
        Map<String, String> pairs = Pairs.parse(found.value());
        if (pairs == null) {
            reject(found, null);
        }
        return pairs;
    }

    /** Says what is wrong. */
    void problem(String line) {
        problems.add(line);
    }

    /** Says what is wrong with a value and notes what is used in its place, which is returned. */
    @Nullable
    String reject(EffectiveSetting found, @Nullable String instead) {
        problems.add(describe(found, instead));
        replace(found, instead, Source.DEFAULT);
        return instead;
    }

    /** As {@link #reject}, for what was found last. */
    void rejectLast(String instead) {
        reject(effective.get(effective.size() - 1), instead);
    }

    /** Notes another value for a setting that was found. */
    @SuppressWarnings("ReferenceEquality") // a record's equals links an invokedynamic, which is dear in premain
    void replace(EffectiveSetting found, @Nullable String value, Source source) {
        for (int i = effective.size() - 1; i >= 0; i--) {
            if (effective.get(i) == found) {
                effective.set(i, new EffectiveSetting(found.setting(), found.property(), value, source));
                return;
            }
        }
    }

    private static String describe(EffectiveSetting found, @Nullable String instead) {
        StringBuilder line = new StringBuilder(found.property()).append('=').append(found.shown());
        if (found.source() == Source.ENVIRONMENT) {
            line.append(" (from ").append(found.givenName()).append(')');
        }
        line.append(": expected ").append(found.setting().allowed()).append("; ");
        if (instead != null) {
            return line.append("using ").append(instead).append(" instead").toString();
        }
        return line.append(found.setting().isPattern() ? "using the general setting" : "treated as unset")
                .toString();
    }

    private static boolean choices(Setting setting, String text, List<String> known) {
        boolean allKnown = true;
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            String item = text.substring(start, end).trim();
            String choice = setting.choice(item);
            allKnown &= choice != null || item.isEmpty();
            if (choice != null && !known.contains(choice)) {
                known.add(choice);
            }
            start = end + 1;
        }
        return allKnown;
    }
}
