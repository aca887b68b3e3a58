package io.indelible.agent.launcher;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import jdk.internal.misc.Unsafe;

/**
 * Puts the bridge's classes into the bootstrap loader.
 *
 * <p>They are defined there one by one instead of appending a jar to the bootstrap path: an appended path makes the JVM
 * give up class-data sharing for application classes and print a warning about it, and slows every start. Where
 * that is refused the jar itself is appended; no file is unpacked either way. See RATIONALE.md.
 */
final class BridgeClasses {
    private static final String FOLDER = "io/indelible/bridge/";
    /** Supertypes first. */
    static final String[] NAMES = {"Guard$1", "Guard", "Recorder", "Bridge"};

    private BridgeClasses() {}

    static void define(Instrumentation instrumentation, EngineLoader engine, File jar) throws IOException {
        try {
            for (String name : NAMES) {
                byte[] bytes = read(name);
                Unsafe.getUnsafe().defineClass((FOLDER + name).replace('/', '.'), bytes, 0, bytes.length, null, null);
            }
            Class.forName("io.indelible.bridge.Bridge", true, null);
        } catch (Throwable refused) {
            instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar, false));
        }
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = BridgeClasses.class.getResourceAsStream("/" + FOLDER + name + ".class")) {
            if (in == null) {
                throw new IOException("the agent's jar lacks " + name);
            }
            return in.readAllBytes();
        }
    }
}
