package io.indelible.agent.engine.recorder;

import static io.indelible.instrumentation.Vocabulary.ERROR_TYPE;
import static io.indelible.instrumentation.Vocabulary.EXCEPTION_MESSAGE;
import static io.indelible.instrumentation.Vocabulary.EXCEPTION_STACKTRACE;
import static io.indelible.instrumentation.Vocabulary.EXCEPTION_TYPE;
import static io.indelible.instrumentation.Vocabulary.LOG_RECORD_UID;
import static io.indelible.instrumentation.Vocabulary.OPERATION_DURATION;
import static io.indelible.instrumentation.Vocabulary.OPERATION_NAME;
import static io.indelible.instrumentation.Vocabulary.OPERATION_SLOW;
import static io.indelible.instrumentation.Vocabulary.THREAD_NAME;

import io.indelible.agent.engine.recorder.RecorderLimits.ExceptionMessages;
import io.indelible.exporter.Signal;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The structured log events: one for what fails with an exception, one for what is slow. Both are bound to the span.
 * Source: semantic conventions, "Recording errors" and "Exceptions in logs".
 */
final class Events {
    private static final int SEVERITY_WARN = 13;

    private final Encoders encoders;
    private final Scopes scopes;
    private final RecordWriter spool;
    private final RecorderLimits limits;
    private final boolean hidesPaths;

    /** {@code hidesPaths}: then no message that may quote a path is recorded, whatever else is allowed. */
    Events(Encoders encoders, Scopes scopes, RecordWriter spool, RecorderLimits limits, boolean hidesPaths) {
        this.encoders = encoders;
        this.scopes = scopes;
        this.spool = spool;
        this.limits = limits;
        this.hidesPaths = hidesPaths;
    }

    /** Writes the events of an operation that has ended; usually there are none. */
    void write(Operation operation, @Nullable String errorType, @Nullable Throwable thrown) {
        if (thrown != null && errorType != null) {
            exception(operation, errorType, thrown);
        }
        if (operation.durationNanos > limits.slowNanos() && operation.isWaitedFor()) {
            slow(operation);
        }
    }

    /** The message of an exception as far as it may be recorded; null when it may not or there is none. */
    @Nullable
    String message(Family family, Throwable thrown) {
        return mayQuote(family, thrown) ? StackTrace.message(thrown) : null;
    }

    private void exception(Operation operation, String errorType, Throwable thrown) {
        RecordEncoder encoder = encoders.borrow();
        Family family = operation.family;
        encoder.beginEvent(operation, scopes.of(family), family.exceptionSeverity.number, endOf(operation));
        identify(encoder);
        encoder.put(ERROR_TYPE, errorType);
        encoder.put(EXCEPTION_TYPE, thrown.getClass().getName());
        encoder.put(EXCEPTION_MESSAGE, message(family, thrown));
        encoder.put(EXCEPTION_STACKTRACE, StackTrace.of(thrown, mayQuote(family, thrown)));
        finish(encoder, family.exceptionEvent);
    }

    private void slow(Operation operation) {
        RecordEncoder encoder = encoders.borrow();
        encoder.beginEvent(operation, scopes.of(operation.family), SEVERITY_WARN, endOf(operation));
        identify(encoder);
        encoder.put(OPERATION_NAME, operation.spanName());
        encoder.put(OPERATION_DURATION, operation.durationNanos);
        finish(encoder, OPERATION_SLOW);
    }

    /** Comes before the long texts: what comes last is what is dropped. */
    private static void identify(RecordEncoder encoder) {
        encoder.put(LOG_RECORD_UID, uid());
        encoder.put(THREAD_NAME, Thread.currentThread().getName());
    }

    private void finish(RecordEncoder encoder, String eventName) {
        encoder.endEvent(eventName);
        spool.write(Signal.LOGS, encoder.array(), 0, encoder.length());
        encoders.giveBack(encoder);
    }

    private boolean mayQuote(Family family, Throwable thrown) {
        if (hidesPaths && (family == Family.FILE || family == Family.HASH || Quotes.paths(thrown))) {
            return false;
        }
        ExceptionMessages messages = limits.messages();
        boolean quotesOthers = family == Family.DATABASE || family == Family.HTTP_CLIENT;
        return messages == ExceptionMessages.FULL
                || (messages == ExceptionMessages.SAFE && !quotesOthers && !Quotes.others(thrown));
    }

    private static long endOf(Operation operation) {
        return operation.startEpochNanos + operation.durationNanos;
    }

    /** Lets a receiver drop what at-least-once delivery brings twice. */
    static String uid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexIds.traceId(random.nextLong(), random.nextLong());
    }
}
