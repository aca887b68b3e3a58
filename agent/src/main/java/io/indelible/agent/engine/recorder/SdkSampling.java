package io.indelible.agent.engine.recorder;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's samplers. Built only when something other than the default is configured: they cost objects. */
public final class SdkSampling implements Sampling {
    private final Sampler sampler;

    private SdkSampling(Sampler sampler) {
        this.sampler = sampler;
    }

    /**
     * The sampling of a name in {@code otel.traces.sampler}; unknown names were sorted out before.
     *
     * @param ratio {@code otel.traces.sampler.arg}, 0 to 1
     */
    public static Sampling of(String name, double ratio) {
        return switch (name) {
            case "always_on" -> (operation, parent) -> true;
            case "always_off" -> (operation, parent) -> false;
            case "parentbased_always_off" -> (operation, parent) -> parent != null && parent.sampled();
            case "traceidratio" -> new SdkSampling(Sampler.traceIdRatioBased(ratio));
            case "parentbased_traceidratio" -> new SdkSampling(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)));
            default -> PARENT_BASED_ALWAYS_ON;
        };
    }

    @Override
    public boolean samples(Operation operation, @Nullable TraceContext parent) {
        SamplingDecision decision = sampler.shouldSample(
                        parentOf(parent),
                        HexIds.traceId(operation.traceIdHigh, operation.traceIdLow),
                        operation.family.scope,
                        kindOf(operation.family),
                        Attributes.empty(),
                        List.of())
                .getDecision();
        return decision == SamplingDecision.RECORD_AND_SAMPLE;
    }

    private static Context parentOf(@Nullable TraceContext parent) {
        if (parent == null) {
            return Context.root();
        }
        String traceId = HexIds.traceId(parent.traceIdHigh, parent.traceIdLow);
        String spanId = HexIds.spanId(parent.spanId);
        TraceFlags flags = TraceFlags.fromByte(parent.flags);
        SpanContext span = parent.remote
                ? SpanContext.createFromRemoteParent(traceId, spanId, flags, TraceState.getDefault())
                : SpanContext.create(traceId, spanId, flags, TraceState.getDefault());
        return Context.root().with(Span.wrap(span));
    }

    private static SpanKind kindOf(Family family) {
        return switch (family.kind) {
            case SERVER -> SpanKind.SERVER;
            case CLIENT -> SpanKind.CLIENT;
            case INTERNAL -> SpanKind.INTERNAL;
        };
    }
}
