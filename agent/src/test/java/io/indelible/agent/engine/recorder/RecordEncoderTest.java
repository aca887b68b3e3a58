package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.agent.engine.recorder.RecorderLimits.ExceptionMessages;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordEncoderTest {
    private static final byte[] SCOPE = new Scopes("1").of(Family.FILE);

    @Test
    void record_startsWithItsHeader() {
        SpoolRecord record = encoded(16, 128, attributes -> {});
        assertThat(record.signal()).isEqualTo(Signal.TRACES);
        assertThat(Arrays.copyOfRange(
                        record.bytes(), record.scopeOffset(), record.scopeOffset() + record.scopeLength()))
                .isEqualTo(SCOPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "漢"})
    void recordOfManyLongTexts_fitsTheSmallestRing(String character) {
        SpoolRecord record = encoded(16 * 1024, Integer.MAX_VALUE, attributes -> {
            for (int i = 0; i < 200; i++) {
                attributes.put("indelible.test." + i, character.repeat(16 * 1024));
            }
        });
        assertThat(record.bytes().length).isLessThan(RecordWriter.SAFE_LENGTH);
    }

    @Test
    void recordOfManyNumbers_fitsTheSmallestRing() {
        SpoolRecord record = encoded(16, Integer.MAX_VALUE, attributes -> {
            for (int i = 0; i < 100_000; i++) {
                attributes.put("indelible.test." + i, i);
            }
        });
        assertThat(record.bytes().length).isLessThan(RecordWriter.SAFE_LENGTH);
    }

    @Test
    void attributesWithoutRoom_areCounted() throws Exception {
        Span span = span(encoded(16, Integer.MAX_VALUE, attributes -> {
            for (int i = 0; i < 100_000; i++) {
                attributes.put("indelible.test." + i, true);
            }
        }));
        assertThat(span.getAttributesCount() + span.getDroppedAttributesCount()).isEqualTo(100_001);
    }

    @Test
    void hugeText_isCutToTheRoomThereIs() throws Exception {
        Span span = span(encoded(Integer.MAX_VALUE, 128, attributes -> attributes.put("a", "x".repeat(1 << 20))));
        assertThat(span.getAttributes(1).getValue().getStringValue()).hasSizeGreaterThan(16 * 1024);
    }

    @Test
    void whyItFailed_isNeverDroppedForRoom() throws Exception {
        Span span = span(encoded(16, 1, attributes -> attributes.put("a", 1)));
        assertThat(span.getAttributes(0).getKey()).isEqualTo("error.type");
    }

    @Test
    void usedAgain_forgetsTheLastRecord() throws Exception {
        RecordEncoder encoder = new RecordEncoder(limits(16, 1));
        encode(encoder, attributes -> attributes.put("a", "b"));
        assertThat(span(encode(encoder, attributes -> {})).getDroppedAttributesCount())
                .isZero();
    }

    private static SpoolRecord encoded(int valueLength, int attributes, Consumer<AttributeWriter> described) {
        return encode(new RecordEncoder(limits(valueLength, attributes)), described);
    }

    private static SpoolRecord encode(RecordEncoder encoder, Consumer<AttributeWriter> described) {
        encoder.span(new Described(described), SCOPE, "error", "漢".repeat(16 * 1024));
        return SpoolRecord.parse(Arrays.copyOf(encoder.array(), encoder.length()), 0, encoder.length());
    }

    private static RecorderLimits limits(int valueLength, int attributes) {
        return new RecorderLimits(valueLength, attributes, 0, ExceptionMessages.FULL);
    }

    private static Span span(SpoolRecord record) throws Exception {
        return Span.parseFrom(RecorderFixture.payload(record));
    }

    private static final class Described extends Operation {
        private final Consumer<AttributeWriter> described;

        Described(Consumer<AttributeWriter> described) {
            super(Family.FILE);
            this.described = described;
        }

        @Override
        public String spanName() {
            return "test";
        }

        @Override
        public void describe(AttributeWriter attributes) {
            described.accept(attributes);
        }

        @Override
        public void tag(AttributeWriter tags) {}
    }
}
