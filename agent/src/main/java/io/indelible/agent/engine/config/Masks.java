package io.indelible.agent.engine.config;

/** Makes values fit to be shown: without secrets, on one line, not longer than a line. */
final class Masks {
    private static final String MASK = "***";
    private static final int LONGEST = 120;

    private Masks() {}

    /** The text without line breaks and other control characters, cut when it is long. */
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? '?' : c);
        }
        return text.length() > LONGEST ? line.append("...").toString() : line.toString();
    }

    /** Keys stay, values do not; nothing stays of what is no pair, for it may be a value with a forgotten key. */
    static String pairs(String text) {
        StringBuilder masked = new StringBuilder();
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            int equals = text.indexOf('=', start);
            masked.append(start == 0 ? "" : ",");
            masked.append(equals > start && equals < end ? text.substring(start, equals + 1) : "")
                    .append(MASK);
            start = end + 1;
        }
        return line(masked.toString());
    }

    /** User information and query are masked. */
    static String url(String text) {
        int query = text.indexOf('?');
        String address = query < 0 ? text : text.substring(0, query + 1).concat(MASK);
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return line(address);
        }
        int scheme = address.indexOf("://");
        String kept = scheme < 0 || scheme > at ? "" : address.substring(0, scheme + 3);
        return line(kept.concat(MASK).concat(address.substring(at)));
    }
}
