package io.indelible.agent.engine.transform;

import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/** Advice by the name of its class, read from its class file when first needed and never loaded as a class. */
final class AdviceSource {
    private final ConcurrentHashMap<String, Advice> known = new ConcurrentHashMap<>();
    private final ClassFileLocator locator;
    private final TypePool types;

    AdviceSource(ClassLoader engine) {
        locator = ClassFileLocator.ForClassLoader.of(engine);
        types = new TypePool.Default(new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST);
    }

    Advice named(String className) {
        Advice advice = known.get(className);
        if (advice == null) {
            TypePool.Resolution described = types.describe(className);
            if (!described.isResolved()) {
                throw new IllegalStateException("the agent has no " + className);
            }
            advice = Advice.to(described.resolve(), locator);
            known.put(className, advice);
        }
        return advice;
    }
}
