package io.indelible.agent.engine.recorder;

import io.indelible.instrumentation.Operations.FieldGetter;
import io.indelible.instrumentation.Operations.FieldSetter;
import io.indelible.instrumentation.TraceContext;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import io.opentelemetry.extension.trace.propagation.JaegerPropagator;
import io.opentelemetry.extension.trace.propagation.OtTracePropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries contexts over the wire with OpenTelemetry's own propagators. They are made at the first request, for they load
 * classes that a program without HTTP never needs.
 */
public final class Propagation {
    private static final String TRACEPARENT = "traceparent";

    private final List<String> names;
    /** Whether a context without baggage travels as this one field. */
    private final boolean parentOnly;

    private final ClassLoader engine = Propagation.class.getClassLoader();
    private volatile @Nullable TextMapPropagator propagator;

    /** Uses the propagators of these names, as in {@code otel.propagators}; unknown ones were sorted out before. */
    public Propagation(List<String> names) {
        this.names = names;
        this.parentOnly = names.contains("tracecontext")
                && Set.of("tracecontext", "baggage").containsAll(names);
    }

    /** See {@link io.indelible.instrumentation.Operations#inject}. */
    <C> void inject(TraceContext context, C carrier, FieldSetter<C> setter) {
        if (names.isEmpty()) {
            return;
        }
        if (parentOnly && context.baggage == null) {
            setter.set(carrier, TRACEPARENT, HexIds.traceParent(context));
            return;
        }
        propagator().inject(toOpenTelemetry(context), carrier, (to, field, value) -> {
            if (to != null) {
                setter.set(to, field, value);
            }
        });
    }

    /** See {@link io.indelible.instrumentation.Operations#extract}. */
    <C> @Nullable TraceContext extract(C carrier, FieldGetter<C> getter) {
        if (names.isEmpty()) {
            return null;
        }
        Context extracted = propagator().extract(Context.root(), carrier, new Getter<>(getter));
        SpanContext span = Span.fromContext(extracted).getSpanContext();
        if (!span.isValid()) {
            return null;
        }
        TraceContext context = new TraceContext();
        context.traceIdHigh = HexIds.parse(span.getTraceId(), 0);
        context.traceIdLow = HexIds.parse(span.getTraceId(), 16);
        context.spanId = HexIds.parse(span.getSpanId(), 0);
        context.flags = span.getTraceFlags().asByte();
        context.remote = true;
        context.baggage = extracted;
        return context;
    }

    /**
     * What {@link TraceContext#baggage} says of the trace state, as in the header {@code tracestate}; null when nothing.
     * Loads nothing where nothing travels.
     */
    static @Nullable String traceState(Object baggage) {
        if (!(baggage instanceof Context context)) {
            return null;
        }
        TraceState state = Span.fromContext(context).getSpanContext().getTraceState();
        if (state.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder(64);
        state.forEach((key, value) -> {
            if (text.length() > 0) {
                text.append(',');
            }
            text.append(key).append('=').append(value);
        });
        return text.toString();
    }

    private static Context toOpenTelemetry(TraceContext context) {
        Context base = context.baggage instanceof Context travelled ? travelled : Context.root();
        TraceState state = Span.fromContext(base).getSpanContext().getTraceState();
        return base.with(Span.wrap(SpanContext.create(
                HexIds.traceId(context.traceIdHigh, context.traceIdLow),
                HexIds.spanId(context.spanId),
                TraceFlags.fromByte(context.flags),
                state)));
    }

    private TextMapPropagator propagator() {
        TextMapPropagator made = propagator;
        if (made == null) {
            made = inEngineLoader();
            propagator = made;
        }
        return made;
    }

    /** OpenTelemetry looks for a context storage through the thread's loader, where the application may have its own. */
    private TextMapPropagator inEngineLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(engine);
        try {
            Context.root();
            return make();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private TextMapPropagator make() {
        List<TextMapPropagator> made = new ArrayList<>();
        for (String name : names) {
            TextMapPropagator one = byName(name);
            if (one != null) {
                made.add(one);
            }
        }
        return TextMapPropagator.composite(made);
    }

    @SuppressWarnings("deprecation") // users' configuration still names them; OpenTelemetry still reads them
    private static @Nullable TextMapPropagator byName(String name) {
        return switch (name) {
            case "tracecontext" -> W3CTraceContextPropagator.getInstance();
            case "baggage" -> W3CBaggagePropagator.getInstance();
            case "b3" -> B3Propagator.injectingSingleHeader();
            case "b3multi" -> B3Propagator.injectingMultiHeaders();
            case "jaeger" -> JaegerPropagator.getInstance();
            case "ottrace" -> OtTracePropagator.getInstance();
            default -> null;
        };
    }

    private static final class Getter<C> implements TextMapGetter<C> {
        private final FieldGetter<C> fields;

        Getter(FieldGetter<C> fields) {
            this.fields = fields;
        }

        @Override
        public Iterable<String> keys(C carrier) {
            return fields.fields(carrier);
        }

        @Override
        public @Nullable String get(@Nullable C carrier, String key) {
            return carrier == null ? null : fields.get(carrier, key);
        }
    }
}
