package io.indelible.instrumentation.file;

import io.indelible.instrumentation.http.UrlRedaction;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How paths are written down: as they are, the last element only, or a hash by which the same file is known again. Set
 * once at start by {@code indelible.file.path}; every attribute that holds a path goes through here.
 */
public final class PathText {
    /** The setting. */
    public static final String SETTING = "indelible.file.path";

    private static final String HASH_PREFIX = "sha256:";

    // One for the process and not one per instrumentation: a path that somebody forgot to mask would be a leak.
    private static volatile Form form = Form.FULL;

    private enum Form {
        FULL,
        NAME,
        HASH
    }

    private PathText() {}

    /** Sets the form by the text of the setting, null when it is not set. Called at start. */
    public static void use(@Nullable String setting) {
        form = form(setting);
        of("/"); // what this form needs is loaded here, and not under the lock of a class loader
    }

    /** Whether a setting of this text hides anything: then messages of exceptions must not quote paths either. */
    public static boolean hides(@Nullable String setting) {
        return form(setting) != Form.FULL;
    }

    // What is none of the three words was meant to hide something: the form that tells least is taken, and said.
    private static Form form(@Nullable String setting) {
        if (setting == null || setting.equalsIgnoreCase("full")) {
            return Form.FULL;
        }
        return setting.equalsIgnoreCase("name") ? Form.NAME : Form.HASH;
    }

    /** A path made absolute; a URI without credentials where it is none of the default file system. */
    static @Nullable String of(@Nullable Path path) {
        if (path == null) {
            return null;
        }
        return of(isDefault(path) ? path.toAbsolutePath().toString() : uri(path));
    }

    /** The path of a file, as it was spelled by what opened it, made absolute, as it may be written down. */
    public static String ofFile(String path) {
        return of(absolute(path));
    }

    /** The path of a file as it was spelled by what opened it, made absolute. */
    public static String absolute(String path) {
        // What opens files spells it plainly already: a File would be made to look it through for nothing.
        return File.separatorChar == '/' && path.startsWith("/") ? path : new File(path).getAbsolutePath();
    }

    /** A path or URI as it may be written down. */
    public static String of(String path) {
        return switch (form) {
            case FULL -> path;
            case NAME -> name(path);
            case HASH -> hash(path);
        };
    }

    /** The extension of the file as it is spelled; null when it has none, or one that may be a part of its name. */
    static @Nullable String extension(String path) {
        int start = Extensions.start(path);
        return start < 0 || (form == Form.HASH && !Extensions.plausible(path, start))
                ? null
                : Extensions.text(path, start);
    }

    // A custom file system may refuse; its own spelling is then the best there is.
    private static String uri(Path path) {
        try {
            return UrlRedaction.withoutCredentials(path.toUri().toString());
        } catch (RuntimeException | Error refused) {
            return path.toString();
        }
    }

    private static boolean isDefault(Path path) {
        return path.getFileSystem() == FileSystems.getDefault();
    }

    /** The last element; a root, which has none, as it is. */
    private static String name(String path) {
        int end = path.length();
        while (end > 0 && separates(path.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && !separates(path.charAt(start - 1))) {
            start--;
        }
        return end == 0 ? path : path.substring(start, end);
    }

    private static boolean separates(char c) {
        return c == '/' || c == '\\';
    }

    private static String hash(String path) {
        long hash = Sha256.first64(path.getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder(HASH_PREFIX);
        for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (hash >>> shift) & 0xF, 16));
        }
        String extension = extension(path);
        return extension == null
                ? text.toString()
                : text.append('.').append(extension).toString();
    }
}
