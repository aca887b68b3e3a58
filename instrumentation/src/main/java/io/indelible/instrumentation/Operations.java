package io.indelible.instrumentation;

import org.jspecify.annotations.Nullable;

/** What the engine offers to handlers. All methods are called on application threads with the guard held. */
public interface Operations {
    /**
     * Starts an operation now: gives it ids under the current context and makes it current on this thread.
     *
     * @return false when it is part of an operation of the same family that is current on this thread; then it must
     *     not be ended, and what the handler knows may be told to {@link #enclosing}
     */
    boolean start(Operation operation);

    /**
     * As {@link #start}, with a context that came from elsewhere as the parent. Never part of another operation.
     *
     * @param remote what {@link #extract} returned; null starts a new trace
     */
    void startRemote(Operation operation, @Nullable TraceContext remote);

    /** As {@link #start}, but the operation does not become current: for one that many calls make up, such as a hash. */
    void startDetached(Operation operation);

    /** The operation of this family that is current on this thread or around the current one; null when there is none. */
    @Nullable
    Operation enclosing(Family family);

    /** The innermost current context of this thread; null outside of any. */
    @Nullable
    TraceContext current();

    /** Makes the operation no longer current on this thread; it goes on. Does nothing when it is not current. */
    void detach(Operation operation);

    /**
     * Makes a detached operation current on this thread again, until {@link #detach} or {@link #end}: for one whose work
     * is done in several calls.
     */
    void attach(Operation operation);

    /**
     * What is done by an operation that goes on turned out to belong to another one: gives it that one's trace and makes
     * it a child of it. Does nothing when somebody is in this operation's context already, or was given it to take along.
     */
    void moveInto(Operation operation, TraceContext parent);

    /** Whoever runs the task, by this very object, shall be in this context meanwhile. */
    void handOver(TraceContext context, Object task);

    /**
     * Ends an operation: its timer is recorded, and its span and what it failed with are in the spool when this returns.
     * Does nothing when it has ended already. May be called on any thread.
     *
     * @param thrown what it failed with; null when it returned
     */
    void end(Operation operation, @Nullable Throwable thrown);

    /**
     * As above, of an operation whose work was over before.
     *
     * @param endTicks when that was, {@link System#nanoTime}
     */
    void end(Operation operation, @Nullable Throwable thrown, long endTicks);

    /** Writes the context's propagation fields, such as {@code traceparent}. Does nothing where none are configured. */
    <C> void inject(TraceContext context, C carrier, FieldSetter<C> setter);

    /** Reads a context from propagation fields; null when there is no valid one. */
    <C> @Nullable TraceContext extract(C carrier, FieldGetter<C> getter);

    /** Who wants to know about the content of files; null when nobody does, and then no digest need be kept. */
    @Nullable
    Integrity integrity();

    /** A setting of the agent, such as {@code otel.instrumentation.http.known-methods}; null when it is not set. */
    @Nullable
    String setting(String property);

    /** As {@link #setting(String)}, of a setting that is a number; the default when it is not set, or none. */
    default long setting(String property, long otherwise) {
        String text = setting(property);
        try {
            return text == null ? otherwise : Long.parseLong(text.trim());
        } catch (NumberFormatException bad) {
            return otherwise;
        }
    }

    /** Writes one propagation field to a carrier. */
    @FunctionalInterface
    interface FieldSetter<C> {
        /** Sets the field to the value. */
        void set(C carrier, String field, String value);
    }

    /** Reads propagation fields from a carrier. */
    interface FieldGetter<C> {
        /** The names of all fields. */
        Iterable<String> fields(C carrier);

        /** The first value of a field, its name in any case; null when it is absent. */
        @Nullable
        String get(C carrier, String field);
    }
}
