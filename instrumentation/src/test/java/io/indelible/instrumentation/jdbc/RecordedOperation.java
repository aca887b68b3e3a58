package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operation said of itself when it ended. */
record RecordedOperation(
        String name, Map<String, Object> attributes, Map<String, Object> tags, @Nullable String errorType) {
    static RecordedOperation of(Operation operation, @Nullable Throwable thrown) {
        Attributes attributes = new Attributes();
        operation.describe(attributes);
        Attributes tags = new Attributes();
        operation.tag(tags);
        return new RecordedOperation(operation.spanName(), attributes.values, tags.values, operation.errorType(thrown));
    }

    @Nullable
    Object attribute(String name) {
        return attributes.get(name);
    }

    private static final class Attributes implements AttributeWriter {
        final Map<String, Object> values = new LinkedHashMap<>();

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

        private void set(String name, Object value) {
            if (values.put(name, value) != null) {
                throw new IllegalStateException(name + " was written twice");
            }
        }
    }
}
