package io.indelible.instrumentation.file;

import java.io.File;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which files are no data of the application and never recorded: the kernel's windows ({@code /proc}, {@code /sys},
 * {@code /dev} but for its shared memory), the JDK, and what classes are loaded from. Immutable; allocates nothing for
 * text.
 */
public final class PathFilter {
    private static final String SHARED_MEMORY = "/dev/shm/";

    private final String[] roots;
    private final String[] classFolders;
    private final Set<String> archives;

    /** Reads the JDK's home and the class and module path of this process, once. */
    public static PathFilter ofThisProcess() {
        return new PathFilter(
                System.getProperty("java.home", ""),
                System.getProperty("java.class.path", "")
                        + File.pathSeparator
                        + System.getProperty("jdk.module.path", ""));
    }

    PathFilter(String javaHome, String classPath) {
        roots = javaHome.isEmpty()
                ? new String[] {"/proc/", "/sys/", "/dev/"}
                : new String[] {"/proc/", "/sys/", "/dev/", folder(javaHome)};
        archives = new HashSet<>();
        Set<String> folders = new HashSet<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                addEntry(new File(entry), folders);
            }
        }
        classFolders = folders.toArray(new String[0]);
    }

    // Loaders open entries as they are spelled or made absolute: both are remembered, so no call resolves anything.
    private void addEntry(File entry, Set<String> folders) {
        if (entry.isDirectory()) {
            folders.add(folder(entry.getPath()));
            folders.add(folder(entry.getAbsolutePath()));
        } else {
            archives.add(entry.getPath());
            archives.add(entry.getAbsolutePath());
        }
    }

    private static String folder(String path) {
        return path.endsWith(File.separator) ? path : path + File.separator;
    }

    /** Whether the file of this name, spelled as it was opened, is never recorded. Null, an unnamed file, is not. */
    public boolean ignores(@Nullable String path) {
        return path == null
                || path.isEmpty()
                || (startsWithAny(path, roots) && !path.startsWith(SHARED_MEMORY))
                || archives.contains(path)
                || (path.endsWith(".class") && startsWithAny(path, classFolders));
    }

    /** As {@link #ignores(String)}; of file systems other than the default one only the JDK's own image is ignored. */
    public boolean ignores(Path path) {
        FileSystem files = path.getFileSystem();
        if (files != FileSystems.getDefault()) {
            return "jrt".equals(files.provider().getScheme());
        }
        return ignores(
                path.isAbsolute() ? path.toString() : path.toAbsolutePath().toString());
    }

    private static boolean startsWithAny(String path, String[] prefixes) {
        for (String prefix : prefixes) {
            if (path.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
