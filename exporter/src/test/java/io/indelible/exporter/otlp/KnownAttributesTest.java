package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.indelible.exporter.Records;
import io.indelible.exporter.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Nobody can tell from the JSON whether an attribute was known. */
class KnownAttributesTest {
    private static final MessageType SPAN = MessageType.payload(Signal.TRACES);

    private final KnownAttributes known = new KnownAttributes();
    private final OtlpJson json = new OtlpJson(known);

    @Test
    void spans_areWrittenAsEachByItself() throws IOException {
        Random random = new Random(5);
        OtlpJson anew = new OtlpJson(null);
        for (int i = 0; i < 20_000; i++) {
            Span.Builder span = Span.newBuilder().setName("span " + i % 7);
            for (int attribute = random.nextInt(9); attribute > 0; attribute--) {
                span.addAttributes(some(random));
            }
            byte[] message = span.build().toByteArray();
            assertThat(text(json, message)).isEqualTo(text(anew, message));
        }
    }

    /** Of few that come often and many that come seldom. */
    private static KeyValue some(Random random) {
        int number = random.nextInt(random.nextBoolean() ? 12 : 4_000);
        String key = "key." + number % 5;
        return switch (number % 4) {
            case 0 -> Records.attribute(key, "\"ü\uD83D\uDE00\u0001" + number);
            case 1 -> Records.attribute(key, "x".repeat(number));
            case 2 -> value(key, AnyValue.newBuilder().setIntValue(number));
            default -> value(key, AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("b" + number)));
        };
    }

    private static KeyValue value(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    @Test
    void whatComesAgain_isKnown_andNothingElseDrivesItOut() throws IOException {
        assertThat(find("a", "1")).isFalse();
        assertThat(find("a", "1")).isTrue();
        for (int i = 0; i < 10_000; i++) {
            assertThat(find("path", "/" + i)).isFalse();
        }
        assertThat(find("a", "1")).isTrue();
    }

    @Test
    void whatComesNoMore_makesRoom() throws IOException {
        find("a", "0");
        assertThat(find("a", "0")).isTrue();
        // One of so many has the same place.
        String[] others =
                IntStream.rangeClosed(1, 5_000).mapToObj(Integer::toString).toArray(String[]::new);
        for (String other : others) {
            for (int times = 0; times < 4; times++) {
                find("a", other);
            }
            assertThat(find("a", other)).isTrue();
        }
        assertThat(find("a", "0")).isFalse();
    }

    /** Each turn would cost more than not to know it. */
    @Test
    void twoOfOnePlace_doNotTakeTurns() throws IOException {
        find("a", "0");
        find("a", "0");
        int place = place("0");
        String other = IntStream.iterate(1, i -> i + 1)
                .mapToObj(Integer::toString)
                .filter(text -> place(text) == place)
                .findFirst()
                .orElseThrow();
        for (int times = 0; times < 10; times++) {
            assertThat(find("a", "0")).isTrue();
            assertThat(find("a", other)).isFalse();
        }
    }

    private static int place(String text) {
        CRC32C crc = new CRC32C();
        crc.update(Records.attribute("a", text).toByteArray());
        return (int) crc.getValue() & 0xff;
    }

    @Test
    void whatIsLong_isNotKept() throws IOException {
        String text = "x".repeat(600);
        for (int times = 0; times < 3; times++) {
            assertThat(find("a", text)).isFalse();
        }
    }

    @Test
    void malformedAttribute_isMalformedEachTime_andHarmsNoOther() throws IOException {
        byte[] cutOff = Span.newBuilder()
                .addAttributes(Records.attribute("a", "123"))
                .build()
                .toByteArray();
        cutOff[cutOff.length - 4]++; // the length of the text
        byte[] sound = Span.newBuilder()
                .addAttributes(Records.attribute("a", "123"))
                .build()
                .toByteArray();
        for (int times = 0; times < 4; times++) {
            assertThatThrownBy(() -> text(json, cutOff)).isInstanceOf(MalformedOtlpException.class);
            assertThat(text(json, sound))
                    .isEqualTo("{\"attributes\":[{\"key\":\"a\",\"value\":{\"stringValue\":\"123\"}}]}");
        }
    }

    @Test
    void nestingIsCountedFromTheSpan() {
        AnyValue value = AnyValue.newBuilder()
                .setArrayValue(ArrayValue.getDefaultInstance())
                .build();
        for (int i = 0; i < 49; i++) { // one message too many in a span, but not in an attribute by itself
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        byte[] deep = Span.newBuilder()
                .addAttributes(value("", value.toBuilder()))
                .build()
                .toByteArray();
        for (int times = 0; times < 4; times++) {
            assertThatThrownBy(() -> text(json, deep)).isInstanceOf(MalformedOtlpException.class);
        }
    }

    private boolean find(String key, String value) throws IOException {
        byte[] attribute = Records.attribute(key, value).toByteArray();
        return known.find(attribute, 0, attribute.length, 1) != null;
    }

    private static String text(OtlpJson json, byte[] message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        json.write(SPAN, message, 0, message.length, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
