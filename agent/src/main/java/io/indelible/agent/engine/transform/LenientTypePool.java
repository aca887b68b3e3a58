package io.indelible.agent.engine.transform;

import java.lang.reflect.Modifier;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.description.type.TypeList;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * Describes types from their class files; one that has none counts as an empty interface. Other agents give classes
 * interfaces that exist in memory only, and libraries mention what is not installed: neither is a reason to leave a class
 * alone whose other supertypes are known. What is really missing the JVM says itself.
 */
final class LenientTypePool extends TypePool.Default {
    LenientTypePool(ClassFileLocator locator) {
        super(new TypePool.CacheProvider.Simple(), locator, ReaderMode.FAST);
    }

    @Override
    protected Resolution doDescribe(String name) {
        Resolution found = super.doDescribe(name);
        return found.isResolved() ? found : new Resolution.Simple(emptyInterface(name));
    }

    private static TypeDescription emptyInterface(String name) {
        return new TypeDescription.Latent(
                name,
                Modifier.PUBLIC | Modifier.ABSTRACT | Modifier.INTERFACE,
                TypeDescription.Generic.UNDEFINED,
                new TypeList.Generic.Empty());
    }
}
