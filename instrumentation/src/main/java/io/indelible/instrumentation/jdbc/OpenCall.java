package io.indelible.instrumentation.jdbc;

import org.jspecify.annotations.Nullable;

/** One call that opens a connection or makes a statement, from its begin to its end. */
final class OpenCall {
    /** The call around this one; null when there is none. */
    final @Nullable OpenCall outer;

    /** The driver or connection. */
    final @Nullable Object self;

    /** The URL or SQL. */
    final @Nullable String text;

    final long openedTicks;

    /** What a call inside of this one was known to go to; null when none said. */
    @Nullable
    ConnectionFacts inner;

    /** What a call inside of this one returned, which is taken note of already. */
    @Nullable
    Object returned;

    OpenCall(@Nullable OpenCall outer, @Nullable Object self, @Nullable String text, long openedTicks) {
        this.outer = outer;
        this.self = self;
        this.text = text;
        this.openedTicks = openedTicks;
    }

    /** Tells the call around this one. */
    void tellOuter(ConnectionFacts facts, Object result) {
        OpenCall around = outer;
        if (around == null) {
            return;
        }
        around.returned = result;
        if (around.inner == null && !facts.isUnknown()) {
            around.inner = facts;
        }
    }
}
