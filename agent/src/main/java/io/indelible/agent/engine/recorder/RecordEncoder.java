package io.indelible.agent.engine.recorder;

import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.otlp.KeyValue;
import io.indelible.exporter.otlp.ProtoWriter;
import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one record at a time into a buffer that is used again and again: the record's header, then the OTLP message.
 * Field numbers: opentelemetry-proto, trace.proto and logs.proto. Allocates nothing once the buffer has grown.
 */
final class RecordEncoder implements AttributeWriter {
    private static final int INITIAL_CAPACITY = 2048;
    private static final int CONTEXT_IS_REMOTE_KNOWN = 0x100;
    private static final int CONTEXT_IS_REMOTE = 0x200;
    private static final int STATUS_ERROR = 2;
    private static final String DIED = "process died";
    private static final String DIED_TYPE = "process_died";
    private static final String ENDED = "process ended";
    private static final String ENDED_TYPE = "process_ended";
    /**
     * Attributes end here: what follows them, a status message at most, must still fit {@link RecordWriter#SAFE_LENGTH}.
     */
    private static final int ATTRIBUTES_END = 76 * 1024;

    /** Tags and lengths of an attribute. */
    private static final int FRAME = 32;

    /** A character of a text takes as many bytes at most. */
    private static final int MOST_BYTES = 3;

    private final ProtoWriter out = new ProtoWriter(INITIAL_CAPACITY);
    private final int valueLimit;
    private final int spanAttributes;
    private int countLimit;
    private int attributesField;
    private int dropped;
    private int count;

    /** Cuts text values and drops attributes as these say. */
    RecordEncoder(RecorderLimits limits) {
        valueLimit = limits.attributeValueLength();
        spanAttributes = limits.attributes();
    }

    /** Starts a record of this signal and scope (an encoded {@code InstrumentationScope}). */
    void begin(Signal signal, byte[] scope) {
        SpoolRecord.begin(out, signal, scope);
        dropped = 0;
        count = 0;
    }

    /** Writes the whole span of an operation that has ended. */
    void span(Operation operation, byte[] scope, @Nullable String errorType, @Nullable String statusMessage) {
        TraceContext parent = beginSpan(operation, scope, operation.spanName(), operation.durationNanos);
        // First, for what comes last is what is dropped.
        put(Vocabulary.ERROR_TYPE, errorType);
        operation.describe(this);
        endSpan(operation, parent, errorType != null, statusMessage);
    }

    /**
     * Writes what is known of an operation that is open, as if it had ended now because the process died, or ended. It may
     * end meanwhile: whoever calls this looks afterwards whether it has.
     */
    void openSpan(Operation operation, byte[] scope, long nowTicks, @Nullable String threadName, boolean died) {
        long soFar = nowTicks - operation.startTicks;
        TraceContext parent = beginSpan(operation, scope, operation.openSpanName(), soFar);
        put(Vocabulary.ERROR_TYPE, died ? DIED_TYPE : ENDED_TYPE);
        put(Vocabulary.OPERATION_UNFINISHED, true);
        put(Vocabulary.THREAD_NAME, threadName);
        operation.describeOpen(this);
        endSpan(operation, parent, true, died ? DIED : ENDED);
    }

    private @Nullable TraceContext beginSpan(Operation operation, byte[] scope, String name, long nanos) {
        begin(Signal.TRACES, scope);
        out.id(1, operation.traceIdHigh, operation.traceIdLow);
        out.id(2, operation.spanId);
        String state = operation.baggage == null ? null : Propagation.traceState(operation.baggage);
        if (state != null) {
            out.text(3, state);
        }
        TraceContext parent = operation.parent;
        if (parent != null) {
            out.id(4, parent.spanId);
        }
        out.text(5, name);
        out.varint(6, operation.family.kind.number);
        out.fixed64(7, operation.startEpochNanos);
        out.fixed64(8, operation.startEpochNanos + nanos);
        attributesField = 9;
        countLimit = spanAttributes;
        return parent;
    }

    private void endSpan(
            Operation operation, @Nullable TraceContext parent, boolean failed, @Nullable String statusMessage) {
        if (dropped > 0) {
            out.varint(10, dropped);
        }
        if (failed) {
            status(statusMessage);
        }
        out.fixed32(16, parentFlags(operation, parent));
    }

    private void status(@Nullable String message) {
        int status = out.begin(15);
        if (message != null) {
            out.text(2, cut(message, valueLimit));
        }
        out.varint(3, STATUS_ERROR);
        out.end(status);
    }

    private static int parentFlags(Operation operation, @Nullable TraceContext parent) {
        int flags = (operation.flags & 0xff) | CONTEXT_IS_REMOTE_KNOWN;
        return parent != null && parent.remote ? flags | CONTEXT_IS_REMOTE : flags;
    }

    /** Starts an event, a log record bound to a span; its attributes follow, then {@link #endEvent}. */
    void beginEvent(TraceContext where, byte[] scope, int severity, long epochNanos) {
        begin(Signal.LOGS, scope);
        out.fixed64(1, epochNanos);
        out.varint(2, severity);
        attributesField = 6;
        countLimit = Integer.MAX_VALUE;
        out.fixed32(8, where.flags & 0xff);
        out.id(9, where.traceIdHigh, where.traceIdLow);
        out.id(10, where.spanId);
        out.fixed64(11, epochNanos);
    }

    /** Ends the event with its name. */
    void endEvent(String eventName) {
        if (dropped > 0) {
            out.varint(7, dropped);
        }
        out.text(12, eventName);
    }

    @Override
    public void put(String name, @Nullable String value) {
        if (value != null && accepted(name)) {
            // What is too long for the record is cut: a part of it says more than nothing.
            KeyValue.put(out, attributesField, name, cut(value, Math.min(valueLimit, room(name) / MOST_BYTES)));
        }
    }

    @Override
    public void put(String name, long value) {
        if (accepted(name)) {
            KeyValue.put(out, attributesField, name, value);
        }
    }

    @Override
    public void put(String name, boolean value) {
        if (accepted(name)) {
            KeyValue.put(out, attributesField, name, value);
        }
    }

    /** The buffer that holds the record. */
    byte[] array() {
        return out.array();
    }

    /** The record's length. */
    int length() {
        return out.length();
    }

    private boolean accepted(String name) {
        if (count >= countLimit || room(name) < 0) {
            dropped++;
            return false;
        }
        count++;
        return true;
    }

    /** Bytes that are left for the value of an attribute of this name. */
    private int room(String name) {
        return ATTRIBUTES_END - FRAME - out.length() - MOST_BYTES * name.length();
    }

    private static String cut(String value, int limit) {
        return value.length() <= limit ? value : value.substring(0, limit);
    }
}
