package io.indelible.viewer;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What could not be read: counted, and said once at the end. */
final class Damage {
    private int lines;
    private int files;
    private @Nullable Path first;

    void line(Path file) {
        lines++;
        first(file);
    }

    void file(Path file) {
        files++;
        first(file);
    }

    private void first(Path file) {
        if (first == null) {
            first = file;
        }
    }

    /** A sentence for people; null when everything could be read. */
    @Nullable
    String message() {
        if (first == null) {
            return null;
        }
        String what = lines == 0
                ? count(files, "file")
                : files == 0
                        ? count(lines, "damaged line")
                        : count(lines, "damaged line") + " and " + count(files, "file");
        return "Could not read " + what + " of the store, first in " + first + "; the rest is shown.";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
