package io.indelible.viewer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What could not be read: counted, and said once at the end. */
final class Damage {
    private int lines;
    private int files;
    private int ends;
    private @Nullable Path first;

    void line(Path file) {
        lines++;
        first(file);
    }

    void file(Path file) {
        files++;
        first(file);
    }

    /** A compressed file that ends early; what is before that was read. */
    void end(Path file) {
        ends++;
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
        List<String> what = new ArrayList<>();
        add(what, "", lines, "damaged line");
        add(what, "", files, "file");
        add(what, "the end of ", ends, "file");
        return "Could not read " + String.join(" and ", what) + " of the store, first in " + first
                + "; the rest is shown.";
    }

    private static void add(List<String> what, String before, int number, String noun) {
        if (number > 0) {
            what.add(before + number + " " + noun + (number == 1 ? "" : "s"));
        }
    }
}
