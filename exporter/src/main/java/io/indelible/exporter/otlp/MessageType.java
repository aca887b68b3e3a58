package io.indelible.exporter.otlp;

import static io.indelible.exporter.otlp.FieldKind.BOOL;
import static io.indelible.exporter.otlp.FieldKind.BYTES;
import static io.indelible.exporter.otlp.FieldKind.DOUBLE;
import static io.indelible.exporter.otlp.FieldKind.FIXED32;
import static io.indelible.exporter.otlp.FieldKind.FIXED64;
import static io.indelible.exporter.otlp.FieldKind.ID;
import static io.indelible.exporter.otlp.FieldKind.INT32;
import static io.indelible.exporter.otlp.FieldKind.INT64;
import static io.indelible.exporter.otlp.FieldKind.MESSAGE;
import static io.indelible.exporter.otlp.FieldKind.SFIXED64;
import static io.indelible.exporter.otlp.FieldKind.SINT32;
import static io.indelible.exporter.otlp.FieldKind.STRING;
import static io.indelible.exporter.otlp.FieldKind.UINT32;
import static io.indelible.exporter.otlp.FieldKind.UINT64;

import com.fasterxml.jackson.core.io.SerializedString;
import io.indelible.exporter.Signal;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages of OTLP that {@link OtlpJson} can write: their fields by number. A test compares this table with the
 * descriptors of opentelemetry-proto. Fields that only profiles use are left out.
 */
public final class MessageType {
    private static final MessageType ANY_VALUE = new MessageType("AnyValue");
    private static final MessageType ARRAY_VALUE = new MessageType("ArrayValue").many(1, "values", ANY_VALUE);
    static final MessageType KEY_VALUE =
            new MessageType("KeyValue").one(1, "key", STRING).one(2, "value", ANY_VALUE);
    private static final MessageType KEY_VALUE_LIST = new MessageType("KeyValueList").many(1, "values", KEY_VALUE);
    private static final MessageType ENTITY_REF = new MessageType("EntityRef")
            .one(1, "schemaUrl", STRING)
            .one(2, "type", STRING)
            .many(3, "idKeys", STRING)
            .many(4, "descriptionKeys", STRING);

    static {
        // The one message that holds itself.
        ANY_VALUE
                .one(1, "stringValue", STRING)
                .one(2, "boolValue", BOOL)
                .one(3, "intValue", INT64)
                .one(4, "doubleValue", DOUBLE)
                .one(5, "arrayValue", ARRAY_VALUE)
                .one(6, "kvlistValue", KEY_VALUE_LIST)
                .one(7, "bytesValue", BYTES);
    }

    /** {@code opentelemetry.proto.resource.v1.Resource}. */
    public static final MessageType RESOURCE = new MessageType("Resource")
            .many(1, "attributes", KEY_VALUE)
            .one(2, "droppedAttributesCount", UINT32)
            .many(3, "entityRefs", ENTITY_REF);

    /** {@code opentelemetry.proto.common.v1.InstrumentationScope}. */
    public static final MessageType SCOPE = new MessageType("InstrumentationScope")
            .one(1, "name", STRING)
            .one(2, "version", STRING)
            .many(3, "attributes", KEY_VALUE)
            .one(4, "droppedAttributesCount", UINT32);

    private static final MessageType EVENT = new MessageType("Event")
            .one(1, "timeUnixNano", FIXED64)
            .one(2, "name", STRING)
            .many(3, "attributes", KEY_VALUE)
            .one(4, "droppedAttributesCount", UINT32);

    private static final MessageType LINK = new MessageType("Link")
            .one(1, "traceId", ID)
            .one(2, "spanId", ID)
            .one(3, "traceState", STRING)
            .many(4, "attributes", KEY_VALUE)
            .one(5, "droppedAttributesCount", UINT32)
            .one(6, "flags", FIXED32);

    private static final MessageType STATUS =
            new MessageType("Status").one(2, "message", STRING).one(3, "code", INT32);

    private static final MessageType SPAN = new MessageType("Span")
            .one(1, "traceId", ID)
            .one(2, "spanId", ID)
            .one(3, "traceState", STRING)
            .one(4, "parentSpanId", ID)
            .one(5, "name", STRING)
            .one(6, "kind", INT32)
            .one(7, "startTimeUnixNano", FIXED64)
            .one(8, "endTimeUnixNano", FIXED64)
            .many(9, "attributes", KEY_VALUE)
            .one(10, "droppedAttributesCount", UINT32)
            .many(11, "events", EVENT)
            .one(12, "droppedEventsCount", UINT32)
            .many(13, "links", LINK)
            .one(14, "droppedLinksCount", UINT32)
            .one(15, "status", STATUS)
            .one(16, "flags", FIXED32);

