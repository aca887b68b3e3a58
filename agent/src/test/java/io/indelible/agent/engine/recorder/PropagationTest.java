package io.indelible.agent.engine.recorder;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.instrumentation.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropagationTest {
    @ParameterizedTest
    @ValueSource(strings = {"tracecontext", "b3", "b3multi", "jaeger"})
    void sampledContext_comesBack(String name) {
        TraceContext back = roundTrip(name, context((byte) 1));
        assertThat(back)
                .usingRecursiveComparison()
                .comparingOnlyFields("traceIdHigh", "traceIdLow", "spanId", "flags")
                .isEqualTo(context((byte) 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracecontext", "b3", "b3multi", "jaeger", "ottrace"})
    void unsampledContext_comesBackUnsampled(String name) {
        TraceContext back = roundTrip(name, context((byte) 0));
        assertThat(back.sampled()).isFalse();
        assertThat(back.spanId).isEqualTo(context((byte) 0).spanId);
    }

    @Test
    void ottrace_carriesTheLowerHalf() {
        // The format has room for no more.
        TraceContext back = roundTrip("ottrace", context((byte) 1));
        assertThat(back.traceIdLow).isEqualTo(context((byte) 1).traceIdLow);
        assertThat(back.traceIdHigh).isZero();
        assertThat(back.sampled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracecontext", "b3", "b3multi", "jaeger", "ottrace"})
    void whatCameFromElsewhere_isRemote(String name) {
        TraceContext back = roundTrip(name, context((byte) 1));
        assertThat(back.remote).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracecontext", "baggage", "b3", "b3multi", "jaeger", "ottrace", "unknown"})
    void noFields_areNoContext(String name) {
        assertThat(extract(name, Map.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracecontext", "b3", "b3multi", "jaeger", "ottrace"})
    void nonsense_isNoContext(String name) {
        Map<String, String> fields = new HashMap<>();
        new Propagation(List.of(name)).inject(context((byte) 1), fields, Map::put);
        fields.replaceAll((field, value) -> "漢".repeat(100) + value);
        assertThat(extract(name, fields)).isNull();
    }

    @Test
    void noPropagators_sayNothing() {
        Map<String, String> fields = new HashMap<>();
        new Propagation(List.of()).inject(context((byte) 1), fields, Map::put);
        assertThat(fields).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1, 3, -1})
    void contextWithoutBaggage_isWrittenAsOpenTelemetryWritesIt(byte flags) {
        TraceContext context = context(flags);
        Map<String, String> ours = new HashMap<>();
        new Propagation(List.of("tracecontext", "baggage")).inject(context, ours, Map::put);
        Map<String, String> theirs = new HashMap<>();
        W3CTraceContextPropagator.getInstance()
                .inject(
                        Context.root()
                                .with(Span.wrap(SpanContext.create(
                                        HexIds.traceId(context.traceIdHigh, context.traceIdLow),
                                        HexIds.spanId(context.spanId),
                                        TraceFlags.fromByte(flags),
                                        TraceState.getDefault()))),
                        theirs,
                        Map::put);
        assertThat(ours).isEqualTo(theirs).containsOnlyKeys("traceparent");
    }

    @Test
    void severalPropagators_allSpeak() {
        Map<String, String> fields = new HashMap<>();
        new Propagation(List.of("tracecontext", "b3")).inject(context((byte) 1), fields, Map::put);
        assertThat(fields).containsOnlyKeys("traceparent", "b3");
    }

    @Test
    void threadsLoader_isLeftAsItWas() {
        ClassLoader own = new ClassLoader(null) {};
        Thread.currentThread().setContextClassLoader(own);
        try {
            extract("tracecontext", Map.of());
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(own);
        } finally {
            Thread.currentThread().setContextClassLoader(PropagationTest.class.getClassLoader());
        }
    }

    @Test
    void nothingThatTravels_hasNoTraceState() {
        assertThat(Propagation.traceState("something else")).isNull();
    }

    private static TraceContext context(byte flags) {
        TraceContext context = new TraceContext();
        context.traceIdHigh = 0x8123456789abcdefL;
        context.traceIdLow = 0xfedcba9876543210L;
        context.spanId = 0xf000000000000001L;
        context.flags = flags;
        return context;
    }

    private static TraceContext roundTrip(String name, TraceContext context) {
        Map<String, String> fields = new HashMap<>();
        new Propagation(List.of(name)).inject(context, fields, Map::put);
        return requireNonNull(extract(name, fields));
    }

    private static @Nullable TraceContext extract(String name, Map<String, String> fields) {
        return new Propagation(List.of(name)).extract(fields, new MapFields());
    }
}
