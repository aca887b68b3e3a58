package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds out why a folder could not be scanned, by trying what its scan tried. */
final class FailedLook {
    private FailedLook() {}

    /** Why it fails; null when it does not, or the path is no folder. Never throws. */
    @SuppressWarnings("StreamResourceLeak") // closed right there
    static @Nullable Throwable at(Path path) {
        try {
            if (Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isDirectory()) {
                Files.newDirectoryStream(path).close();
            }
            return null;
        } catch (IOException | RuntimeException failure) {
            failure.setStackTrace(ofTheApplication(failure.getStackTrace()));
            return failure;
        }
    }

    /** The frames below the doorbell: those above are our own look. */
    private static StackTraceElement[] ofTheApplication(StackTraceElement[] frames) {
        int first = 0;
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].getClassName().equals(Bridge.class.getName())) {
                first = i + 1;
            }
        }
        return Arrays.copyOfRange(frames, first, frames.length);
    }
}
