package io.indelible.agent.engine.config;

import java.io.File;

/** Takes everybody's rights but the owner's. By {@link File}, for {@code java.nio.file} starts too much in premain. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /**
     * Makes a file readable and writable, and a directory searchable, by its owner only. Does what the file system can.
     *
     * @return whether that was possible; false for what belongs to somebody else
     */
    public static boolean restrict(File file) {
        // Each step is taken whatever came of the one before.
        boolean unreadable = file.setReadable(false, false);
        boolean unwritable = file.setWritable(false, false);
        boolean readable = file.setReadable(true, true);
        boolean writable = file.setWritable(true, true);
        return unreadable && unwritable && readable && writable && (!file.isDirectory() || searchable(file));
    }

    private static boolean searchable(File directory) {
        return directory.setExecutable(false, false) && directory.setExecutable(true, true);
    }
}
