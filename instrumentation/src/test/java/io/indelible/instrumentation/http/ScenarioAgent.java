package io.indelible.instrumentation.http;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Recorder;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.http.client.JavaHttpClientInstrumentation;
import io.indelible.instrumentation.http.server.JdkHttpServerInstrumentation;
import io.indelible.instrumentation.http.urlconnection.HttpUrlConnectionInstrumentation;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** A small agent: inlines the advice with Byte Buddy and answers it with the handlers over a fake engine. */
public final class ScenarioAgent {
    /** The engine of this process. */
    static final RecordingOperations OPERATIONS = new RecordingOperations();

    private static final ClassFileLocator CLASSES =
            ClassFileLocator.ForClassLoader.of(ScenarioAgent.class.getClassLoader());
    private static final TypePool ADVICE = TypePool.Default.of(CLASSES);

    private ScenarioAgent() {}

    /** What is instrumented. */
    static List<io.indelible.instrumentation.Instrumentation> instrumentations() {
        return List.of(
                new JavaHttpClientInstrumentation(),
                new HttpUrlConnectionInstrumentation(),
                new JdkHttpServerInstrumentation());
    }

    /** Runs before the scenarios. */
    public static void premain(@Nullable String options, Instrumentation jvm) {
        HandlerTable table = new HandlerTable();
        AgentBuilder agent = new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                .ignore(none());
        for (io.indelible.instrumentation.Instrumentation instrumentation : instrumentations()) {
            instrumentation.install(OPERATIONS, table);
            for (AdvisedType type : instrumentation.types()) {
                agent = agent.type(named(type.className()))
                        .transform((builder, description, loader, module, domain) -> inline(builder, type));
            }
        }
        // A proxy, for most of what a recorder hears is none of this test's business.
        Bridge.install((Recorder) Proxy.newProxyInstance(
                ScenarioAgent.class.getClassLoader(),
                new Class<?>[] {Recorder.class},
                (proxy, method, arguments) -> table.answer(method.getName(), arguments)));
        agent.installOn(jvm);
    }

    private static DynamicType.Builder<?> inline(DynamicType.Builder<?> builder, AdvisedType type) {
        DynamicType.Builder<?> inlined = builder;
        for (AdvisedMethods methods : type.methods()) {
            String advice = Objects.requireNonNull(methods.adviceClassName());
            inlined = inlined.visit(
                    Advice.to(ADVICE.describe(advice).resolve(), CLASSES).on(methods.matcher()));
        }
        return inlined;
    }
}
