package io.indelible.instrumentation;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Attributes as somebody wrote them, by name; those without a value are left out, as they are on the wire. */
public class WrittenAttributes implements AttributeWriter {
    /** Texts, {@link Long}s and {@link Boolean}s. */
    public final Map<String, Object> values = new TreeMap<>();

    /** What an operation that is still open says of itself. */
    public static Map<String, Object> ofOpen(Operation operation) {
        WrittenAttributes written = new WrittenAttributes();
        operation.describeOpen(written);
        return written.values;
    }

    @Override
    public void put(String name, @Nullable String value) {
        if (value != null) {
            set(name, value);
        }
    }

    @Override
    public void put(String name, long value) {
        set(name, value);
    }

    @Override
    public void put(String name, boolean value) {
        set(name, value);
    }

    /** All of them as texts. */
    public Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        values.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    private void set(String name, Object value) {
        if (values.put(name, value) != null) {
            throw new IllegalStateException(name + " was written twice");
        }
    }
}
