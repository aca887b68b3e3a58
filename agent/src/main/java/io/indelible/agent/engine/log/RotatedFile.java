package io.indelible.agent.engine.log;

import io.indelible.agent.engine.config.OwnerOnly;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is appended to and set aside when it is full: {@code agent.log}, {@code agent.log.1}, {@code agent.log.2}.
 * It is opened for each append, for several processes of one service share it, and each may set it aside or delete it.
 */
final class RotatedFile {
    private final File file;
    private final long maxBytes;
    private final int files;

    RotatedFile(File file, long maxBytes, int files) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.files = files;
    }

    /** Appends all of it to one file. */
    void append(byte[] bytes) throws IOException {
        long length = file.length();
        if (length > 0 && length + bytes.length > maxBytes) {
            rotate();
        }
        if (file.createNewFile()) {
            OwnerOnly.restrict(file);
        }
        try (FileOutputStream out = new FileOutputStream(file, true)) {
            out.write(bytes);
        }
    }

    private void rotate() throws IOException {
        for (int number = files - 1; number > 0; number--) {
            Path from = number == 1 ? file.toPath() : numbered(number - 1);
            if (Files.exists(from)) {
                Files.move(from, numbered(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path numbered(int number) {
        return new File(file.getPath() + "." + number).toPath();
    }
}
