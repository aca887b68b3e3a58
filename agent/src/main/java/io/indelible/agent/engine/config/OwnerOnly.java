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
        boolean directory = file.isDirectory();
        boolean closed = file.setReadable(false, false) & file.setWritable(false, false);
        boolean opened = file.setReadable(true, true) & file.setWritable(true, true);
        if (directory) {
            return file.setExecutable(false, false) & file.setExecutable(true, true) & closed & opened;
        }
        return closed & opened;
    }
}
