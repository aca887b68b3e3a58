package io.indelible.agent.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.jar.JarFile;

/** The steps from the launcher into the engine. Called by name from {@link Launcher}, on JVMs that are new enough. */
public final class EngineEntry {
    private static final String BRIDGE = "io.indelible.agent.engine.BridgeClasses";
    private static final String ENGINE = "io.indelible.agent.engine.Engine";
    private static final String COMMAND = "io.indelible.agent.command.Main";
    private static final String ANSWER = "io.indelible.agent.engine.AttachAnswer";
    private static ClassLoader engine;

    private EngineEntry() {}

    /**
     * Starts the engine in this JVM; a second start, by another jar of ours or by an attach, says so and does nothing.
     *
     * @param arguments what follows the {@code =} of {@code -javaagent}, or was given to the attach; may be null
     * @param running whether this is an attach to an application that runs already
     * @throws Exception when the engine cannot start; nothing is recorded then
     */
    public static synchronized void start(String arguments, boolean running, Instrumentation instrumentation)
            throws Exception {
        if (engine != null) {
            again(running);
            return;
        }
        JarFile jar = new JarFile(jar(), false);
        ClassLoader loader = new EngineLoader(jar, ClassLoader.getPlatformClassLoader());
        engine = loader;
        OpenModules.toEngine(instrumentation, loader.getUnnamedModule());
        Class.forName(BRIDGE, true, loader)
                .getMethod("define", Instrumentation.class, JarFile.class)
                .invoke(null, instrumentation, jar);
        Class.forName(ENGINE, true, loader)
                .getMethod("start", String.class, boolean.class, Instrumentation.class)
                .invoke(null, arguments, running, instrumentation);
    }

    private static void again(boolean running) throws ReflectiveOperationException {
        // Not by the launcher: a reference to it would have it compiled for the wrong Java.
        System.err.println(
                running
                        ? "[indelible] is in this JVM already; attaching it again changes nothing"
                        : "[indelible] is given more than once; only the first one works");
        if (running) {
            Class.forName(ANSWER, true, engine).getMethod("already").invoke(null);
        }
    }

    /**
     * Runs a command.
     *
     * @throws Exception what the command throws
     */
    public static void command(String[] arguments) throws Exception {
        // An ordinary program, which may use what the JVM gives to those only, such as the module that attaches.
        ClassLoader loader = new EngineLoader(new JarFile(jar(), false), ClassLoader.getSystemClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        Class.forName(COMMAND, true, loader).getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    private static File jar() throws IOException {
        URI location;
        try {
            location = EngineEntry.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
        } catch (URISyntaxException malformed) {
            throw new IOException("the agent's jar has an address that is no URI", malformed);
        }
        return new File(location);
    }
}
