package io.indelible.agent.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import jdk.internal.misc.Unsafe;

/**
 * Puts the bridge's classes into the bootstrap loader.
 *
 * <p>They are defined there one by one instead of appending a jar to the bootstrap path: an appended path makes the JVM
 * give up class-data sharing for application classes and print a warning about it, and slows every start. Where
 * that is refused the jar itself is appended; no file is unpacked either way.
 *
 * <p>Of the engine and not of the launcher, though it runs before anything else of the engine: the launcher shares its
 * unnamed module with the application, and what is opened to one is opened to both.
 */
public final class BridgeClasses {
    private static final String FOLDER = "io/indelible/bridge/";
    /** Supertypes first. */
    static final String[] NAMES = {"Guard$1", "Guard", "Recorder", "SingleBytes", "Bridge"};

    private BridgeClasses() {}

    /**
     * Defines them. Called by the launcher, by name.
     *
     * @param jar the agent's, which stays open
     */
    public static void define(Instrumentation instrumentation, JarFile jar) {
        try {
            for (String name : NAMES) {
                byte[] bytes = read(jar, FOLDER.concat(name).concat(".class"));
                Unsafe.getUnsafe()
                        .defineClass(FOLDER.concat(name).replace('/', '.'), bytes, 0, bytes.length, null, null);
            }
            Class.forName("io.indelible.bridge.Bridge", true, null);
        } catch (Throwable refused) {
            // Also when they are there already, of a start that failed: then this adds nothing.
            instrumentation.appendToBootstrapClassLoaderSearch(jar);
        }
    }

    private static byte[] read(JarFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            throw new IOException("the agent's jar lacks ".concat(name));
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
