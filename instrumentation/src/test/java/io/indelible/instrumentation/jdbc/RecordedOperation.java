package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.WrittenAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operation said of itself when it ended. */
record RecordedOperation(
        String name, Map<String, Object> attributes, Map<String, Object> tags, @Nullable String errorType) {
    static RecordedOperation of(Operation operation, @Nullable Throwable thrown) {
        WrittenAttributes attributes = new WrittenAttributes();
        operation.describe(attributes);
        WrittenAttributes tags = new WrittenAttributes();
        operation.tag(tags);
        return new RecordedOperation(operation.spanName(), attributes.values, tags.values, operation.errorType(thrown));
    }

    @Nullable
    Object attribute(String name) {
        return attributes.get(name);
    }
}
