package io.indelible.instrumentation.file;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** A list of {@link Glob}s as a setting has it: separated by commas, but not by those within braces. */
public final class Globs {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int MOST_ALTERNATIVES = 1000;

    private final Glob[] globs;

    private Globs(List<Glob> globs) {
        this.globs = globs.toArray(new Glob[0]);
    }

    /** Those that are well formed; a leading {@code ~} is {@code home}. */
    static Globs of(String setting, String home) {
        List<Glob> globs = new ArrayList<>();
        for (String item : items(setting)) {
            compile(item, home, globs);
        }
        return new Globs(globs);
    }

    /** The patterns of a setting that are well formed, with commas between them: the setting itself when all are. */
    public static String wellFormed(String setting) {
        StringBuilder good = new StringBuilder(setting.length());
        boolean all = true;
        for (String item : items(setting)) {
            boolean compiles = compile(item, "/", new ArrayList<>());
            all &= compiles;
            if (compiles) {
                good.append(good.length() == 0 ? "" : ",").append(item);
            }
        }
        return all ? setting : good.toString();
    }

    boolean isEmpty() {
        return globs.length == 0;
    }

    /** Whether any matches the absolute path. Allocates nothing. */
    boolean match(String path) {
        for (Glob glob : globs) {
            if (glob.matches(path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean compile(String item, String home, List<Glob> globs) {
        List<String> alternatives = new ArrayList<>();
        if (!expand(inHome(item, home), alternatives)) {
            return false;
        }
        List<Glob> compiled = new ArrayList<>(alternatives.size());
        for (String alternative : alternatives) {
            Glob glob = Glob.of(alternative);
            if (glob == null) {
                return false;
            }
            compiled.add(glob);
            Glob below = isFolder(alternative) ? Glob.of(below(alternative)) : null;
            if (below != null) {
                compiled.add(below);
            }
        }
        return globs.addAll(compiled);
    }

    private static String inHome(String item, String home) {
        boolean inHome = item.equals("~") || item.startsWith("~/");
        return inHome ? literal(home).concat(item.substring(1)) : item;
    }

    /** A directory's name may hold what means something in a pattern. */
    private static String literal(String path) {
        if (WINDOWS) {
            return path.replace('\\', '/');
        }
        StringBuilder literal = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            literal.append("*?[{}\\,".indexOf(c) < 0 ? "" : "\\").append(c);
        }
        return literal.toString();
    }

    /** Whether the last element has no wildcard: then it may be a folder, and what lies in it is meant too. */
    private static boolean isFolder(String pattern) {
        for (int i = pattern.length() - 1; i >= 0 && pattern.charAt(i) != '/'; i--) {
            if ("*?[".indexOf(pattern.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static String below(String folder) {
        return folder.concat(folder.endsWith("/") ? "**" : "/**");
    }

    /** One pattern for each choice that braces give; false when one is not closed or there are too many. */
    private static boolean expand(String pattern, List<String> into) {
        int open = find(pattern, '{', 0);
        if (open < 0) {
            return into.size() < MOST_ALTERNATIVES && into.add(pattern);
        }
        int close = closing(pattern, open);
        if (close < 0) {
            return false;
        }
        for (String choice : split(pattern.substring(open + 1, close))) {
            if (!expand(pattern.substring(0, open) + choice + pattern.substring(close + 1), into)) {
                return false;
            }
        }
        return true;
    }

    private static int closing(String pattern, int open) {
        int depth = 0;
        for (int i = open; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
            i += c == '\\' ? 1 : 0;
        }
        return -1;
    }

    private static int find(String pattern, char sought, int from) {
        for (int i = from; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == sought) {
                return i;
            }
            i += c == '\\' ? 1 : 0;
        }
        return -1;
    }

    private static List<String> items(String setting) {
        List<String> items = new ArrayList<>();
        for (String part : split(setting)) {
            // There a backslash separates and quotes nothing.
            String item = WINDOWS ? part.trim().replace('\\', '/') : part.trim();
            if (!item.isEmpty()) {
                items.add(item);
            }
        }
        return items;
    }

    /** At commas outside of braces. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth <= 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
            i += c == '\\' ? 1 : 0;
        }
        parts.add(text.substring(start));
        return parts;
    }
}
