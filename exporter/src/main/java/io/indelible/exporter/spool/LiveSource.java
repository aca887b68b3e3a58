package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordBatch;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.RecordSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of a living spool: its instances one after the other, usually one. A position names the instance before
 * the segment, and names of later instances are greater, so positions stay in order when the spool moves to another
 * directory. Cursors are kept in the directory they point into.
 */
final class LiveSource implements RecordSource {
    private static final char SEPARATOR = '/';

    /** Oldest first; the writer adds, the export thread removes. */
    private final List<SpoolInstance> instances;

    private final AgentLog log;
    private final Map<String, Position> cursors = new HashMap<>();

    LiveSource(List<SpoolInstance> instances, AgentLog log) {
        this.instances = instances;
        this.log = log;
    }

    @Override
    public synchronized Position cursor(String destination) {
        return cursors.getOrDefault(destination, Position.START);
    }

    @Override
    public synchronized @Nullable RecordBatch read(Position from, int maxBytes) throws IOException {
        for (SpoolInstance instance : instances) {
            if (instance.name().compareTo(instanceOf(from)) < 0) {
                continue;
            }
            boolean retired = instance.retired(); // asked first: a retired one gets no more records
            RecordBatch batch = read(instance, from, maxBytes, retired);
            if (batch != null || !retired) {
                return batch;
            }
        }
        return null;
    }

    private @Nullable RecordBatch read(SpoolInstance instance, Position from, int maxBytes, boolean retired)
            throws IOException {
        try {
            RecordBatch batch = instance.source().read(within(instance, from), maxBytes);
            return batch == null ? null : named(instance, batch);
        } catch (IOException e) {
            if (!retired) {
                throw e;
            }
            abandon(instance, e); // or it would keep all later ones from being read
            return null;
        }
    }

    private void abandon(SpoolInstance instance, IOException cause) throws IOException {
        log.warn(instance.name() + " cannot be read; left for the next start", cause);
        instances.remove(instance);
        instance.leave();
    }

    private static RecordBatch named(SpoolInstance instance, RecordBatch batch) {
        Position next = batch.next();
        Position named = new Position(instance.name() + SEPARATOR + next.segment(), next.offset());
        return new RecordBatch(batch.resource(), batch.instance(), batch.records(), named, batch.more());
    }

    private static String instanceOf(Position position) {
        int separator = position.segment().indexOf(SEPARATOR);
        return separator < 0 ? "" : position.segment().substring(0, separator);
    }

    /** The same position in the instance's own terms; its start for one that lies before it. */
    private static Position within(SpoolInstance instance, Position position) {
        String segment = position.segment();
        return instanceOf(position).equals(instance.name())
                ? new Position(segment.substring(instance.name().length() + 1), position.offset())
                : Position.START;
    }

    @Override
    public synchronized void acknowledge(String destination, Position next) throws IOException {
        cursors.put(destination, next);
        for (SpoolInstance instance : instances) {
            if (instance.name().equals(instanceOf(next))) {
                instance.source().acknowledge(destination, within(instance, next));
            }
        }
    }

    @Override
    public synchronized void discardDelivered(Iterable<String> destinations) throws IOException {
        for (String destination : destinations) {
            cursors.putIfAbsent(destination, Position.START);
        }
        for (SpoolInstance instance : List.copyOf(instances)) {
            if (instance.retired() && instance.isRingDrained() && delivered(instance, destinations)) {
                instances.remove(instance);
                instance.delete();
            } else {
                instance.discardDelivered(destinations);
            }
        }
    }

    /** Whether every destination known, of which there is one, has read all there is. */
    synchronized boolean delivered() throws IOException {
        Set<String> destinations = Set.copyOf(cursors.keySet());
        for (SpoolInstance instance : instances) {
            if (!delivered(instance, destinations)) {
                return false;
            }
        }
        return !destinations.isEmpty();
    }

    private boolean delivered(SpoolInstance instance, Iterable<String> destinations) throws IOException {
        for (String destination : destinations) {
            Position cursor = cursor(destination);
            boolean passed = instance.name().compareTo(instanceOf(cursor)) < 0;
            if (!passed && instance.source().read(within(instance, cursor), 1) != null) {
                return false;
            }
        }
        return true;
    }
}
