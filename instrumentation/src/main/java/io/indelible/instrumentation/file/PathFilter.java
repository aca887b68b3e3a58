package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Operations;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which files are never recorded: those that are no data of the application (the kernel's windows {@code /proc},
 * {@code /sys}, {@code /dev} but for its shared memory, the JDK, what classes are loaded from, temporary files of the
 * JVM, the agent's own), and those that the user left out by {@code indelible.file.include} and {@code .exclude}.
 *
 * <p>One per process, used by any thread. Absolute paths are looked at as they are and nothing is allocated; relative
 * ones and those with {@code ..} are made plain first, but only where there are patterns. Ask once per open file.
 */
final class PathFilter {
    private static final String SHARED_MEMORY = "/dev/shm/";

    /** A program that loads from ever new archives, such as a server that deploys copies, must not fill the heap. */
    private static final int MOST_ARCHIVES = 10_000;

    private static @Nullable PathFilter shared;
    private static @Nullable Operations sharedFor;

    private final String[] roots;
    private final String[] classFolders;
    private final ConcurrentHashMap<String, Boolean> archives = new ConcurrentHashMap<>();
    private final JvmFiles jvmFiles;
    private final @Nullable PathPatterns patterns;

    /** The filter of this process, made from its settings when it is first asked for. */
    static synchronized PathFilter of(Operations operations) {
        PathFilter made = shared;
        if (made == null || sharedFor != operations) {
            made = ofThisProcess(operations);
            shared = made;
            sharedFor = operations;
        }
        return made;
    }

    private static PathFilter ofThisProcess(Operations operations) {
        return new PathFilter(
                System.getProperty("java.home", ""),
                System.getProperty("java.class.path", "")
                        + File.pathSeparator
                        + System.getProperty("jdk.module.path", ""),
                operations.setting("indelible.dir"),
                JvmFiles.ofThisProcess(),
                PathPatterns.of(operations));
    }

    PathFilter(
            String javaHome,
            String classPath,
            @Nullable String ownFolder,
            JvmFiles jvmFiles,
            @Nullable PathPatterns patterns) {
        roots = roots(javaHome, ownFolder);
        this.jvmFiles = jvmFiles;
        this.patterns = patterns;
        Set<String> folders = new HashSet<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                addEntry(new File(entry), folders);
            }
        }
        classFolders = folders.toArray(new String[0]);
    }

    private static String[] roots(String javaHome, @Nullable String ownFolder) {
        Set<String> roots = new HashSet<>();
        roots.add("/proc/");
        roots.add("/sys/");
        roots.add("/dev/");
        if (!javaHome.isEmpty()) {
            roots.add(folder(javaHome));
            addConfiguration(javaHome, roots);
        }
        if (ownFolder != null) {
            roots.add(folder(PathPatterns.inHome(ownFolder)));
        }
        return roots.toArray(new String[0]);
    }

    // Where the system's packages keep the JDK's configuration apart, the JDK has links to it.
    private static void addConfiguration(String javaHome, Set<String> roots) {
        try {
            String real =
                    new File(javaHome, "conf/net.properties").getCanonicalFile().getParent();
            if (real != null && real.length() > 1) {
                roots.add(folder(real));
            }
        } catch (IOException unreadable) {
            return; // Then nobody reads it.
        }
    }

    private void addEntry(File entry, Set<String> folders) {
        if (entry.isDirectory()) {
            folders.add(folder(entry.getPath()));
            folders.add(folder(entry.getAbsolutePath()));
            folders.add(folder(canonical(entry)));
        } else {
            addArchive(entry.getPath());
        }
    }

    // As the loader of the class path spells what it finds in a folder.
    private static String canonical(File entry) {
        try {
            return entry.getCanonicalPath();
        } catch (IOException unreadable) {
            return entry.getAbsolutePath();
        }
    }

    /** From now on the archive of this name holds classes and no data. Any thread. */
    void addArchive(String path) {
        if (archives.size() < MOST_ARCHIVES) {
            // Loaders open entries as they are spelled or made absolute: both are remembered, so no call resolves
            // anything.
            archives.put(path, true);
            archives.put(new File(path).getAbsolutePath(), true);
        }
    }

    private static String folder(String path) {
        return path.endsWith(File.separator) ? path : path + File.separator;
    }

    /** Whether the file of this name, spelled as it was opened, is never recorded. Null, an unnamed file, is not. */
    boolean ignores(@Nullable String path) {
        return path == null
                || path.isEmpty()
                || (startsWithAny(path, roots) && !path.startsWith(SHARED_MEMORY))
                || archives.containsKey(path)
                || (path.endsWith(".class") && startsWithAny(path, classFolders))
                || jvmFiles.contain(path)
                || (patterns != null && patterns.leaveOut(path));
    }

    /** As {@link #ignores(String)}; of file systems other than the default one only the JDK's own image is no data. */
    boolean ignores(Path path) {
        FileSystem files = path.getFileSystem();
        if (files != FileSystems.getDefault()) {
            return "jrt".equals(files.provider().getScheme()) || (patterns != null && patterns.leaveOutForeign(path));
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
