package io.indelible.exporter;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The reading side of one spool, of this process or of a dead one. Used by one thread, the export thread. */
public interface RecordSource {
    /** How far a destination got; {@link RecordBatch.Position#START} when it has never acknowledged. */
    RecordBatch.Position cursor(String destination);

    /**
     * The records from a position on, about {@code maxBytes} of them and at least one; null when none is waiting now.
     * A damaged stretch is set aside and said, and reading goes on behind it.
     *
     * @throws IOException when the spool cannot be read now; trying again later may help
     */
    @Nullable
    RecordBatch read(RecordBatch.Position from, int maxBytes) throws IOException;

    /**
     * Moves a destination's cursor. Survives the death of the process.
     *
     * @throws IOException when the cursor could not be written; the records may be delivered again
     */
    void acknowledge(String destination, RecordBatch.Position next) throws IOException;

    /** Deletes what every one of these destinations has passed. */
    void discardDelivered(Iterable<String> destinations) throws IOException;
}