    private static final MessageType LOG_RECORD = new MessageType("LogRecord")
            .one(1, "timeUnixNano", FIXED64)
            .one(2, "severityNumber", INT32)
            .one(3, "severityText", STRING)
            .one(5, "body", ANY_VALUE)
            .many(6, "attributes", KEY_VALUE)
            .one(7, "droppedAttributesCount", UINT32)
            .one(8, "flags", FIXED32)
            .one(9, "traceId", ID)
            .one(10, "spanId", ID)
            .one(11, "observedTimeUnixNano", FIXED64)
            .one(12, "eventName", STRING);

    private static final MessageType EXEMPLAR = new MessageType("Exemplar")
            .one(2, "timeUnixNano", FIXED64)
            .one(3, "asDouble", DOUBLE)
            .one(4, "spanId", ID)
            .one(5, "traceId", ID)
            .one(6, "asInt", SFIXED64)
            .many(7, "filteredAttributes", KEY_VALUE);

    private static final MessageType NUMBER_DATA_POINT = new MessageType("NumberDataPoint")
            .one(2, "startTimeUnixNano", FIXED64)
            .one(3, "timeUnixNano", FIXED64)
            .one(4, "asDouble", DOUBLE)
            .many(5, "exemplars", EXEMPLAR)
            .one(6, "asInt", SFIXED64)
            .many(7, "attributes", KEY_VALUE)
            .one(8, "flags", UINT32);

    private static final MessageType HISTOGRAM_DATA_POINT = new MessageType("HistogramDataPoint")
            .one(2, "startTimeUnixNano", FIXED64)
            .one(3, "timeUnixNano", FIXED64)
            .one(4, "count", FIXED64)
            .one(5, "sum", DOUBLE)
            .many(6, "bucketCounts", FIXED64)
            .many(7, "explicitBounds", DOUBLE)
            .many(8, "exemplars", EXEMPLAR)
            .many(9, "attributes", KEY_VALUE)
            .one(10, "flags", UINT32)
            .one(11, "min", DOUBLE)
            .one(12, "max", DOUBLE);

    private static final MessageType BUCKETS =
            new MessageType("Buckets").one(1, "offset", SINT32).many(2, "bucketCounts", UINT64);

    private static final MessageType EXPONENTIAL_HISTOGRAM_DATA_POINT = new MessageType("ExponentialHistogramDataPoint")
            .many(1, "attributes", KEY_VALUE)
            .one(2, "startTimeUnixNano", FIXED64)
            .one(3, "timeUnixNano", FIXED64)
            .one(4, "count", FIXED64)
            .one(5, "sum", DOUBLE)
            .one(6, "scale", SINT32)
            .one(7, "zeroCount", FIXED64)
            .one(8, "positive", BUCKETS)
            .one(9, "negative", BUCKETS)
            .one(10, "flags", UINT32)
            .many(11, "exemplars", EXEMPLAR)
            .one(12, "min", DOUBLE)
            .one(13, "max", DOUBLE)
            .one(14, "zeroThreshold", DOUBLE);

    private static final MessageType VALUE_AT_QUANTILE =
            new MessageType("ValueAtQuantile").one(1, "quantile", DOUBLE).one(2, "value", DOUBLE);

    private static final MessageType SUMMARY_DATA_POINT = new MessageType("SummaryDataPoint")
            .one(2, "startTimeUnixNano", FIXED64)
            .one(3, "timeUnixNano", FIXED64)
            .one(4, "count", FIXED64)
            .one(5, "sum", DOUBLE)
            .many(6, "quantileValues", VALUE_AT_QUANTILE)
            .many(7, "attributes", KEY_VALUE)
            .one(8, "flags", UINT32);

    private static final MessageType GAUGE = new MessageType("Gauge").many(1, "dataPoints", NUMBER_DATA_POINT);

    private static final MessageType SUM = new MessageType("Sum")
            .many(1, "dataPoints", NUMBER_DATA_POINT)
            .one(2, "aggregationTemporality", INT32)
            .one(3, "isMonotonic", BOOL);

    private static final MessageType HISTOGRAM = new MessageType("Histogram")
            .many(1, "dataPoints", HISTOGRAM_DATA_POINT)
            .one(2, "aggregationTemporality", INT32);

    private static final MessageType EXPONENTIAL_HISTOGRAM = new MessageType("ExponentialHistogram")
            .many(1, "dataPoints", EXPONENTIAL_HISTOGRAM_DATA_POINT)
            .one(2, "aggregationTemporality", INT32);

    private static final MessageType SUMMARY = new MessageType("Summary").many(1, "dataPoints", SUMMARY_DATA_POINT);

