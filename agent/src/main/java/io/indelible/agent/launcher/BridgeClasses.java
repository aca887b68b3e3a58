package io.indelible.agent.launcher;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.jar.JarFile;

/**
 * Puts the bridge's classes into the bootstrap loader.
 *
 * <p>They are defined there one by one instead of appending a jar to the bootstrap path: an appended path makes the JVM
 * give up class-data sharing for application classes and print a warning about it, and slows every start. Where
 * that is refused the jar itself is appended; no file is unpacked either way. See RATIONALE.md.
 */
final class BridgeClasses {
    /** In the engine's module: only that one is given what defining a class needs. */
    private static final String DEFINER = "io.indelible.agent.engine.BootstrapClasses";

    private static final String FOLDER = "io/indelible/bridge/";
    /** Supertypes first. */
    private static final String[] NAMES = {"Guard$1", "Guard", "Recorder", "Bridge"};

    private BridgeClasses() {}

    static void define(Instrumentation instrumentation, EngineLoader engine, File jar) throws IOException {
        try {
            Method define = Class.forName(DEFINER, true, engine).getMethod("define", String.class, byte[].class);
            for (String name : NAMES) {
                define.invoke(null, (FOLDER + name).replace('/', '.'), read(name));
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
