package io.indelible.instrumentation.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.file.HandlerTable;
import io.indelible.instrumentation.file.RecordedOperations;
import io.indelible.instrumentation.file.RecordedOperations.Ended;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Digests in digests, and values that are asked for again and again. */
final class NestedDigestTest {
    private final RecordedOperations operations = new RecordedOperations();
    private final HandlerTable handlers = new HandlerTable();

    NestedDigestTest() {
        new HashInstrumentation().install(operations, handlers);
    }

    @Test
    void updateInsideUpdate_isNotCountedAgain() {
        Other outer = new Other();
        feed(outer, 5000);
        feed(outer, 5000);
        fed(outer);
        fed(outer);
        value(outer);
        assertThat(sizes()).containsExactly(5000L);
    }

    @Test
    void delegate_isNoOperation() {
        Other outer = new Other();
        CRC32 delegate = new CRC32();
        feed(outer, 5000);
        feed(delegate, 5000);
        fed(outer);
        Handlers.CallHandler handler = handlers.call(Call.DIGEST_VALUE);
        Object begun = Objects.requireNonNull(handler.begin(outer, null, null));
        Object inner = handler.begin(delegate, null, null);
        handler.end(begun, null, null);
        assertThat(inner).isNull();
    }

    @Test
    void delegateFedOnItsOwnBefore_isDroppedInsideValue() {
        Other outer = new Other();
        CRC32 delegate = new CRC32();
        feed(delegate, 5000);
        feed(outer, 5000);
        fed(outer);
        Handlers.CallHandler handler = handlers.call(Call.DIGEST_VALUE);
        Object begun = Objects.requireNonNull(handler.begin(outer, null, null));
        Object inner = handler.begin(delegate, null, null);
        handler.end(begun, null, null);
        assertThat(inner).isNull();
    }

    @Test
    void updateThatNeverReturned_isMadeUpForByItsOwnValue() {
        Other stuck = new Other();
        feed(stuck, 5000);
        value(stuck);
        CRC32 crc = new CRC32();
        feed(crc, 6000);
        value(crc);
        assertThat(sizes()).containsExactly(5000L, 6000L);
    }

    @Test
    void internalDigest_isNoOperation() {
        CRC32 crc = new CRC32();
        feed(crc, 5000);
        handlers.note(Call.DIGEST_INTERNAL).note(crc, null);
        feed(crc, 5000);
        value(crc);
        assertThat(operations.ended()).isEmpty();
    }

    @Test
    void digestWhileSuspended_isNoOperation() {
        Handlers.CallHandler suspended = handlers.call(Call.DIGEST_SUSPEND);
        Object begun = Objects.requireNonNull(suspended.begin(null, null, null));
        System.gc(); // what is open does not depend on it
        CRC32 crc = new CRC32();
        feed(crc, 5000);
        value(crc);
        suspended.end(begun, null, null);
        assertThat(operations.ended()).isEmpty();
    }

    @Test
    void digestAfterSuspension_isOperation() {
        Handlers.CallHandler suspended = handlers.call(Call.DIGEST_SUSPEND);
        suspended.end(Objects.requireNonNull(suspended.begin(null, null, null)), null, null);
        CRC32 crc = new CRC32();
        feed(crc, 5000);
        value(crc);
        assertThat(sizes()).containsExactly(5000L);
    }

    @Test
    void valueAskedForAfterEveryBlock_isToldWhenTwiceAsMuch() {
        CRC32 crc = new CRC32();
        for (int i = 0; i < 100; i++) {
            feed(crc, 5000);
            value(crc);
        }
        assertThat(sizes()).containsExactly(5000L, 10_000L, 20_000L, 40_000L, 80_000L, 160_000L, 320_000L);
    }

    @Test
    void smallHash_isNoSpan() {
        CRC32 crc = new CRC32();
        feed(crc, 10);
        value(crc);
        assertThat(operations.ended()).extracting(Ended::span).containsExactly(false);
    }

    @Test
    void nextHashOfSameDigest_usesOperationAgain() {
        CRC32 crc = new CRC32();
        feed(crc, 10);
        Object first = value(crc);
        handlers.note(Call.DIGEST_RESET).note(crc, null);
        feed(crc, 10);
        assertThat(value(crc)).isSameAs(first);
    }

    @Test
    void hashThatGrowsSlowly_isSpanOfAllItsBytes() {
        CRC32 crc = new CRC32();
        for (int i = 0; i < 1000; i++) {
            feed(crc, 10);
        }
        value(crc);
        assertThat(sizes()).containsExactly(10_000L);
    }

    private void feed(Checksum digest, int length) {
        handlers.digests().digested(Guard.current(), digest, new byte[length], 0, length);
    }

    private void fed(Checksum digest) {
        handlers.note(Call.DIGEST_FED).note(digest, null);
    }

    private @Nullable Object value(Checksum digest) {
        Handlers.CallHandler handler = handlers.call(Call.DIGEST_VALUE);
        Object begun = handler.begin(digest, null, null);
        if (begun != null) {
            handler.end(begun, null, null);
        }
        return begun;
    }

    private List<Object> sizes() {
        return operations.spans().stream()
                .map(Ended::attributes)
                .map(attributes -> attributes.get("indelible.hash.input.size"))
                .toList();
    }

    /** A checksum that nobody has heard of. */
    private static final class Other implements Checksum {
        @Override
        public void update(int input) {}

        @Override
        public void update(byte[] input, int offset, int length) {}

        @Override
        public long getValue() {
            return 0;
        }

        @Override
        public void reset() {}
    }
}
