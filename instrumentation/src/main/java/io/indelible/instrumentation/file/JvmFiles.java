package io.indelible.instrumentation.file;

import java.io.File;

/**
 * Temporary files that the JVM and the JDK make for themselves, by the names they give them: performance data, sockets and
 * triggers of attaching tools, fonts, the image library's cache.
 */
final class JvmFiles {
    /** Where the JVM itself puts them on Linux, whatever {@code java.io.tmpdir} says. */
    private static final String FIXED = "/tmp/";

    private final String folder;

    JvmFiles(String folder) {
        this.folder = folder.endsWith(File.separator) ? folder : folder.concat(File.separator);
    }

    static JvmFiles ofThisProcess() {
        return new JvmFiles(System.getProperty("java.io.tmpdir", "/tmp"));
    }

    /** Whether the absolute path is one of them. Allocates nothing. */
    boolean contain(String path) {
        return (path.startsWith(folder) && isOne(path, folder.length()))
                || (path.startsWith(FIXED) && isOne(path, FIXED.length()));
    }

    private static boolean isOne(String path, int name) {
        return path.startsWith("hsperfdata_", name)
                || path.startsWith("+~JF", name)
                || path.startsWith(".java_pid", name)
                || path.startsWith(".attach_pid", name)
                || (path.startsWith("imageio", name) && path.endsWith(".tmp"));
    }
}
