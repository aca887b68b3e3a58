package io.indelible.exporter.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.indelible.exporter.otlp.MessageType.Field;
import java.io.IOException;
import java.util.HexFormat;

/**
 * Writes OTLP JSON as OTLP protobuf, the other way round than {@link OtlpJson}: what that writes comes back byte for byte in
 * meaning. A member that is not known is left out.
 */
final class OtlpJsonReader {
    // As deep as OtlpJson writes.
    private static final int MAX_DEPTH = 100;

    private OtlpJsonReader() {}

    /**
     * Writes one object.
     *
     * @param in at the start of the object; afterwards at its end
     * @throws MalformedOtlpException when it is no such message
     */
    static void read(MessageType type, JsonParser in, ProtoWriter out) throws IOException {
        message(type, in, out, 0);
    }

    private static void message(MessageType type, JsonParser in, ProtoWriter out, int depth) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT || depth > MAX_DEPTH) {
            throw new MalformedOtlpException(type + " that is " + in.currentToken());
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            int number = type.number(in.currentName());
            Field field = number < 0 ? null : type.field(number);
            JsonToken token = in.nextToken();
            if (field == null || token == JsonToken.VALUE_NULL) {
                in.skipChildren();
            } else {
                values(number, field, in, out, depth);
            }
        }
    }

    private static void values(int number, Field field, JsonParser in, ProtoWriter out, int depth) throws IOException {
        if (!field.repeated()) {
            value(number, field, in, out, depth);
            return;
        }
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedOtlpException(field.name() + " that is no array");
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            value(number, field, in, out, depth);
        }
    }

    private static void value(int number, Field field, JsonParser in, ProtoWriter out, int depth) throws IOException {
        MessageType type = field.message();
        if (type != null) {
            int start = out.begin(number);
            message(type, in, out, depth + 1);
            out.end(start);
        } else if (in.currentToken().isScalarValue()) {
            scalar(number, field, in, out);
        } else {
            throw new MalformedOtlpException(field.name() + " that is " + in.currentToken());
        }
    }

    private static void scalar(int number, Field field, JsonParser in, ProtoWriter out) throws IOException {
        String text = in.getText();
        try {
            switch (field.kind()) {
                case STRING -> out.text(number, text);
                case BYTES -> bytes(number, in.getBinaryValue(), out);
                case ID -> bytes(number, HexFormat.of().parseHex(text), out);
                case BOOL -> out.varint(number, in.getBooleanValue() ? 1 : 0);
                case INT32 -> out.varint(number, Integer.parseInt(text));
                case UINT32 -> out.varint(number, Long.parseLong(text));
                case SINT32 -> out.varint(number, zigzag(Integer.parseInt(text)));
                case INT64 -> out.varint(number, Long.parseLong(text));
                case UINT64 -> out.varint(number, Long.parseUnsignedLong(text));
                case FIXED32 -> out.fixed32(number, (int) Long.parseLong(text));
                case FIXED64 -> out.fixed64(number, Long.parseUnsignedLong(text));
                case SFIXED64 -> out.fixed64(number, Long.parseLong(text));
                case DOUBLE -> out.real(number, Double.parseDouble(text));
                case MESSAGE -> throw new IllegalArgumentException("a message is no scalar");
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedOtlpException(field.name() + " that is " + in.currentToken());
        }
    }

    private static void bytes(int number, byte[] value, ProtoWriter out) {
        out.bytes(number, value, 0, value.length);
    }

    private static long zigzag(int value) {
        return ((value << 1) ^ (value >> 31)) & 0xffffffffL;
    }
}
