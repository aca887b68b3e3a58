package io.indelible.agent.engine.recorder;

import io.indelible.instrumentation.Operation;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations that are open now, as the records they are to be should the process die. Looks at what application
 * threads are in without their help: they pay nothing for it, and what is read is believed only if the operation is
 * the same, and as open, after it was written down as before. For one thread of the engine.
 */
public final class OpenSpans {
    /** What is over sooner is not worth being told of. */
    static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** So many at most, the oldest ones, and so many bytes of them. */
    static final int MOST = 256;

    static final int MOST_BYTES = 60 * 1024;

    private static final int MOST_TEXT = 1024;
    private static final int MOST_CANDIDATES = 16 * MOST;

    private final Consumer<Consumer<Operation>> everything;
    private final Scopes scopes;
    private final LongSupplier nanoTime;
    private final RecordEncoder encoder;

    private record Candidate(Operation operation, long spanId, long startTicks) {
        /** Whether it is the same operation, and has not ended. */
        boolean isOpen() {
            VarHandle.fullFence();
            return !operation.ended && operation.spanId == spanId && operation.startTicks == startTicks;
        }
    }

    /** {@code everything} shows every operation that is open, some of them twice. */
    public OpenSpans(Consumer<Consumer<Operation>> everything, Scopes scopes, RecorderLimits limits) {
        this(everything, scopes, limits, System::nanoTime);
    }

    OpenSpans(Consumer<Consumer<Operation>> everything, Scopes scopes, RecorderLimits limits, LongSupplier nanoTime) {
        this.everything = everything;
        this.scopes = scopes;
        this.nanoTime = nanoTime;
        int text = Math.min(limits.attributeValueLength(), MOST_TEXT);
        encoder =
                new RecordEncoder(new RecorderLimits(text, limits.attributes(), limits.slowNanos(), limits.messages()));
    }

    /** The records, as of now, as they are to be should the process die. */
    public List<byte[]> records() {
        return records(true);
    }

    /** The records of what is open though the process ends, and is over with that: nothing more will be recorded of it. */
    public List<byte[]> endAll() {
        return records(false);
    }

    private List<byte[]> records(boolean died) {
        long now = nanoTime.getAsLong();
        List<byte[]> records = new ArrayList<>();
        int room = MOST_BYTES;
        for (Candidate each : candidates(now)) {
            byte[] record = records.size() == MOST ? null : record(each, now, died);
            if (record != null && record.length <= room) {
                room -= record.length;
                records.add(record);
            }
        }
        return records;
    }

    private List<Candidate> candidates(long now) {
        Set<Operation> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Candidate> found = new ArrayList<>();
        everything.accept(operation -> {
            Candidate candidate = new Candidate(operation, operation.spanId, operation.startTicks);
            if (found.size() < MOST_CANDIDATES && isLong(candidate, now) && seen.add(operation)) {
                found.add(candidate);
            }
        });
        found.sort(Comparator.comparingLong(each -> each.startTicks() - now));
        return found;
    }

    private static boolean isLong(Candidate candidate, long now) {
        Operation operation = candidate.operation();
        return operation.sampled()
                && candidate.spanId() != 0
                && operation.startEpochNanos != 0
                && now - candidate.startTicks() >= LONG_NANOS
                && candidate.isOpen();
    }

    /** Null when it cannot be told now, or has ended meanwhile. */
    private byte @Nullable [] record(Candidate candidate, long now, boolean died) {
        Operation operation = candidate.operation();
        try {
            if (!operation.wantsOpenSpan()) {
                return null;
            }
            String thread = operation.startedOn instanceof ThreadState state ? state.name() : null;
            // Most virtual threads have no name.
            String named = thread == null || thread.isEmpty() ? null : thread;
            encoder.openSpan(operation, scopes.of(operation.family), now, named, died);
            if (!candidate.isOpen()) {
                return null;
            }
            operation.ended = !died;
            return Arrays.copyOf(encoder.array(), encoder.length());
        } catch (RuntimeException changedMeanwhile) {
            return null;
        }
    }
}
