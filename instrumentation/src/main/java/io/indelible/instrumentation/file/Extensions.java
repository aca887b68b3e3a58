package io.indelible.instrumentation.file;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of files as a tag of metrics: in lower case, few, and without allocating for those that are known.
 * What is no plausible extension, and what comes after the first {@link #MOST}, is {@link #OTHER}. Any thread.
 */
public final class Extensions {
    /** Stands for all that are not told apart. */
    static final String OTHER = "_OTHER";

    /** How many are told apart; a table keeps what comes first for as long as the process lives. */
    static final int MOST = 100;

    private static final int LONGEST = 16;
    private static final int SLOTS = 256;

    private static final Extensions OF_THIS_PROCESS = new Extensions();

    private final AtomicReferenceArray<@Nullable String> known = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger count = new AtomicInteger();

    Extensions() {}

    /** The extension of the file of this name or path as a tag; null when it has none. */
    public static @Nullable String tag(@Nullable String path) {
        return path == null ? null : OF_THIS_PROCESS.of(path);
    }

    /** Where the extension begins, behind its dot; -1 when the last element of the path has none. */
    static int start(String path) {
        for (int i = path.length() - 1; i > 0; i--) {
            char c = path.charAt(i);
            if (c == '.') {
                // A dot at the end has nothing behind it; one at the beginning hides a file.
                return i < path.length() - 1 && !separates(path.charAt(i - 1)) ? i + 1 : -1;
            }
            if (separates(c)) {
                return -1;
            }
        }
        return -1;
    }

    /** Whether what begins there is short, of letters and digits only. */
    static boolean plausible(String path, int start) {
        for (int i = start; i < path.length(); i++) {
            char c = lower(path.charAt(i));
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return path.length() - start <= LONGEST;
    }

    /** What begins there, as it is spelled: without a new text where it is spelled like one that is known. */
    static String text(String path, int start) {
        String known = plausible(path, start) ? OF_THIS_PROCESS.find(path, start) : OTHER;
        return known.length() == path.length() - start && path.endsWith(known) ? known : path.substring(start);
    }

    @Nullable
    String of(String path) {
        int start = start(path);
        if (start < 0) {
            return null;
        }
        return plausible(path, start) ? find(path, start) : OTHER;
    }

    private String find(String path, int start) {
        for (int slot = hash(path, start); ; slot = (slot + 1) & (SLOTS - 1)) {
            String there = known.get(slot);
            if (there == null) {
                there = add(path, start, slot);
            }
            if (there == null) {
                return OTHER;
            }
            if (there.length() == path.length() - start && there.regionMatches(true, 0, path, start, there.length())) {
                return there;
            }
        }
    }

    /** What lies in the slot now, be it another's; null when there is no room for more. The table is never full. */
    private @Nullable String add(String path, int start, int slot) {
        if (count.get() >= MOST) {
            return null;
        }
        if (known.compareAndSet(slot, null, lower(path.substring(start)))) {
            count.incrementAndGet();
        }
        return known.get(slot);
    }

    private static int hash(String path, int start) {
        int hash = 0;
        for (int i = start; i < path.length(); i++) {
            hash = 31 * hash + lower(path.charAt(i));
        }
        return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SLOTS - 1);
    }

    private static String lower(String extension) {
        char[] letters = new char[extension.length()];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = lower(extension.charAt(i));
        }
        return new String(letters);
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    private static boolean separates(char c) {
        return c == '/' || c == '\\';
    }
}
