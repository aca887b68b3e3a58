package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.TraceContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samplers of OpenTelemetry's configuration, each for a root, a sampled and an unsampled parent. */
class SamplingTest {
    @ParameterizedTest
    @CsvSource({
        "always_on,                  1.0, true,  true,  true",
        "always_off,                 1.0, false, false, false",
        "traceidratio,               1.0, true,  true,  true",
        "traceidratio,               0.0, false, false, false",
        "parentbased_always_on,      1.0, true,  true,  false",
        "parentbased_always_off,     1.0, false, true,  false",
        "parentbased_traceidratio,   1.0, true,  true,  false",
        "parentbased_traceidratio,   0.0, false, true,  false",
        "unknown,                    1.0, true,  true,  false",
    })
    void sampler_decides(String name, double ratio, boolean root, boolean sampledParent, boolean unsampledParent) {
        Sampling sampling = SdkSampling.of(name, ratio);
        assertThat(samples(sampling, null)).isEqualTo(root);
        assertThat(samples(sampling, parent(1, false))).isEqualTo(sampledParent);
        assertThat(samples(sampling, parent(1, true))).isEqualTo(sampledParent);
        assertThat(samples(sampling, parent(0, false))).isEqualTo(unsampledParent);
        assertThat(samples(sampling, parent(0, true))).isEqualTo(unsampledParent);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "9223372036854775807, false"})
    void ratio_goesByTheTraceId(long traceIdLow, boolean sampled) {
        Operation operation = operation();
        operation.traceIdLow = traceIdLow;
        assertThat(SdkSampling.of("traceidratio", 0.5).samples(operation, null)).isEqualTo(sampled);
    }

    private static boolean samples(Sampling sampling, @Nullable TraceContext parent) {
        return sampling.samples(operation(), parent);
    }

    private static Operation operation() {
        Operation operation = new TestOperation(Family.HTTP_SERVER, "x");
        operation.traceIdHigh = 1;
        operation.traceIdLow = 2;
        operation.spanId = 3;
        return operation;
    }

    private static TraceContext parent(int flags, boolean remote) {
        TraceContext parent = new TraceContext();
        parent.traceIdHigh = 1;
        parent.traceIdLow = 2;
        parent.spanId = 4;
        parent.flags = (byte) flags;
        parent.remote = remote;
        return parent;
    }
}
