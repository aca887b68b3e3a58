package io.indelible.agent.engine;

import io.indelible.agent.engine.transform.AdviceTransformer;
import io.indelible.exporter.AgentLog;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/**
 * Inlines the advice into the classes that are loaded already: at the start of a JVM those of the JDK and what another agent
 * has loaded, at an attach all that the application uses.
 */
final class LoadedClasses {
    private final Instrumentation instrumentation;
    private final AdviceTransformer transformer;
    private final AgentLog log;

    LoadedClasses(Instrumentation instrumentation, AdviceTransformer transformer, AgentLog log) {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
        this.log = log;
    }

    /**
     * Inlines it, and into what is loaded from now on.
     *
     * @throws UnmodifiableClassException when the JVM refuses what every JVM allows
     */
    void inline() throws UnmodifiableClassException {
        instrumentation.addTransformer(transformer, true);
        List<Class<?>> ofJdk = new ArrayList<>();
        List<Class<?>> others = new ArrayList<>();
        for (Class<?> candidate : instrumentation.getAllLoadedClasses()) {
            if (candidate.getClassLoader() == null) {
                if (transformer.names(candidate)) {
                    ofJdk.add(candidate);
                }
            } else if (mayGetAdvice(candidate)) {
                others.add(candidate);
            }
        }
        if (!ofJdk.isEmpty()) {
            instrumentation.retransformClasses(ofJdk.toArray(new Class<?>[0]));
        }
        // One by one: a class of an application that the JVM refuses, for whatever reason, is its own affair.
        for (Class<?> other : others) {
            inline(other);
        }
    }

    private boolean mayGetAdvice(Class<?> candidate) {
        return instrumentation.isModifiableClass(candidate)
                && (transformer.names(candidate) || transformer.namesSupertypeOf(candidate));
    }

    private void inline(Class<?> loaded) {
        try {
            instrumentation.retransformClasses(loaded);
        } catch (Throwable refused) {
            log.warn("cannot instrument " + loaded.getName() + ", which is loaded already; it runs as it is", refused);
        }
    }
}
