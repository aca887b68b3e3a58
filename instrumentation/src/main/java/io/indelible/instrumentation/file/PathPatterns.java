package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Operations;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the user wants recorded: {@code indelible.file.include}, less {@code indelible.file.exclude}. */
final class PathPatterns {
    /** The setting of what alone is recorded. */
    static final String INCLUDE = "indelible.file.include";

    /** The setting of what is not; it wins. */
    static final String EXCLUDE = "indelible.file.exclude";

    private final Globs include;
    private final Globs exclude;
    private final boolean includesAll;

    PathPatterns(@Nullable String include, @Nullable String exclude, String home) {
        this.include = Globs.of(include == null ? "" : include, home);
        this.exclude = Globs.of(exclude == null ? "" : exclude, home);
        includesAll = this.include.isEmpty();
    }

    /** Those of the settings; null when nothing is set, so that most programs never ask. */
    static @Nullable PathPatterns of(Operations operations) {
        String include = operations.setting(INCLUDE);
        String exclude = operations.setting(EXCLUDE);
        return include == null && exclude == null ? null : new PathPatterns(include, exclude, home());
    }

    /** The path with the home directory in the place of a leading {@code ~}. */
    static String inHome(String path) {
        boolean inHome = path.equals("~") || path.startsWith("~/") || path.startsWith("~\\");
        return inHome ? home().concat(path.substring(1)) : path;
    }

    private static String home() {
        return System.getProperty("user.home", "~");
    }

    /** Whether the file of this name, spelled as it was opened, is left out. Allocates nothing for a plain absolute path. */
    boolean leaveOut(String path) {
        return leftOut(isPlain(path) ? path : plain(path));
    }

    /** As {@link #leaveOut}: a file in an archive lies below the archive. */
    boolean leaveOutForeign(Path path) {
        return leftOut(foreign(path));
    }

    private boolean leftOut(String absolute) {
        return (!includesAll && !include.match(absolute)) || exclude.match(absolute);
    }

    private static boolean isPlain(String path) {
        if (!path.startsWith("/") && !path.startsWith(":\\", 1)) {
            return false;
        }
        for (int i = 1; i < path.length(); i++) {
            if (separates(path.charAt(i - 1)) && isOdd(path, i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the element that begins there is empty, {@code .} or {@code ..}. */
    private static boolean isOdd(String path, int start) {
        int end = start;
        while (end < path.length() && end < start + 2 && path.charAt(end) == '.') {
            end++;
        }
        return end == path.length() ? end > start : separates(path.charAt(end));
    }

    private static boolean separates(char c) {
        return c == '/' || c == File.separatorChar;
    }

    private static String plain(String path) {
        try {
            return Path.of(path).toAbsolutePath().normalize().toString();
        } catch (RuntimeException invalid) {
            return new File(path).getAbsolutePath();
        }
    }

    // jar:file:///data/a.zip!/b.txt lies at /data/a.zip/b.txt. What a file system of other people's making says is
    // taken as it is.
    private static String foreign(Path path) {
        try {
            URI uri = path.toUri();
            String text = String.valueOf(uri.getSchemeSpecificPart());
            return (text.startsWith("file://") ? text.substring("file://".length()) : text).replace("!/", "/");
        } catch (RuntimeException | Error refused) {
            return path.toString();
        }
    }
}
