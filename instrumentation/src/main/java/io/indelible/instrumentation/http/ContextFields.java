package io.indelible.instrumentation.http;

import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.TraceContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds propagation fields to an outgoing request, as far as that leaves alone what the application set: a request that
 * carries a trace context of its own gets nothing (half of ours and half of theirs would be a wrong one), baggage of its
 * own stays. Touches nothing when no propagator is configured.
 */
public abstract class ContextFields {
    private static final Operations.FieldSetter<ContextFields> COLLECT = ContextFields::collect;
    private static final String BAGGAGE = "baggage";

    /** Names and values in turn; null until there is one. */
    private @Nullable List<String> fields;

    /** Nothing is collected yet. */
    protected ContextFields() {}

    /** Whether the application set the field, its name in any case. */
    protected abstract boolean has(String field);

    /** Adds a field that is not there yet. */
    protected abstract void add(String field, String value);

    /** Adds the fields of the context. */
    public final void inject(Operations operations, TraceContext context) {
        operations.inject(context, this, COLLECT);
        List<String> collected = fields;
        if (collected != null && !clash(collected)) {
            addAll(collected);
        }
    }

    private void collect(String field, String value) {
        if (fields == null) {
            fields = new ArrayList<>(4);
        }
        fields.add(field);
        fields.add(value);
    }

    private boolean clash(List<String> collected) {
        for (int i = 0; i < collected.size(); i += 2) {
            if (!collected.get(i).equalsIgnoreCase(BAGGAGE) && has(collected.get(i))) {
                return true;
            }
        }
        return false;
    }

    private void addAll(List<String> collected) {
        for (int i = 0; i < collected.size(); i += 2) {
            if (!has(collected.get(i))) {
                add(collected.get(i), collected.get(i + 1));
            }
        }
    }
}
