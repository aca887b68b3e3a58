package io.indelible.instrumentation.hash;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The name of a hash algorithm, fit for the wire.
 *
 * @param name the JCA name in upper case, {@code _OTHER} when it is none
 * @param spanName the name of spans
 */
record Algorithm(String name, String spanName) {
    private static final int LONGEST = 32;
    // Names are low in number by nature; the bound guards against an application that makes them up.
    private static final int KNOWN = 64;

    private static final Algorithm OTHER = new Algorithm("_OTHER", "hash _OTHER");
    private static final ConcurrentHashMap<String, Algorithm> BY_NAME = new ConcurrentHashMap<>();

    /** The algorithm that a provider calls by this name. */
    static Algorithm named(String name) {
        Algorithm known = BY_NAME.get(name);
        return known == null ? add(name) : known;
    }

    private static Algorithm add(String name) {
        if (BY_NAME.size() >= KNOWN || !plausible(name)) {
            return OTHER;
        }
        String standard = standard(name.toUpperCase(Locale.ROOT));
        Algorithm algorithm = new Algorithm(standard, "hash ".concat(standard));
        BY_NAME.put(name, algorithm);
        return algorithm;
    }

    private static String standard(String upper) {
        return upper.equals("SHA") || upper.equals("SHA1") ? "SHA-1" : upper;
    }

    private static boolean plausible(String name) {
        if (name.isEmpty() || name.length() > LONGEST || !letter(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!letter(c) && (c < '0' || c > '9') && "-/_.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean letter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
