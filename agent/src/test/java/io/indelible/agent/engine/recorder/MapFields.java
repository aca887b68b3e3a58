package io.indelible.agent.engine.recorder;

import io.indelible.instrumentation.Operations.FieldGetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads propagation fields from a map. */
final class MapFields implements FieldGetter<Map<String, String>> {
    @Override
    public Iterable<String> fields(Map<String, String> carrier) {
        return carrier.keySet();
    }

    @Override
    public @Nullable String get(Map<String, String> carrier, String field) {
        for (Map.Entry<String, String> entry : carrier.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(field)) {
                return entry.getValue();
            }
        }
        return null;
    }
}
