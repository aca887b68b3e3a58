package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.otlp.SpanIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a dead process wanted to be told into its segments: the operations that it had open, and its last metrics.
 * An operation whose span has a record has ended after all.
 */
final class LastWordsLeftover {
    private final SpoolDirectory directory;
    private final AgentLog log;
    private final Map<Long, byte[]> open = new HashMap<>();

    private LastWordsLeftover(SpoolDirectory directory, AgentLog log) {
        this.directory = directory;
        this.log = log;
    }

    /**
     * Takes it, once; after what the ring held. Who dies half-way finds what he has done: a span has a record then.
     *
     * @throws NoRoomException when the disk is full
     */
    static void take(SpoolDirectory directory, AgentLog log) throws IOException {
        Path file = directory.file(LifeFile.LIFE);
        Life life = LifeFile.read(file, LifeFile.LIFE_BYTES);
        PreviousEnd end = PreviousEnd.of(directory, life);
        if (life != null && !life.clean() && !told(directory, life)) {
            new LastWordsLeftover(directory, log).take(life);
        }
        // Whoever looks at what is left of it later must not take it for one that ended another way.
        PreviousEnd.remember(directory.root(), end, log);
    }

    /** Whether that is done. Who keeps a directory for others adopts it again and again. */
    private static boolean told(SpoolDirectory directory, Life life) {
        return life.words().isEmpty() && !Files.exists(directory.file(LifeFile.METRICS));
    }

    private void take(Life life) throws IOException {
        for (byte[] word : life.words()) {
            Long span = spanOf(word);
            if (span != null) {
                open.put(span, word);
            }
        }
        if (!open.isEmpty()) {
            leaveOutEnded();
        }
        log.info(directory.instance() + " was killed, its last sign of life is of "
                + Instant.ofEpochMilli(life.epochMillis()) + "; open then: " + open.size() + " operations");
        Path metrics = directory.file(LifeFile.METRICS);
        Life last = LifeFile.read(metrics, LifeFile.METRICS_BYTES);
        PlainLog.addWhole(directory.path(), segment -> {
            append(open.values(), segment);
            append(last == null ? List.of() : last.words(), segment);
        });
        Files.deleteIfExists(metrics);
        forget(life);
    }

    /** Its words are told; how it ended stays known for as long as its directory does. */
    private void forget(Life life) throws IOException {
        Files.deleteIfExists(directory.file(LifeFile.LIFE));
        try (LifeFile file = LifeFile.create(directory.file(LifeFile.LIFE), LifeFile.LIFE_BYTES)) {
            file.write(false, life.epochMillis(), List.of());
        }
    }

    private void leaveOutEnded() throws IOException {
        DirectorySource.look(directory, Position.START, record -> {
            if (record.signal() == Signal.TRACES) {
                open.remove(SpanIds.of(record));
            }
            return !open.isEmpty();
        });
    }

    /** Null for what is no span; whoever wrote it was of another version. */
    private static @Nullable Long spanOf(byte[] word) {
        try {
            SpoolRecord record = SpoolRecord.parse(word, 0, word.length);
            return record.signal() == Signal.TRACES ? SpanIds.of(record) : null;
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private static void append(Collection<byte[]> words, PlainLog segment) throws IOException {
        if (!words.isEmpty() && !segment.append(Lot.of(words.toArray(new byte[0][])))) {
            throw new NoRoomException("no room for what a dead process wanted to be told");
        }
    }
}
