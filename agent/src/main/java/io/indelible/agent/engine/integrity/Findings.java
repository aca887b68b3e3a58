package io.indelible.agent.engine.integrity;

import io.indelible.agent.engine.recorder.LateEvents;
import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.Vocabulary;
import io.indelible.instrumentation.file.PathText;
import java.util.HexFormat;

/** Says what the ledger has found, as events bound to the operation that brought it to light. */
final class Findings {
    private static final int INFO = 9;
    private static final int ERROR = 17;

    private final LateEvents events;

    Findings(LateEvents events) {
        this.events = events;
    }

    /** The content is another though nothing modified the file. */
    void mismatch(TraceContext where, Entry known, Entry found) {
        hash(where, ERROR, known, found);
        events.end(Vocabulary.FILE_INTEGRITY_MISMATCH);
    }

    /** The content is another, for the file was modified. */
    void changed(TraceContext where, Entry known, Entry found) {
        hash(where, INFO, known, found);
        events.end(Vocabulary.FILE_INTEGRITY_CHANGED);
    }

    /** A copy has not the content of what it was copied from. */
    void copyMismatch(TraceContext where, Entry source, Entry copy) {
        AttributeWriter event = events.begin(where, Family.FILE, ERROR);
        event.put(Vocabulary.FILE_PATH, shown(source.path()));
        event.put(Vocabulary.FILE_TARGET_PATH, shown(copy.path()));
        digests(event, source, copy);
        events.end(Vocabulary.FILE_COPY_MISMATCH);
    }

    private void hash(TraceContext where, int severity, Entry known, Entry found) {
        AttributeWriter event = events.begin(where, Family.HASH, severity);
        event.put(Vocabulary.FILE_PATH, shown(found.path()));
        digests(event, known, found);
    }

    private static void digests(AttributeWriter event, Entry expected, Entry found) {
        event.put(Vocabulary.FILE_SIZE, found.size());
        event.put(Vocabulary.HASH_ALGORITHM, found.algorithm());
        event.put(Vocabulary.HASH_VALUE, HexFormat.of().formatHex(found.digest()));
        event.put(Vocabulary.HASH_VALUE_EXPECTED, HexFormat.of().formatHex(expected.digest()));
    }

    /** A path as it may leave the process: the one place for masking it. */
    private static String shown(String path) {
        return PathText.of(path);
    }
}
