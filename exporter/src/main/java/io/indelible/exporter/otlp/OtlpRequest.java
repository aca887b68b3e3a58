package io.indelible.exporter.otlp;

import io.indelible.exporter.SpoolRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Frames records of one signal into an {@code Export…ServiceRequest}, which has the same bytes as {@code TracesData},
 * {@code LogsData} and {@code MetricsData}. Records are copied as they are; the three signals use the same field numbers.
 */
public final class OtlpRequest {
    /** The version of the semantic conventions that names in records follow. */
    public static final String SCHEMA_URL = "https://opentelemetry.io/schemas/1.45.0";

    private static final byte[] SCHEMA = SCHEMA_URL.getBytes(StandardCharsets.US_ASCII);
    private static final int RESOURCE_GROUPS = 1;
    private static final int HEAD = 1; // the resource of a resource's group, the scope of a scope's
    private static final int BODY = 2;
    private static final int SCHEMA_FIELD = 3;
    private static final int LENGTH_DELIMITED = 2;

    private final byte[] resource;
    private final List<List<SpoolRecord>> groups;
    private final int[] groupLengths;
    private final int resourceGroupLength;

    /**
     * A request, not yet written.
     *
     * @param resource the OTLP {@code Resource} message
     * @param records at least one, all of one signal
     */
    public OtlpRequest(byte[] resource, List<SpoolRecord> records) {
        this.resource = resource;
        groups = ScopeGroups.of(records);
        // Lengths stand before what they measure, so they are known before anything is copied.
        groupLengths = groups.stream().mapToInt(OtlpRequest::groupLength).toArray();
        int length = fieldLength(resource.length) + fieldLength(SCHEMA.length);
        for (int each : groupLengths) {
            length += fieldLength(each);
        }
        resourceGroupLength = length;
    }

    /** How many bytes {@link #writeTo} will write. */
    public int length() {
        return fieldLength(resourceGroupLength);
    }

    /** Writes the request behind what is in there. */
    public void writeTo(ProtoWriter out) {
        open(out, RESOURCE_GROUPS, resourceGroupLength);
        out.bytes(HEAD, resource, 0, resource.length);
        for (int i = 0; i < groupLengths.length; i++) {
            open(out, BODY, groupLengths[i]);
            group(groups.get(i), out);
        }
        out.bytes(SCHEMA_FIELD, SCHEMA, 0, SCHEMA.length);
    }

    private static void group(List<SpoolRecord> records, ProtoWriter out) {
        SpoolRecord first = records.get(0);
        out.bytes(HEAD, first.bytes(), first.scopeOffset(), first.scopeLength());
        for (SpoolRecord each : records) {
            out.bytes(BODY, each.bytes(), each.payloadOffset(), each.payloadLength());
        }
        out.bytes(SCHEMA_FIELD, SCHEMA, 0, SCHEMA.length);
    }

    private static int groupLength(List<SpoolRecord> records) {
        int length = fieldLength(records.get(0).scopeLength()) + fieldLength(SCHEMA.length);
        for (SpoolRecord each : records) {
            length += fieldLength(each.payloadLength());
        }
        return length;
    }

    private static void open(ProtoWriter out, int field, int length) {
        out.rawVarint((long) field << 3 | LENGTH_DELIMITED);
        out.rawVarint(length);
    }

    private static int fieldLength(int length) {
        return 1 + ProtoWriter.varintLength(length) + length;
    }
}
