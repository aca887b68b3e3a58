package io.indelible.agent.engine;

import io.indelible.agent.command.Replay;
import io.indelible.exporter.BackOff;
import io.indelible.exporter.Exporter;
import io.indelible.exporter.Exporter.Kind;
import io.indelible.exporter.Exporter.Outcome;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.file.StoredLines;
import io.indelible.exporter.file.StoredSegments;
import io.indelible.exporter.file.StoredSegments.Stored;
import io.indelible.exporter.otlp.StoredLine;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One replay, with what it has counted. */
final class ReplayRun {
    /** About as much as the agent sends at once. */
    private static final long BATCH_BYTES = 2 << 20;

    private final Replay.Request request;
    private final Replay.Progress progress;
    private final Exporter exporter;
    private final BackOff backOff = BackOff.exponential();
    private final List<SpoolRecord> batch = new ArrayList<>();
    private byte[] resource = {};
    private long batchBytes;
    private int segments;
    private long records;
    private long sent;
    private long rejected;
    private int unreadable;
    private @Nullable String gaveUp;

    ReplayRun(Replay.Request request, Replay.Progress progress, Exporter exporter) {
        this.request = request;
        this.progress = progress;
        this.exporter = exporter;
    }

    Replay.Outcome all(List<Stored> found) throws InterruptedException {
        progress.total(found.stream().mapToLong(Stored::bytes).sum());
        for (Stored each : found) {
            if (gaveUp == null) {
                segment(each);
                progress.read(each.bytes());
            }
        }
        return new Replay.Outcome(segments, records, sent, rejected, unreadable, gaveUp);
    }

    private void segment(Stored segment) throws InterruptedException {
        segments++;
        try (StoredLines lines = StoredSegments.open(segment)) {
            for (String line = lines.next(); line != null && gaveUp == null; line = lines.next()) {
                line(segment, line);
            }
        } catch (EOFException e) {
            unreadable(segment.file() + " ends early; what it holds before that is sent");
        } catch (IOException e) {
            unreadable(segment.file() + " cannot be read to its end: " + e);
        }
        flush(segment.signal());
    }

    private void line(Stored segment, String line) throws InterruptedException {
        List<StoredLine> parts;
        try {
            parts = StoredLine.read(segment.signal(), line);
        } catch (IOException e) {
            // What is being written may end in the middle of a line.
            if (!segment.file().toString().endsWith(".open")) {
                unreadable("a line of " + segment.file() + " is no OTLP: " + e.getMessage());
            }
            return;
        }
        for (StoredLine each : parts) {
            add(segment.signal(), each);
        }
    }

    private void add(Signal signal, StoredLine line) throws InterruptedException {
        if (!Arrays.equals(resource, line.resource()) || batchBytes >= BATCH_BYTES) {
            flush(signal);
            resource = line.resource();
        }
        for (SpoolRecord each : line.records()) {
            if (wanted(each)) {
                records++;
                batch.add(each);
                batchBytes += each.payloadLength() + each.scopeLength();
            }
        }
    }

    private boolean wanted(SpoolRecord record) {
        try {
            long time = StoredLine.epochNanos(record);
            return time >= request.fromNanos() && time < request.toNanos();
        } catch (IOException e) {
            return false;
        }
    }

    private void flush(Signal signal) throws InterruptedException {
        if (!batch.isEmpty() && !request.dryRun() && gaveUp == null) {
            long start = System.nanoTime();
            send(signal, List.copyOf(batch));
            slowDown(start);
        }
        batch.clear();
        batchBytes = 0;
    }

    private void send(Signal signal, List<SpoolRecord> list) throws InterruptedException {
        long start = System.nanoTime();
        for (int failures = 0; ; ) {
            Outcome outcome = exporter.export(signal, resource, "replay", list);
            if (outcome.kind() == Kind.PENDING) {
                continue;
            }
            if (outcome.kind() != Kind.RETRY) {
                count(outcome, list.size());
                return;
            }
            long tried = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            long wait = Math.max(outcome.retryAfterMillis(), backOff.delayMillis(++failures));
            if (tried + wait > request.patienceMillis()) {
                gaveUp = outcome.reason();
                return;
            }
            if (failures == 1) {
                progress.trouble(outcome.reason() + "; trying again");
            }
            Thread.sleep(wait);
        }
    }

    private void count(Outcome outcome, int size) {
        int refused = outcome.kind() == Kind.REJECTED ? size : Math.min(size, outcome.rejected());
        sent += size - refused;
        rejected += refused;
        if (!outcome.reason().isEmpty()) {
            progress.trouble(outcome.reason());
        }
    }

    private void slowDown(long startNanos) throws InterruptedException {
        if (request.bytesPerSecond() > 0) {
            long due = batchBytes * 1_000 / request.bytesPerSecond();
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            Thread.sleep(Math.max(0, due - took));
        }
    }

    private void unreadable(String why) {
        unreadable++;
        progress.trouble(why);
    }
}
