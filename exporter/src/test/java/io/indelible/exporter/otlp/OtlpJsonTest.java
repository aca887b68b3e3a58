package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.indelible.exporter.Records;
import io.indelible.exporter.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonTest {
    private static final Map<Signal, Message> EMPTY = Map.of(
            Signal.TRACES, TracesData.getDefaultInstance(),
            Signal.LOGS, LogsData.getDefaultInstance(),
            Signal.METRICS, MetricsData.getDefaultInstance());

    private final ObjectMapper mapper = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(Signal.class)
    void everyField_isWritten(Signal signal) throws IOException {
        Message filled = fill(EMPTY.getOrDefault(signal, TracesData.getDefaultInstance()), 0);

        JsonNode json = json(MessageType.data(signal), filled.toByteArray());

        compare(filled, json);
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void everyField_isReadBack(Signal signal) throws IOException {
        Message filled = fill(EMPTY.getOrDefault(signal, TracesData.getDefaultInstance()), 0);
        String text = text(MessageType.data(signal), filled.toByteArray());
        ProtoWriter out = new ProtoWriter(1024);

        try (JsonParser in = new JsonFactory().createParser(text)) {
            in.nextToken();
            OtlpJsonReader.read(MessageType.data(signal), in, out);
        }

        assertThat(filled.getParserForType().parseFrom(out.toByteArray())).isEqualTo(filled);
    }

    @Test
    void span_isWrittenAsTheSpecificationSays() throws IOException {
        Span span = Records.spanMessage("GET \"/\u0001\"").toBuilder()
                .addAttributes(Records.attribute("a", "ü\uD83D\uDE00"))
                .build();

        assertThat(text(MessageType.payload(Signal.TRACES), span.toByteArray()))
                .isEqualTo("{\"traceId\":\"0102030405060708090a0b0c0d0e0f10\",\"spanId\":\"a1a2a3a4a5a6a7a8\","
                        + "\"name\":\"GET \\\"/\\u0001\\\"\",\"kind\":3,\"startTimeUnixNano\":\"1700000000000000001\","
                        + "\"endTimeUnixNano\":\"1700000000000000002\","
                        + "\"attributes\":[{\"key\":\"a\",\"value\":{\"stringValue\":\"ü\uD83D\uDE00\"}}]}");
    }

    @ParameterizedTest
    @CsvSource({"NaN,NaN", "Infinity,Infinity", "-Infinity,-Infinity"})
    void numberThatJsonDoesNotKnow_isAWord(double value, String expected) throws IOException {
        JsonNode json = body(AnyValue.newBuilder().setDoubleValue(value).build());

        assertThat(json.get("doubleValue").isTextual()).isTrue();
        assertThat(json.get("doubleValue").asText()).isEqualTo(expected);
    }

    @Test
    void negativeNumbers_keepTheirSign() throws IOException {
        JsonNode json = body(AnyValue.newBuilder().setIntValue(Long.MIN_VALUE).build());

        assertThat(json.get("intValue").asText()).isEqualTo("-9223372036854775808");
    }

    @Test
    void unsignedNumbers_haveNoSign() throws IOException {
        LogRecord log = LogRecord.newBuilder().setTimeUnixNano(-1).setFlags(-1).build();

        JsonNode json = json(MessageType.payload(Signal.LOGS), log.toByteArray());

        assertThat(json.get("timeUnixNano").asText()).isEqualTo("18446744073709551615");
        assertThat(json.get("flags").asLong()).isEqualTo(4294967295L);
    }

    @Test
    void scatteredArray_isOneArray() throws IOException {
        ByteString first = Span.newBuilder()
                .addAttributes(Records.attribute("a", "1"))
                .setDroppedEventsCount(1)
                .build()
                .toByteString();
        ByteString second = Span.newBuilder()
                .addAttributes(Records.attribute("b", "2"))
                .setDroppedEventsCount(2)
                .build()
                .toByteString();

        JsonNode json =
                json(MessageType.payload(Signal.TRACES), first.concat(second).toByteArray());

        assertThat(json.get("attributes")).hasSize(2);
        assertThat(json.get("droppedEventsCount").asInt()).isEqualTo(2);
    }

    @Test
    void unknownField_isLeftOut() throws IOException {
        Span span = Span.newBuilder()
                .setName("x")
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                999,
                                UnknownFieldSet.Field.newBuilder()
                                        .addFixed64(1)
                                        .addFixed32(2)
                                        .addVarint(3)
                                        .addLengthDelimited(ByteString.copyFromUtf8("z"))
                                        .build())
                        .build())
                .build();

        assertThat(text(MessageType.payload(Signal.TRACES), span.toByteArray())).isEqualTo("{\"name\":\"x\"}");
    }

    @Test
    void bytesThatAreNoUtf8_areStillJson() throws IOException {
        byte[] span = {5 << 3 | 2, 3, 'a', (byte) 0xff, 'b'};

        assertThat(json(MessageType.payload(Signal.TRACES), span).get("name").asText())
                .isEqualTo("a\uFFFDb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2a05616263", // cut off
                "2affffffff0f", // a length beyond everything
                "2b", // a group
                "28ffffffffffffffffffff01", // a varint without end
                "2801", // a number where a text should be
                "02", // field 0
                "4a02120f", // cut off inside a nested message
            })
    void malformedBytes_throwTheDocumentedException(String hex) {
        byte[] span = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> text(MessageType.payload(Signal.TRACES), span))
                .isInstanceOf(MalformedOtlpException.class);
    }

    @Test
    void damagedBytes_throwNothingElse() {
        byte[] span = fill(Span.getDefaultInstance(), 6).toByteArray();
        for (int i = 0; i < span.length; i++) {
            byte[] damaged = span.clone();
            damaged[i] ^= (byte) 0x5b;
            try {
                json(MessageType.payload(Signal.TRACES), damaged);
            } catch (IOException e) {
                assertThat(e).isInstanceOf(MalformedOtlpException.class);
            }
        }
    }

    @Test
    void bottomlessNesting_isMalformed() {
        AnyValue value = AnyValue.getDefaultInstance();
        for (int i = 0; i < 60; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        AnyValue deepest = value;

        assertThatThrownBy(() -> body(deepest)).isInstanceOf(MalformedOtlpException.class);
    }

    private JsonNode body(AnyValue value) throws IOException {
        byte[] log = LogRecord.newBuilder().setBody(value).build().toByteArray();
        return json(MessageType.payload(Signal.LOGS), log).get("body");
    }

    private JsonNode json(MessageType type, byte[] message) throws IOException {
        return mapper.readTree(text(type, message));
    }

    private static String text(MessageType type, byte[] message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new OtlpJson().write(type, message, 0, message.length, out);
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    // Every field of every message, two of each repeated one; of a oneof each member in turn where the oneof is
    // repeated.
    private static Message fill(Message empty, int depth) {
        Message.Builder builder = empty.newBuilderForType();
        int turn = depth;
        for (FieldDescriptor field : empty.getDescriptorForType().getFields()) {
            if (field.getContainingOneof() != null && !chosen(field, depth)) {
                continue;
            }
            for (int i = 0; i < (field.isRepeated() ? 8 : 1); i++) {
                boolean recursive = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
                if (recursive && depth > 14) {
                    continue;
                }
                Object value = recursive
                        ? fill(sub(builder, field), field.isRepeated() ? nested(depth, i) : depth + 1)
                        : scalar(field, turn++ + i);
                if (field.isRepeated()) {
                    builder.addRepeatedField(field, value);
                } else {
                    builder.setField(field, value);
                }
            }
        }
        return builder.build();
    }

    private static int nested(int depth, int i) {
        return depth > 5 ? 15 + i : depth + 1 + i;
    }

    private static Message sub(Message.Builder builder, FieldDescriptor field) {
        return builder.newBuilderForField(field).build();
    }

    private static boolean chosen(FieldDescriptor field, int depth) {
        List<FieldDescriptor> members = field.getContainingOneof().getFields();
        return members.get(depth % members.size()).equals(field);
    }

    private static Object scalar(FieldDescriptor field, int i) {
        return switch (field.getJavaType()) {
            case INT -> i % 2 == 0 ? 70_000 + i : -3 - i;
            case LONG -> i % 2 == 0 ? Long.MAX_VALUE - i : -5L - i;
            case DOUBLE -> i * 1.25e10;
            case FLOAT -> i * 1.5f;
            case BOOLEAN -> i % 2 == 0;
            case STRING -> "text " + i + " \"quoted\" \\ \n é";
            case BYTE_STRING -> ByteString.copyFrom(new byte[] {(byte) i, -1, 0, 127, -128, 62, 63, 1});
            case ENUM ->
                field.getEnumType()
                        .getValues()
                        .get(i % field.getEnumType().getValues().size());
            case MESSAGE -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    private static void compare(Message message, JsonNode json) {
        assertThat(json.size()).isEqualTo(message.getAllFields().size());
        message.getAllFields().forEach((field, value) -> {
            JsonNode node = json.get(field.getJsonName());
            assertThat(node).as(field.getFullName()).isNotNull();
            if (field.isRepeated()) {
                List<?> values = (List<?>) value;
                assertThat(node.size()).as(field.getFullName()).isEqualTo(values.size());
                for (int i = 0; i < values.size(); i++) {
                    compareValue(field, values.get(i), node.get(i));
                }
            } else {
                compareValue(field, value, node);
            }
        });
    }

    private static void compareValue(FieldDescriptor field, Object value, JsonNode node) {
        switch (field.getType()) {
            case MESSAGE -> compare((Message) value, node);
            case ENUM ->
                assertThat(node.numberValue())
                        .isEqualTo(((com.google.protobuf.Descriptors.EnumValueDescriptor) value).getNumber());
            case BYTES -> assertThat(node.textValue()).isEqualTo(bytes(field, ((ByteString) value).toByteArray()));
            case INT64, SFIXED64 -> assertThat(node.textValue()).isEqualTo(value.toString());
            case UINT64, FIXED64 -> assertThat(node.textValue()).isEqualTo(Long.toUnsignedString((Long) value));
            case UINT32, FIXED32 -> assertThat(node.longValue()).isEqualTo(Integer.toUnsignedLong((Integer) value));
            case INT32, SINT32 -> assertThat(node.numberValue()).isEqualTo(value);
            case DOUBLE ->
                assertThat(node.isNumber() ? node.doubleValue() : Double.NaN).isEqualTo(value);
            case BOOL -> assertThat(node.booleanValue()).isEqualTo(value);
            default -> assertThat(node.textValue()).isEqualTo(value);
        }
    }

    private static String bytes(FieldDescriptor field, byte[] value) {
        return field.getName().endsWith("_id")
                ? HexFormat.of().formatHex(value)
                : Base64.getEncoder().encodeToString(value);
    }
}
