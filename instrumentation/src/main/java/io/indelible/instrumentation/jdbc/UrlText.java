package io.indelible.instrumentation.jdbc;

import org.jspecify.annotations.Nullable;

/** The pieces that connect URLs are made of. Works for any text, never throws. */
final class UrlText {
    private static final int LONGEST_NAME = 255;

    private UrlText() {}

    /** What follows the first two slashes; all of it when there are none. */
    static String afterSlashes(String text) {
        int slashes = text.indexOf("//");
        return slashes < 0 ? text : text.substring(slashes + 2);
    }

    /** The place of the first of these characters; the length when there is none. */
    static int indexOfAny(String text, String ends) {
        for (int i = 0; i < text.length(); i++) {
            if (ends.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** What stands before the first of these characters. */
    static String beforeAny(String text, String ends) {
        return text.substring(0, indexOfAny(text, ends));
    }

    /** The value of a parameter; null when it is not there. */
    static @Nullable String parameter(String text, String key, char first, char separator) {
        int from = text.indexOf(first);
        while (from >= 0 && from < text.length()) {
            int next = text.indexOf(separator, from + 1);
            String pair = text.substring(from + 1, next < 0 ? text.length() : next);
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(key)) {
                return unbraced(pair.substring(equals + 1).strip());
            }
            from = next;
        }
        return null;
    }

    private static String unbraced(String value) {
        boolean braced = value.length() >= 2 && value.startsWith("{") && value.endsWith("}");
        return braced ? value.substring(1, value.length() - 1) : value;
    }

    /** The value after {@code key}, which ends with an equals sign, up to the next parenthesis or comma. */
    static @Nullable String inParentheses(String text, String key) {
        String packed = text.replace(" ", "");
        int begin = indexOf(packed, key);
        boolean wholeKey = begin > 0 && "(,".indexOf(packed.charAt(begin - 1)) >= 0;
        return wholeKey ? beforeAny(packed.substring(begin + key.length()), "),") : null;
    }

    private static int indexOf(String text, String key) {
        for (int i = 0; i < text.length(); i++) {
            if (text.regionMatches(true, i, key, 0, key.length())) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a text can be the name or address of a host and nothing else. */
    static boolean isHost(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && "-._:[]%".indexOf(c) < 0) {
                return false;
            }
        }
        return text.length() <= LONGEST_NAME;
    }

    /** The port; 0 for an empty text, -1 when it is no port. */
    static int portOf(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > 65_535) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number > 65_535 ? -1 : number;
    }

    /** The name of a database, unless it could be something else. */
    static @Nullable String name(@Nullable String text) {
        boolean usable = text != null
                && !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && indexOfAny(text, "@=&?;") == text.length();
        return usable ? text : null;
    }
}
