package io.indelible.instrumentation;

import java.util.List;

/**
 * One kind of thing that is instrumented. Implementations are stateless descriptions; nothing of the instrumented
 * library may be named by them or loaded through them, for the library may be absent.
 */
public interface Instrumentation {
    /** The name in {@code otel.instrumentation.<name>.enabled}; OpenTelemetry's own name where it has one. */
    String name();

    /** What is matched and which advice is inlined there. Called once at start, on the thread of premain. */
    List<AdvisedType> types();

    /**
     * Installs the handlers of this instrumentation's calls. Called once at start, on the thread of premain: handlers
     * are constructed here, so they must be light and must not touch the classes that are instrumented.
     *
     * @param operations what the engine offers
     * @param handlers where to put them, by the constants of {@link io.indelible.bridge.Call}
     */
    void install(Operations operations, Handlers handlers);
}