    private static final MessageType METRIC = new MessageType("Metric")
            .one(1, "name", STRING)
            .one(2, "description", STRING)
            .one(3, "unit", STRING)
            .one(5, "gauge", GAUGE)
            .one(7, "sum", SUM)
            .one(9, "histogram", HISTOGRAM)
            .one(10, "exponentialHistogram", EXPONENTIAL_HISTOGRAM)
            .one(11, "summary", SUMMARY)
            .many(12, "metadata", KEY_VALUE);

    private static final MessageType TRACES_DATA = data("TracesData", "resourceSpans", "scopeSpans", "spans", SPAN);
    private static final MessageType LOGS_DATA =
            data("LogsData", "resourceLogs", "scopeLogs", "logRecords", LOG_RECORD);
    private static final MessageType METRICS_DATA =
            data("MetricsData", "resourceMetrics", "scopeMetrics", "metrics", METRIC);

    private final String name;
    private @Nullable Field[] fields = {};

    private MessageType(String name) {
        this.name = name;
    }

    /** What a record of this signal holds: {@code Span}, {@code LogRecord} or {@code Metric}. */
    public static MessageType payload(Signal signal) {
        return switch (signal) {
            case TRACES -> SPAN;
            case LOGS -> LOG_RECORD;
            case METRICS -> METRIC;
        };
    }

    /** What a request or a line of the store holds: {@code TracesData}, {@code LogsData} or {@code MetricsData}. */
    public static MessageType data(Signal signal) {
        return switch (signal) {
            case TRACES -> TRACES_DATA;
            case LOGS -> LOGS_DATA;
            case METRICS -> METRICS_DATA;
        };
    }

    // The three signals wrap their payloads in the same way, with the same numbers.
    private static MessageType data(
            String name, String resources, String scopes, String payloads, MessageType payload) {
        MessageType scope = new MessageType("scope of " + name)
                .one(1, "scope", SCOPE)
                .many(2, payloads, payload)
                .one(3, "schemaUrl", STRING);
        MessageType resource = new MessageType("resource of " + name)
                .one(1, "resource", RESOURCE)
                .many(2, scopes, scope)
                .one(3, "schemaUrl", STRING);
        return new MessageType(name).many(1, resources, resource);
    }

    /** The JSON name of a field, for those who put a message together from the JSON of its parts. */
    public String fieldName(int number) {
        Field field = field(number);
        if (field == null) {
            throw new IllegalArgumentException(name + " has no field " + number);
        }
        return field.name;
    }

    /** The message that a field holds. */
    public MessageType fieldType(int number) {
        Field field = field(number);
        if (field == null || field.message == null) {
            throw new IllegalArgumentException(name + " has no message as field " + number);
        }
        return field.message;
    }

    @Override
    public String toString() {
        return name;
    }

    /** One more than the highest number. */
    int fieldsEnd() {
        return fields.length;
    }

    /** The field of this number; null when it is not known. */
    @Nullable
    Field field(int number) {
        return number < fields.length ? fields[number] : null;
    }

    /** The field of this number, which is known. */
    Field known(int number) {
        return Objects.requireNonNull(fields[number]);
    }

    /** The number of the field of this JSON name; -1 when it is not known. */
    int number(String jsonName) {
        for (int number = 1; number < fields.length; number++) {
            Field field = fields[number];
            if (field != null && field.name.equals(jsonName)) {
                return number;
            }
        }
        return -1;
    }

    private MessageType one(int number, String jsonName, FieldKind kind) {
        return add(number, Field.of(jsonName, kind, false, null));
    }

    private MessageType one(int number, String jsonName, MessageType message) {
        return add(number, Field.of(jsonName, MESSAGE, false, message));
    }

    private MessageType many(int number, String jsonName, FieldKind kind) {
        return add(number, Field.of(jsonName, kind, true, null));
    }

    private MessageType many(int number, String jsonName, MessageType message) {
        return add(number, Field.of(jsonName, MESSAGE, true, message));
    }

    private MessageType add(int number, Field field) {
        fields = Arrays.copyOf(fields, Math.max(fields.length, number + 1));
        fields[number] = field;
        return this;
    }

    /**
     * A field; {@code message} is what it holds when it is a {@link FieldKind#MESSAGE}.
     *
     * @param first what stands before its value when it is the first of its message
     * @param next what stands there when it is not
     */
    record Field(
            String name,
            SerializedString first,
            SerializedString next,
            FieldKind kind,
            boolean repeated,
            @Nullable MessageType message) {
        static Field of(String name, FieldKind kind, boolean repeated, @Nullable MessageType message) {
            String key = '"' + name + "\":";
            return new Field(
                    name, new SerializedString('{' + key), new SerializedString(',' + key), kind, repeated, message);
        }
    }
}
