package io.indelible.instrumentation.http;

import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.TraceContext;
import java.net.URLPermission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds propagation fields to an outgoing request, as far as that leaves alone what the application set: a request that
 * carries a trace context of its own gets nothing (half of ours and half of theirs would be a wrong one), baggage of its
 * own stays. Touches nothing when no propagator is configured, nor what a security manager would then forbid.
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

    /** What a security manager will ask of an application that sends fields of these names, which commas part. */
    protected abstract URLPermission permission(String names);

    /** Adds the fields of the context. */
    public final void inject(Operations operations, TraceContext context) {
        operations.inject(context, this, COLLECT);
        List<String> collected = fields;
        if (collected != null && !clash(collected) && permitted(collected)) {
            addAll(collected);
        }
    }

    /** Whether the request stays permitted: the permission to send one names its fields. */
    @SuppressWarnings("removal") // JVMs before 24 have security managers
    private boolean permitted(List<String> collected) {
        SecurityManager manager = System.getSecurityManager();
        if (manager == null) {
            return true;
        }
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < collected.size(); i += 2) {
            names.append(i == 0 ? "" : ",").append(collected.get(i));
        }
        try {
            manager.checkPermission(permission(names.toString()));
            return true;
        } catch (SecurityException | IllegalArgumentException denied) {
            return false;
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
