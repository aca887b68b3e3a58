package io.indelible.exporter.otlp;

/** Writes attributes as OTLP {@code KeyValue} messages; opentelemetry-proto, common.proto. Allocates nothing. */
public final class KeyValue {
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING_VALUE = 1;
    private static final int BOOL_VALUE = 2;
    private static final int INT_VALUE = 3;

    private KeyValue() {}

    /**
     * An attribute that is a text.
     *
     * @param field of the message that the attribute belongs to
     * @param name a constant of the vocabulary, which is ASCII
     */
    public static void put(ProtoWriter out, int field, String name, String value) {
        int attribute = begin(out, field, name);
        int any = out.begin(VALUE);
        out.text(STRING_VALUE, value);
        out.end(any);
        out.end(attribute);
    }

    /** An attribute that is a whole number; as {@link #put(ProtoWriter, int, String, String)}. */
    public static void put(ProtoWriter out, int field, String name, long value) {
        varint(out, field, name, INT_VALUE, value);
    }

    /** An attribute that is a truth value; as {@link #put(ProtoWriter, int, String, String)}. */
    public static void put(ProtoWriter out, int field, String name, boolean value) {
        varint(out, field, name, BOOL_VALUE, value ? 1 : 0);
    }

    private static void varint(ProtoWriter out, int field, String name, int kind, long value) {
        int attribute = begin(out, field, name);
        int any = out.begin(VALUE);
        out.varint(kind, value);
        out.end(any);
        out.end(attribute);
    }

    private static int begin(ProtoWriter out, int field, String name) {
        int attribute = out.begin(field);
        out.ascii(KEY, name);
        return attribute;
    }
}
