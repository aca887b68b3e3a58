package io.indelible.exporter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way from one source to one destination, with its own cursor. Used by the export thread.
 *
 * <p>At most one batch is in hand. Which signals of it are still to be delivered is kept only here: a retry sends nothing
 * twice, the death of the process may.
 */
final class Lane {
    final RecordSource source;
    final Destination destination;
    private final Pause reading;
    private final Troubles troubles;
    private final Map<Signal, List<SpoolRecord>> undelivered = new EnumMap<>(Signal.class);
    private RecordBatch.Position position;
    private @Nullable RecordBatch inHand;
    private @Nullable String instance;
    private boolean acknowledged = true;
    private boolean empty;
    private boolean more;

    Lane(RecordSource source, Destination destination, Pause reading, Troubles troubles) {
        this.source = source;
        this.destination = destination;
        this.reading = reading;
        this.troubles = troubles;
        position = source.cursor(destination.name());
    }

    /** Delivers one batch; true when it did, false when there is none or it cannot be delivered now. */
    boolean step() throws InterruptedException {
        if (!acknowledged) {
            acknowledge();
        }
        if (!destination.freeFor(this) || destination.pause.active() || reading.active()) {
            return false;
        }
        RecordBatch batch = inHand == null ? take() : inHand;
        if (batch == null || !deliver(batch)) {
            return false;
        }
        inHand = null;
        destination.release(this);
        more = batch.more();
        destination.rate.spent(bytes(batch));
        position = batch.next();
        acknowledge();
        return true;
    }

    /** Whether the source had nothing more when it was last asked, and its cursor is written. */
    boolean drained() {
        return empty && acknowledged;
    }

    /** Whether there was more behind the last batch: waiting gathers nothing. */
    boolean more() {
        return more;
    }

    /** The source will give no more. */
    void finish() {
        if (instance != null) {
            destination.finish(instance);
        }
    }

    private @Nullable RecordBatch take() {
        RecordBatch batch = destination.rate.exceeded() ? null : read();
        if (batch != null) {
            inHand = batch;
            destination.hold(this, batch);
            instance = batch.instance();
            for (SpoolRecord each : batch.records()) {
                undelivered
                        .computeIfAbsent(each.signal(), signal -> new ArrayList<>())
                        .add(each);
            }
        }
        return batch;
    }

    private static long bytes(RecordBatch batch) {
        long sum = 0;
        for (SpoolRecord each : batch.records()) {
            sum += each.scopeLength() + each.payloadLength();
        }
        return sum;
    }

    private @Nullable RecordBatch read() {
        try {
            RecordBatch batch = source.read(position, destination.rate.batchBytes());
            empty = batch == null;
            more &= batch != null;
            reading.succeeded();
            return batch;
        } catch (IOException | RuntimeException | Error e) {
            // Error: a mapped file that was cut answers with InternalError.
            empty = false;
            reading.failed(-1);
            troubles.say("The spool cannot be read now, trying again: " + e, e);
            return null;
        }
    }

    private boolean deliver(RecordBatch batch) throws InterruptedException {
        Iterator<Map.Entry<Signal, List<SpoolRecord>>> signals =
                undelivered.entrySet().iterator();
        while (signals.hasNext()) {
            Map.Entry<Signal, List<SpoolRecord>> each = signals.next();
            if (!destination.deliver(each.getKey(), batch, each.getValue())) {
                return false;
            }
            signals.remove();
        }
        return true;
    }

    // Delivery goes on even when the cursor cannot be written: what is lost then is only the knowledge of it.
    private void acknowledge() {
        try {
            source.acknowledge(destination.name(), position);
            acknowledged = true;
        } catch (IOException | RuntimeException | Error e) {
            acknowledged = false;
            troubles.say("A cursor cannot be written; what was delivered may be delivered again: " + e, e);
        }
    }
}
