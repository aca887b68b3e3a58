package io.indelible.viewer;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which attributes of spans and logs a view needs: reading them all costs more than everything else together. */
final class AttributeFilter {
    static final AttributeFilter ALL = new AttributeFilter(null);
    static final AttributeFilter NONE = new AttributeFilter(Set.of());
    static final AttributeFilter BYTES = new AttributeFilter(Set.copyOf(SpanRow.WORKED_BYTES));

    private final @Nullable Set<String> keys;

    private AttributeFilter(@Nullable Set<String> keys) {
        this.keys = keys;
    }

    boolean wants(String key) {
        return keys == null || keys.contains(key);
    }
}
