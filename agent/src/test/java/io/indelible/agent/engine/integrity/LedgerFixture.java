package io.indelible.agent.engine.integrity;

import io.indelible.agent.engine.recorder.EpochClock;
import io.indelible.agent.engine.recorder.LateEvents;
import io.indelible.agent.engine.recorder.RecorderLimits;
import io.indelible.agent.engine.recorder.RecorderLimits.ExceptionMessages;
import io.indelible.agent.engine.recorder.Scopes;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.instrumentation.TraceContext;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A ledger on disk, the events that it made, and files that were, are or will be what they should be. */
final class LedgerFixture {
    static final String ALGORITHM = "SHA-256";
    /** Not a whole second: that would be of a clock that ticks in seconds. */
    private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02.123456Z");

    /** Operations and the ledger have one clock: two would disagree by a millisecond on what came first. */
    private static final EpochClock CLOCK = new EpochClock();

    final List<LogRecord> events = new ArrayList<>();
    final List<String> said = new ArrayList<>();
    final TraceContext where = new TraceContext();
    final Path service;
    long maxBytes = 1 << 20;
    long lostNanos = Long.MIN_VALUE;
    LedgerFile file;
    private Keeper keeper;

    LedgerFixture(Path folder) {
        service = folder.resolve("service");
        where.traceIdHigh = 1;
        where.traceIdLow = 2;
        where.spanId = 3;
        start();
    }

    /** As a new process would. */
    void start() {
        if (file != null) {
            file.close();
        }
        file = new LedgerFile(service, maxBytes, log());
        keeper = new Keeper(file, new Findings(lateEvents()), CLOCK, () -> lostNanos, log());
    }

    AgentLog log() {
        return (level, message, cause) -> said.add(message);
    }

    LateEvents lateEvents() {
        return new LateEvents(
                new RecorderLimits(16_000, 128, Long.MAX_VALUE, ExceptionMessages.SAFE),
                new Scopes("1"),
                this::keep,
                CLOCK);
    }

    /** A file that nobody has touched for long. */
    static Path settled(Path path, String content) throws IOException {
        Files.writeString(path, content);
        Files.setLastModifiedTime(path, FileTime.from(LONG_AGO));
        return path;
    }

    /** Another content, of which neither size nor time tells. */
    static void rot(Path path, String content) throws IOException {
        FileTime modified = Files.getLastModifiedTime(path);
        Files.writeString(path, content);
        Files.setLastModifiedTime(path, modified);
    }

    /** What an application does that hashes a file from now on. */
    void hash(Path path) throws IOException {
        hash(path, now());
    }

    void hash(Path path, long openedNanos) throws IOException {
        note(new Note.Hashed(path.toString(), Files.size(path), ALGORITHM, digest(path), openedNanos));
    }

    /** What an application does that copies a file. */
    void copy(Path source, Path target) throws IOException {
        note(copied(source, target));
    }

    /** A file is copied; whoever says so has not said it yet. */
    static Note copied(Path source, Path target) throws IOException {
        long started = CLOCK.epochNanos(System.nanoTime());
        Files.copy(source, target);
        return new Note.Copied(source.toString(), target.toString(), Files.size(source), started, now() + 1_000_000);
    }

    void changed(Path path) throws IOException {
        note(new Note.Changed(path.toString()));
    }

    /** What an application does that renames a file. */
    void move(Path source, Path target) throws IOException {
        Files.move(source, target);
        note(new Note.Moved(source.toString(), target.toString()));
    }

    void note(Note note) throws IOException {
        note.happenedIn(where);
        note.enter(keeper);
    }

    List<Entry> hashes() throws IOException {
        return LedgerReader.hashes(LedgerReader.in(service), entry -> true);
    }

    List<String> eventNames() {
        return events.stream().map(LogRecord::getEventName).toList();
    }

    static @Nullable Object attribute(LogRecord event, String name) {
        for (KeyValue attribute : event.getAttributesList()) {
            if (attribute.getKey().equals(name)) {
                return attribute.getValue().hasIntValue()
                        ? (Object) attribute.getValue().getIntValue()
                        : attribute.getValue().getStringValue();
            }
        }
        return null;
    }

    static byte[] digest(Path path) throws IOException {
        try {
            return MessageDigest.getInstance(ALGORITHM).digest(Files.readAllBytes(path));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static long modifiedNanos(Path path) throws IOException {
        return Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
    }

    static long now() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    private boolean keep(Signal signal, byte[] bytes, int offset, int length) {
        SpoolRecord record = SpoolRecord.parse(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
        int from = record.payloadOffset();
        try {
            return events.add(
                    LogRecord.parseFrom(Arrays.copyOfRange(record.bytes(), from, from + record.payloadLength())));
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
