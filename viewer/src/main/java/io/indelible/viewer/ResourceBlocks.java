package io.indelible.viewer;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Walks the outer shell of a line: data, resources, scopes, records. */
final class ResourceBlocks {
    private ResourceBlocks() {}

    /** The fields that lead to the records of one signal. */
    record Shape(String resources, String scopes, String records) {
        static final Shape TRACES = new Shape("resourceSpans", "scopeSpans", "spans");
        static final Shape LOGS = new Shape("resourceLogs", "scopeLogs", "logRecords");
    }

    /** Reads one record, from its opening brace to its closing one. */
    @FunctionalInterface
    interface RecordReader<R> {
        R read(JsonParser json) throws IOException;
    }

    /** Takes the records of one resource; service is empty when the resource does not name one. */
    @FunctionalInterface
    interface Receiver<R> {
        void accept(String service, List<R> records);
    }

    /** Reads a whole line; throws when it is damaged, blocks before the damage have been handed over. */
    static <R> void read(JsonParser json, Shape shape, RecordReader<R> reader, Receiver<R> receiver)
            throws IOException {
        json.nextToken();
        OtlpJson.object(json, field -> {
            if (field.equals(shape.resources())) {
                OtlpJson.array(json, () -> block(json, shape, reader, receiver));
            } else {
                json.skipChildren();
            }
        });
    }

    private static <R> void block(JsonParser json, Shape shape, RecordReader<R> reader, Receiver<R> receiver)
            throws IOException {
        // The order of fields is free, so the service may come after its records.
        String[] service = {""};
        List<R> records = new ArrayList<>();
        OtlpJson.object(json, field -> {
            if (field.equals("resource")) {
                service[0] = service(json);
            } else if (field.equals(shape.scopes())) {
                OtlpJson.array(json, () -> scope(json, shape, reader, records));
            } else {
                json.skipChildren();
            }
        });
        receiver.accept(service[0], records);
    }

    private static String service(JsonParser json) throws IOException {
        String[] service = {""};
        OtlpJson.object(json, field -> {
            if (field.equals("attributes")) {
                Object name = OtlpJson.attributes(json, AttributeFilter.ALL).get("service.name");
                service[0] = name == null ? "" : name.toString();
            } else {
                json.skipChildren();
            }
        });
        return service[0];
    }

    private static <R> void scope(JsonParser json, Shape shape, RecordReader<R> reader, List<R> records)
            throws IOException {
        OtlpJson.object(json, field -> {
            if (field.equals(shape.records())) {
                OtlpJson.array(json, () -> records.add(reader.read(json)));
            } else {
                json.skipChildren();
            }
        });
    }
}
