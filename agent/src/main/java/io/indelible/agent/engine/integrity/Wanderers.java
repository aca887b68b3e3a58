package io.indelible.agent.engine.integrity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Notes about files that were gone when they were to be entered. Programs write, check and rename at once: then the note that
 * says under which name the file is found is already on its way. Few are kept, for most are of files that were deleted.
 */
final class Wanderers {
    private static final int MOST = 64;

    private final ArrayDeque<Note> notes = new ArrayDeque<>();

    void add(Note note) {
        if (notes.size() == MOST) {
            notes.removeFirst();
        }
        notes.addLast(note);
    }

    /** Those about this file, the oldest first; they are no longer kept. */
    List<Note> take(String path) {
        List<Note> taken = new ArrayList<>();
        for (Iterator<Note> all = notes.iterator(); all.hasNext(); ) {
            Note note = all.next();
            if (note.isOf(path)) {
                all.remove();
                taken.add(note);
            }
        }
        return taken;
    }
}
