package io.indelible.exporter.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.indelible.exporter.otlp.MessageType.Field;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes OTLP protobuf as OTLP JSON (OTLP specification, JSON Protobuf Encoding). Not thread-safe.
 *
 * <p>What is on the wire is written, in the order of field numbers; what is absent is not. A field that is not known is
 * left out; of a field that comes twice and may not, the last one counts.
 */
public final class OtlpJson {
    // Deep enough for any attribute, and what protobuf's own decoders allow.
    private static final int MAX_DEPTH = 100;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    // Without the feature a character beyond the basic plane becomes two escapes: valid, but nobody can read it.
    private final JsonFactory factory = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private final List<Frame> frames = new ArrayList<>();
    private byte[] hex = new byte[32];
    private byte[] bytes = {};

    /**
     * Writes one message as one JSON object.
     *
     * @param out gets UTF-8; not closed, and holds a part of the object when this throws
     * @throws MalformedOtlpException when the bytes are not such a message
     */
    public void write(MessageType type, byte[] message, int offset, int length, OutputStream out) throws IOException {
        bytes = message;
        JsonGenerator json = factory.createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        try (json) {
            message(type, offset, offset + length, 0, json);
        }
    }

    private void message(MessageType type, int from, int to, int depth, JsonGenerator json) throws IOException {
        Frame frame = frame(depth);
        frame.index(type, bytes, from, to);
        json.writeStartObject();
        for (int number = 1; number < type.fieldsEnd(); number++) {
            Field field = type.field(number);
            if (field != null && frame.holds(number)) {
                json.writeFieldName(field.jsonName());
                field(field, number, frame, depth, json);
            }
        }
        json.writeEndObject();
    }

    private void field(Field field, int number, Frame frame, int depth, JsonGenerator json) throws IOException {
        ProtoReader in = frame.in;
        int last = frame.last[number];
        if (!field.repeated()) {
            in.moveTo(last);
            in.next();
            value(field, in, depth, json);
            return;
        }
        json.writeStartArray();
        in.moveTo(frame.first[number]);
        while (in.position() <= last && in.next()) {
            if (in.field() == number) {
                values(field, in, depth, json);
            } else {
                in.skip();
            }
        }
        json.writeEndArray();
    }

    private void values(Field field, ProtoReader in, int depth, JsonGenerator json) throws IOException {
        boolean packed =
                in.wireType() == ProtoReader.LENGTH_DELIMITED && field.kind().wireType != ProtoReader.LENGTH_DELIMITED;
        if (!packed) {
            value(field, in, depth, json);
            return;
        }
        int length = in.length();
        int end = in.position() + length;
        while (in.position() < end) {
            scalar(field.kind(), in, json);
        }
        if (in.position() != end) {
            throw new MalformedOtlpException("packed values that end in the middle of one");
        }
    }

    private void value(Field field, ProtoReader in, int depth, JsonGenerator json) throws IOException {
        if (in.wireType() != field.kind().wireType) {
            throw new MalformedOtlpException(field.jsonName() + " with the wire type " + in.wireType());
        }
        MessageType message = field.message();
        if (message == null) {
            scalar(field.kind(), in, json);
            return;
        }
        if (depth == MAX_DEPTH) {
            throw new MalformedOtlpException("more than " + MAX_DEPTH + " messages in each other");
        }
        int length = in.length();
        int start = in.advance(length);
        message(message, start, start + length, depth + 1, json);
    }

    private void scalar(FieldKind kind, ProtoReader in, JsonGenerator json) throws IOException {
        switch (kind) {
            case STRING -> text(in, json);
            case BYTES -> base64(in, json);
            case ID -> id(in, json);
            case BOOL -> json.writeBoolean(in.varint() != 0);
            case INT32 -> json.writeNumber((int) in.varint());
            case UINT32 -> json.writeNumber(in.varint() & 0xffffffffL);
            case SINT32 -> json.writeNumber(zigzag((int) in.varint()));
            case FIXED32 -> json.writeNumber(in.fixed32() & 0xffffffffL);
            case INT64 -> json.writeString(Long.toString(in.varint()));
            case UINT64 -> json.writeString(Long.toUnsignedString(in.varint()));
            case SFIXED64 -> json.writeString(Long.toString(in.fixed64()));
            case FIXED64 -> json.writeString(Long.toUnsignedString(in.fixed64()));
            case DOUBLE -> real(Double.longBitsToDouble(in.fixed64()), json);
            case MESSAGE -> throw new IllegalArgumentException("a message is no scalar");
        }
    }

    private static int zigzag(int value) {
        return value >>> 1 ^ -(value & 1);
    }

    // JSON has no numbers for these; the words are those of proto3's JSON mapping.
    private static void real(double value, JsonGenerator json) throws IOException {
        if (Double.isNaN(value)) {
            json.writeString("NaN");
        } else if (Double.isInfinite(value)) {
            json.writeString(value > 0 ? "Infinity" : "-Infinity");
        } else {
            json.writeNumber(value);
        }
    }

    // Text that is ASCII needs no decoding; other text is decoded so that bytes that are no UTF-8 do no harm.
    private void text(ProtoReader in, JsonGenerator json) throws IOException {
        int length = in.length();
        int start = in.advance(length);
        if (ascii(start, length)) {
            json.writeUTF8String(bytes, start, length);
        } else {
            json.writeString(new String(bytes, start, length, StandardCharsets.UTF_8));
        }
    }

    private boolean ascii(int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private void base64(ProtoReader in, JsonGenerator json) throws IOException {
        int length = in.length();
        json.writeBinary(bytes, in.advance(length), length);
    }

    private void id(ProtoReader in, JsonGenerator json) throws IOException {
        int length = in.length();
        int start = in.advance(length);
        if (hex.length < 2 * length) {
            hex = new byte[2 * length];
        }
        for (int i = 0; i < length; i++) {
            hex[2 * i] = HEX[bytes[start + i] >> 4 & 0xf];
            hex[2 * i + 1] = HEX[bytes[start + i] & 0xf];
        }
        json.writeRawUTF8String(hex, 0, 2 * length);
    }

    private Frame frame(int depth) {
        while (frames.size() <= depth) {
            frames.add(new Frame());
        }
        return frames.get(depth);
    }

    /**
     * Where the fields of one message are. JSON wants the members of an array together; protobuf may scatter them. Kept
     * and used again for the next message of the same depth.
     */
    private static final class Frame {
        private static final int MOST_FIELDS = 17;

        final ProtoReader in = new ProtoReader();
        final int[] first = new int[MOST_FIELDS];
        final int[] last = new int[MOST_FIELDS];

        void index(MessageType type, byte[] bytes, int from, int to) throws MalformedOtlpException {
            Arrays.fill(first, -1);
            in.over(bytes, from, to);
            for (int tag = from; in.next(); tag = in.position()) {
                if (type.field(in.field()) != null) {
                    note(in.field(), tag);
                }
                in.skip();
            }
        }

        boolean holds(int number) {
            return first[number] >= 0;
        }

        private void note(int number, int tag) {
            if (first[number] < 0) {
                first[number] = tag;
            }
            last[number] = tag;
        }
    }
}
