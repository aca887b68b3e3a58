package io.indelible.exporter.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.indelible.exporter.otlp.MessageType.Field;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final JsonFactory factory = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .rootValueSeparator((String) null)
            .build();
    private final List<Frame> frames = new ArrayList<>();
    private byte[] hex = new byte[32];
    private byte[] bytes = {};
    private final @Nullable KnownAttributes known;
    private @Nullable JsonGenerator generator;

    /** One that remembers the attributes which come again. */
    public OtlpJson() {
        this(new KnownAttributes());
    }

    /** Without any it writes each attribute anew. */
    OtlpJson(@Nullable KnownAttributes known) {
        this.known = known;
    }

    /**
     * Writes one message as one JSON object.
     *
     * @param out gets UTF-8; not closed, and holds a part of the object when this throws
     * @throws MalformedOtlpException when the bytes are not such a message
     */
    public void write(MessageType type, byte[] message, int offset, int length, OutputStream out) throws IOException {
        write(type, message, offset, length, 0, out);
    }

    /** The same of a message that is in so many others. */
    void write(MessageType type, byte[] message, int offset, int length, int depth, OutputStream out)
            throws IOException {
        bytes = message;
        JsonGenerator json = generator(out);
        try {
            message(type, offset, offset + length, depth, json);
            json.flush();
        } catch (IOException | RuntimeException | Error e) {
            generator = null; // in the middle of an object
            throw e;
        }
    }

    // As long as the objects go to one place: a new one for each costs as much as a tenth of a span.
    private JsonGenerator generator(OutputStream out) throws IOException {
        JsonGenerator json = generator;
        if (json == null || json.getOutputTarget() != out) {
            json = factory.createGenerator(out).disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            generator = json;
        }
        return json;
    }

    // Jackson keeps no account of what is open: it would take half of the time, and what is written here closes itself.
    private void message(MessageType type, int from, int to, int depth, JsonGenerator json) throws IOException {
        Frame frame = frame(depth);
        frame.index(type, bytes, from, to);
        if (frame.held == 0) {
            json.writeRaw('{');
        }
        for (int left = frame.held; left != 0; left &= left - 1) {
            int number = Integer.numberOfTrailingZeros(left);
            Field field = type.known(number);
            json.writeRaw(left == frame.held ? field.first() : field.next());
            field(field, number, frame, depth, json);
        }
        json.writeRaw('}');
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
        json.writeRaw('[');
        boolean any = false;
        in.moveTo(frame.first[number]);
        while (in.position() <= last && in.next()) {
            if (in.field() == number) {
                any = values(field, in, depth, any, json);
            } else {
                in.skip();
            }
        }
        json.writeRaw(']');
    }

    /** What one field holds of an array; tells whether there are any now, as {@code any} does for those before. */
    private boolean values(Field field, ProtoReader in, int depth, boolean any, JsonGenerator json) throws IOException {
        boolean packed =
                in.wireType() == ProtoReader.LENGTH_DELIMITED && field.kind().wireType != ProtoReader.LENGTH_DELIMITED;
        if (!packed) {
            comma(any, json);
            value(field, in, depth, json);
            return true;
        }
        int length = in.length();
        int end = in.position() + length;
        boolean more = any;
        while (in.position() < end) {
            comma(more, json);
            scalar(field.kind(), in, json);
            more = true;
        }
        if (in.position() != end) {
            throw new MalformedOtlpException("packed values that end in the middle of one");
        }
        return more;
    }

    private static void comma(boolean any, JsonGenerator json) throws IOException {
        if (any) {
            json.writeRaw(',');
        }
    }

    private void value(Field field, ProtoReader in, int depth, JsonGenerator json) throws IOException {
        if (in.wireType() != field.kind().wireType) {
            throw new MalformedOtlpException(field.name() + " with the wire type " + in.wireType());
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
        SerializableString before = message == MessageType.KEY_VALUE ? known(start, length, depth + 1) : null;
        if (before == null) {
            message(message, start, start + length, depth + 1, json);
        } else {
            json.writeRaw(before);
        }
    }

    private @Nullable SerializableString known(int start, int length, int depth) throws IOException {
        return known == null ? null : known.find(bytes, start, length, depth);
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
            case INT64 -> quoted(in.varint(), json);
            case UINT64 -> unsigned(in.varint(), json);
            case SFIXED64 -> quoted(in.fixed64(), json);
            case FIXED64 -> unsigned(in.fixed64(), json);
            case DOUBLE -> real(Double.longBitsToDouble(in.fixed64()), json);
            case MESSAGE -> throw new IllegalArgumentException("a message is no scalar");
        }
    }

    // Without a text of its own for each: a span has two times.
    private static void quoted(long value, JsonGenerator json) throws IOException {
        json.writeRaw('"');
        json.writeNumber(value);
        json.writeRaw('"');
    }

    private static void unsigned(long value, JsonGenerator json) throws IOException {
        if (value >= 0) {
            quoted(value, json);
        } else {
            json.writeString(Long.toUnsignedString(value));
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
        if (ProtoReader.ascii(bytes, start, start + length)) {
            json.writeUTF8String(bytes, start, length);
        } else {
            json.writeString(new String(bytes, start, length, StandardCharsets.UTF_8));
        }
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
        /** A bit for each number that has a first and a last. */
        int held;

        final int[] first = new int[MOST_FIELDS];
        final int[] last = new int[MOST_FIELDS];

        void index(MessageType type, byte[] bytes, int from, int to) throws MalformedOtlpException {
            held = 0;
            in.over(bytes, from, to);
            for (int tag = from; in.next(); tag = in.position()) {
                if (type.field(in.field()) != null) {
                    note(in.field(), tag);
                }
                in.skip();
            }
        }

        private void note(int number, int tag) {
            int bit = 1 << number;
            if ((held & bit) == 0) {
                held |= bit;
                first[number] = tag;
            }
            last[number] = tag;
        }
    }
}
