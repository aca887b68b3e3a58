package io.indelible.agent.engine.config;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What this process is called, and its directory.
 *
 * @param name {@code service.name}
 * @param directory the name as a file name that every file system takes
 */
public record ServiceName(String name, String directory) {
    private static final String KEY = "service.name";
    private static final int LONGEST = 100;
    private static final String[] WINDOWS_DEVICES = {"con", "prn", "aux", "nul", "com", "lpt"};

    static ServiceName read(SettingReader reader, @Nullable Map<String, String> resourceAttributes, Source source) {
        EffectiveSetting found = reader.find(Setting.SERVICE_NAME, Setting.SERVICE_NAME.property());
        String attribute = resourceAttributes == null ? null : resourceAttributes.get(KEY);
        if (found.source() != Source.DEFAULT || attribute == null || attribute.isBlank()) {
            return of(Objects.requireNonNull(found.value()));
        }
        reader.replace(found, attribute, source);
        return of(attribute);
    }

    /** The name and the directory made of it. */
    static ServiceName of(String name) {
        return new ServiceName(name, directory(name));
    }

    /**
     * Letters, digits, dash, dot and underscore of ASCII stay, anything else becomes an underscore. A name that is cut
     * or not of ASCII gets a hash, or two services in other scripts would share one directory.
     */
    static String directory(String name) {
        StringBuilder safe = new StringBuilder(name.length());
        boolean ascii = true;
        for (int i = 0; i < name.length() && i < LONGEST; i++) {
            char c = name.charAt(i);
            ascii &= c < 0x80;
            safe.append(keeps(c) ? c : '_');
        }
        // Hidden or special at the start, dropped by Windows at the end.
        underscoreForDot(safe, 0);
        underscoreForDot(safe, safe.length() - 1);
        if (!ascii || name.length() > LONGEST) {
            safe.append('-').append(Integer.toHexString(name.hashCode()));
        }
        return device(safe.toString()) ? safe.append('_').toString() : safe.toString();
    }

    private static boolean keeps(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    }

    private static void underscoreForDot(StringBuilder text, int at) {
        if (text.charAt(at) == '.') {
            text.setCharAt(at, '_');
        }
    }

    /** Whether Windows opens a device in place of a file of this name, whatever its extension. */
    private static boolean device(String name) {
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        for (String device : WINDOWS_DEVICES) {
            boolean starts = stem.regionMatches(true, 0, device, 0, 3);
            boolean numbered = stem.length() == 4 && Character.isDigit(stem.charAt(3));
            if (starts && (stem.length() == 3 || numbered)) {
                return true;
            }
        }
        return false;
    }
}
