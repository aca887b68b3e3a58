package io.indelible.agent.engine;

import jdk.internal.misc.Unsafe;

/**
 * Defines classes in the bootstrap loader. Here and not in the launcher, because what it needs of the JDK is exported to
 * the engine's module; the launcher's is the application's own. Called by name before there is a bridge: must not refer
 * to it.
 */
public final class BootstrapClasses {
    private BootstrapClasses() {}

    /** Defines a class; its supertypes must be there already. */
    public static void define(String name, byte[] classFile) {
        Unsafe.getUnsafe().defineClass(name, classFile, 0, classFile.length, null, null);
    }
}
