package io.indelible.instrumentation;

import org.jspecify.annotations.Nullable;

/** Takes the attributes of one span, event or timer. Names are constants of {@link Vocabulary}. */
public interface AttributeWriter {
    /** Adds a text; null adds nothing. */
    void put(String name, @Nullable String value);

    /** Adds a whole number. */
    void put(String name, long value);

    /** Adds a truth value. */
    void put(String name, boolean value);
}
