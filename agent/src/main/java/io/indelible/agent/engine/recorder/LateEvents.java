package io.indelible.agent.engine.recorder;

import io.indelible.exporter.Signal;
import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.Vocabulary;
import org.jspecify.annotations.Nullable;

/** Writes events that the engine finds out later, about operations that have ended. For one thread of the engine. */
public final class LateEvents {
    private final RecorderLimits limits;
    private final Scopes scopes;
    private final RecordWriter spool;
    private final EpochClock clock;
    private @Nullable RecordEncoder encoder;

    /** Events that go to this spool. */
    public LateEvents(RecorderLimits limits, Scopes scopes, RecordWriter spool, EpochClock clock) {
        this.limits = limits;
        this.scopes = scopes;
        this.spool = spool;
        this.clock = clock;
    }

    /**
     * Starts an event; {@link #end} must follow before the next.
     *
     * @param where what it is bound to, sampled or not: what is found out later is rare and matters
     * @param severity the OTLP number
     * @return takes its attributes
     */
    public AttributeWriter begin(TraceContext where, Family family, int severity) {
        RecordEncoder event = encoder();
        event.beginEvent(where, scopes.of(family), severity, clock.epochNanos(System.nanoTime()));
        event.put(Vocabulary.LOG_RECORD_UID, Events.uid());
        return event;
    }

    /** Writes the event under this name. */
    public void end(String eventName) {
        RecordEncoder event = encoder();
        event.endEvent(eventName);
        spool.write(Signal.LOGS, event.array(), 0, event.length());
    }

    private RecordEncoder encoder() {
        RecordEncoder made = encoder;
        if (made == null) {
            made = new RecordEncoder(limits);
            encoder = made;
        }
        return made;
    }
}
