package io.indelible.viewer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What traces and logs have in common in the JSON mapping of OTLP. Unknown fields are passed over. */
final class OtlpJson {
    static final JsonFactory FACTORY = new JsonFactory();
    static final int TRACE_ID_DIGITS = 32;
    static final int SPAN_ID_DIGITS = 16;

    private OtlpJson() {}

    /** Reads one field of an object; the parser stands on the value and must be left on its end. */
    @FunctionalInterface
    interface FieldReader {
        void read(String field) throws IOException;
    }

    /** Reads one element of an array. */
    @FunctionalInterface
    interface ElementReader {
        void read() throws IOException;
    }

    /** Hands over each field of the object that the parser stands on; null is an object without fields. */
    static void object(JsonParser json, FieldReader reader) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(json, JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            reader.read(field);
        }
        expect(json, JsonToken.END_OBJECT);
    }

    /** Hands over each element of the array that the parser stands on. */
    static void array(JsonParser json, ElementReader reader) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(json, JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            reader.read();
        }
    }

    private static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.currentToken() != token) {
            throw new IOException("expected " + token + ", found " + json.currentToken());
        }
    }

    /** A 64-bit number, written as a string or as a number. */
    static long number(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING
                ? Long.parseUnsignedLong(json.getText())
                : json.getLongValue();
    }

    /** A text; empty for null. */
    static String text(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText();
    }

    /** An id of at most so many hex digits, in lower case; empty when it is absent or all zeros. */
    static String id(JsonParser json, int digits) throws IOException {
        String id = text(json);
        boolean zeros = true;
        for (int i = 0; i < id.length(); i++) {
            zeros &= id.charAt(i) == '0';
            if (i >= digits || !HexFormat.isHexDigit(id.charAt(i))) {
                throw new IOException("not an id: " + id);
            }
        }
        return zeros ? "" : id.toLowerCase(Locale.ROOT);
    }

    /** A list of attributes, those that the filter wants. */
    static Map<String, Object> attributes(JsonParser json, AttributeFilter filter) throws IOException {
        if (filter == AttributeFilter.NONE) {
            json.skipChildren();
            return Map.of();
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        array(json, () -> attribute(json, filter, attributes));
        return attributes;
    }

    private static void attribute(JsonParser json, AttributeFilter filter, Map<String, Object> attributes)
            throws IOException {
        // The key may come after the value: then the value is read before it is known whether anybody wants it.
        String[] key = {""};
        Object[] value = {""};
        object(json, field -> {
            switch (field) {
                case "key" -> key[0] = text(json);
                case "value" -> value[0] = key[0].isEmpty() || filter.wants(key[0]) ? value(json) : skipped(json);
                default -> json.skipChildren();
            }
        });
        if (filter.wants(key[0])) {
            attributes.put(key[0], value[0]);
        }
    }

    private static Object skipped(JsonParser json) throws IOException {
        json.skipChildren();
        return "";
    }

    /** An AnyValue; an empty one is an empty text. */
    static Object value(JsonParser json) throws IOException {
        Object[] value = {""};
        object(json, field -> {
            Object known = value(json, field);
            if (known != null) {
                value[0] = known;
            }
        });
        return value[0];
    }

    private static @Nullable Object value(JsonParser json, String field) throws IOException {
        return switch (field) {
            case "stringValue", "bytesValue" -> text(json);
            case "boolValue" -> json.getValueAsBoolean();
            case "intValue" -> integer(json);
            case "doubleValue" -> json.getValueAsDouble();
            case "arrayValue" -> values(json);
            case "kvlistValue" -> pairs(json);
            default -> {
                json.skipChildren();
                yield null;
            }
        };
    }

    private static long integer(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING ? Long.parseLong(json.getText()) : json.getLongValue();
    }

    private static List<Object> values(JsonParser json) throws IOException {
        List<Object> values = new ArrayList<>();
        object(json, field -> array(json, () -> values.add(value(json))));
        return values;
    }

    private static Map<String, Object> pairs(JsonParser json) throws IOException {
        Map<String, Object> pairs = new LinkedHashMap<>();
        object(json, field -> pairs.putAll(attributes(json, AttributeFilter.ALL)));
        return pairs;
    }
}
