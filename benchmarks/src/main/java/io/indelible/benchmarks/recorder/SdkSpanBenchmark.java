package io.indelible.benchmarks.recorder;

import io.indelible.benchmarks.CopyLike;
import io.indelible.instrumentation.Vocabulary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The span of {@link RecorderBenchmark} by the OpenTelemetry SDK: same attributes, made current, ended into its batch
 * processor. In the SDK's favour: nothing is encoded, nothing is exported, there is no timer, and nothing survives.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class SdkSpanBenchmark {
    private static final AttributeKey<String> NAME = AttributeKey.stringKey(Vocabulary.FILE_OPERATION_NAME);
    private static final AttributeKey<String> STRATEGY = AttributeKey.stringKey(Vocabulary.COPY_STRATEGY);
    private static final AttributeKey<String> PATH = AttributeKey.stringKey(Vocabulary.FILE_PATH);
    private static final AttributeKey<String> EXTENSION = AttributeKey.stringKey(Vocabulary.FILE_EXTENSION);
    private static final AttributeKey<String> TARGET = AttributeKey.stringKey(Vocabulary.FILE_TARGET_PATH);
    private static final AttributeKey<Long> SIZE = AttributeKey.longKey(Vocabulary.FILE_SIZE);
    private static final AttributeKey<Long> TRANSFERRED = AttributeKey.longKey(Vocabulary.COPY_TRANSFERRED_SIZE);

    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(new Nowhere())
                    .setMaxQueueSize(8 * RecorderBenchmark.SPANS)
                    .build())
            .build();
    private final Tracer tracer = provider.get("io.indelible.file");

    /** One span in the queue. */
    @Benchmark
    @OperationsPerInvocation(RecorderBenchmark.SPANS)
    public void queued() {
        for (int i = 0; i < RecorderBenchmark.SPANS; i++) {
            Span span = tracer.spanBuilder("file copy").startSpan();
            Scope scope = span.makeCurrent();
            try {
                span.setAttribute(NAME, "copy");
                span.setAttribute(STRATEGY, "copy");
                span.setAttribute(PATH, CopyLike.SOURCE);
                span.setAttribute(EXTENSION, "pdf");
                span.setAttribute(TARGET, CopyLike.TARGET);
                span.setAttribute(SIZE, CopyLike.SIZE);
                span.setAttribute(TRANSFERRED, CopyLike.SIZE);
            } finally {
                scope.close();
                span.end();
            }
        }
    }

    /** Empties the queue between invocations: a full one would drop, which is cheap. */
    @Setup(Level.Invocation)
    public void flush() {
        provider.forceFlush().join(10, TimeUnit.SECONDS);
    }

    /** Ends it. */
    @TearDown
    public void close() {
        provider.close();
    }

    private static final class Nowhere implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
