package io.indelible.agent.launcher;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Opens to the engine, and to nobody else, the packages of the JDK that it and Chronicle Queue need, so that the user
 * passes no flag. The list is the smallest one that works on JDK 17 and 25.
 */
final class OpenModules {
    private OpenModules() {}

    static void toEngine(Instrumentation instrumentation, Module engine) {
        Map<String, Set<Module>> exports = new HashMap<>();
        exports.put("jdk.internal.misc", Set.of(engine));
        exports.put("jdk.internal.access", Set.of(engine));
        exports.put("sun.nio.ch", Set.of(engine));
        exports.put("jdk.internal.ref", Set.of(engine));
        exports.put("jdk.internal.vm", Set.of(engine));
        Map<String, Set<Module>> opens = new HashMap<>();
        opens.put("java.lang.reflect", Set.of(engine));
        opens.put("jdk.internal.misc", Set.of(engine));
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), exports, opens, Set.of(), Map.of());
    }
}
