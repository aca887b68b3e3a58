package io.indelible.instrumentation.file;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of absolute paths: <code>*</code> and {@code ?} within an element, {@code **} across elements, {@code [a-z]}
 * and {@code [!a-z]} one character, <code>{a,b}</code> either, a leading {@code ~} the home directory. A pattern that does
 * not begin at a root begins anywhere; one whose last element has no wildcard also means all that lies below.
 *
 * <p>Immutable; {@link #matches} allocates nothing and never tries all ways to divide a path among wildcards. Our own, because the
 * JDK's matchers are regular expressions, compiled in premain and allocating in every look.
 */
final class Glob {
    private static final int ONE = -1;
    private static final int STAR = -2;
    private static final int DEEP = -3;
    /** Any number of whole elements: <code>**</code> and the separator behind it. */
    private static final int ELEMENTS = -4;
    /** From here downward: one character of a set. */
    private static final int FIRST_SET = -16;

    private static final int MATCH = 1;
    private static final int MISMATCH = 0;
    private static final int NO_STAR_HELPS = -1;
    private static final int NOTHING_HELPS = -2;

    private final int[] tokens;
    private final String[] sets;
    private final boolean foldsCase;

    private Glob(int[] tokens, String[] sets, boolean foldsCase) {
        this.tokens = tokens;
        this.sets = sets;
        this.foldsCase = foldsCase;
    }

    /** As {@link #of(String, boolean)}, for file names as this platform has them. */
    static @Nullable Glob of(String pattern) {
        return of(pattern, File.separatorChar == '\\');
    }

    /**
     * Compiles a pattern without <code>~</code> and <code>{a,b}</code>; null when it is none.
     *
     * @param windows whether <code>\</code> separates as {@code /} does, and letters match in either case
     */
    static @Nullable Glob of(String pattern, boolean windows) {
        List<Integer> tokens = new ArrayList<>(pattern.length() + 2);
        List<String> sets = new ArrayList<>(0);
        if (!isRooted(pattern)) {
            tokens.add(ELEMENTS);
        }
        int next = 0;
        while (next < pattern.length()) {
            next = token(pattern, next, windows, tokens, sets);
            if (next < 0) {
                return null;
            }
        }
        if (tokens.isEmpty()) {
            return null;
        }
        int[] compiled = new int[tokens.size()];
        for (int i = 0; i < compiled.length; i++) {
            compiled[i] = tokens.get(i);
        }
        return new Glob(compiled, sets.toArray(new String[0]), windows);
    }

    private static boolean isRooted(String pattern) {
        char first = pattern.isEmpty() ? '/' : pattern.charAt(0);
        boolean drive = pattern.length() > 1 && pattern.charAt(1) == ':';
        return first == '/' || first == '\\' || drive || pattern.startsWith("**");
    }

    /** Adds the token that begins there and returns where the next one does; -1 when it has no end. */
    private static int token(String pattern, int at, boolean windows, List<Integer> tokens, List<String> sets) {
        return switch (pattern.charAt(at)) {
            case '?' -> add(ONE, at + 1, tokens);
            case '*' -> stars(pattern, at, tokens);
            case '[' -> set(pattern, at, tokens, sets);
            case '\\' -> backslash(pattern, at, windows, tokens);
            default -> add(pattern.charAt(at), at + 1, tokens);
        };
    }

    private static int add(int token, int next, List<Integer> tokens) {
        tokens.add(token);
        return next;
    }

    private static int set(String pattern, int at, List<Integer> tokens, List<String> sets) {
        // A bracket that comes first is a member.
        int end = pattern.indexOf(']', at + 2);
        if (end < 0) {
            return -1;
        }
        tokens.add(FIRST_SET - sets.size());
        sets.add(pattern.substring(at + 1, end));
        return end + 1;
    }

    private static int backslash(String pattern, int at, boolean windows, List<Integer> tokens) {
        if (windows) {
            return add('/', at + 1, tokens);
        }
        return at + 1 < pattern.length() ? add(pattern.charAt(at + 1), at + 2, tokens) : add('\\', at + 1, tokens);
    }

    private static int stars(String pattern, int at, List<Integer> tokens) {
        int end = at;
        while (end < pattern.length() && pattern.charAt(end) == '*') {
            end++;
        }
        boolean whole =
                (at == 0 || pattern.charAt(at - 1) == '/') && end < pattern.length() && pattern.charAt(end) == '/';
        tokens.add(end - at == 1 ? STAR : whole ? ELEMENTS : DEEP);
        return end - at > 1 && whole ? end + 1 : end;
    }

    /** Whether the whole path matches. */
    boolean matches(String path) {
        return from(0, path, 0) == MATCH;
    }

    private int from(int token, String path, int at) {
        int t = token;
        for (int i = at; t < tokens.length; t++, i++) {
            int kind = tokens[t];
            if (kind <= STAR && kind >= ELEMENTS) {
                return skip(kind, t + 1, path, i);
            }
            if (i == path.length() || !one(kind, path.charAt(i))) {
                return MISMATCH;
            }
        }
        return at + t - token == path.length() ? MATCH : MISMATCH;
    }

    // The shortest skip is tried first. What a later wildcard could not reach from there, it cannot reach from further
    // on:
    // so one that is exhausted ends the loops of those before it, and time does not grow with their product.
    private int skip(int kind, int token, String path, int at) {
        for (int next = at; next >= 0; next = further(kind, path, next)) {
            int result = from(token, path, next);
            if (result == MATCH || result == NOTHING_HELPS || (kind == STAR && result == NO_STAR_HELPS)) {
                return result;
            }
        }
        return kind == STAR ? NO_STAR_HELPS : NOTHING_HELPS;
    }

    /** Where what follows a wildcard may begin next; -1 when nowhere. */
    private int further(int kind, String path, int at) {
        if (at == path.length() || (kind == STAR && separates(path.charAt(at)))) {
            return -1;
        }
        int next = at + 1;
        while (kind == ELEMENTS && !separates(path.charAt(next - 1))) {
            if (next == path.length()) {
                return -1;
            }
            next++;
        }
        return next;
    }

    private boolean one(int kind, char c) {
        if (kind == ONE) {
            return !separates(c);
        }
        if (kind <= FIRST_SET) {
            return !separates(c) && contains(sets[FIRST_SET - kind], c);
        }
        return kind == c || (foldsCase && (kind == '/' ? separates(c) : fold((char) kind) == fold(c)));
    }

    private boolean contains(String set, char c) {
        boolean inverted = set.startsWith("!") || set.startsWith("^");
        boolean found = false;
        for (int i = inverted ? 1 : 0; i < set.length(); i++) {
            char low = set.charAt(i);
            char high = low;
            if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
                high = set.charAt(i + 2);
                i += 2;
            }
            found |= (low <= c && c <= high) || (foldsCase && fold(low) <= fold(c) && fold(c) <= fold(high));
        }
        return found != inverted;
    }

    private boolean separates(char c) {
        return c == '/' || (foldsCase && c == '\\');
    }

    private static char fold(char c) {
        return Character.toLowerCase(c);
    }
}
