package io.indelible.agent.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.jar.JarFile;

/** The steps from the launcher into the engine. Called by name from {@link Launcher}, on JVMs that are new enough. */
public final class EngineEntry {
    private static final String ENGINE = "io.indelible.agent.engine.Engine";
    private static final String COMMAND = "io.indelible.agent.command.Main";
    private static boolean started;

    private EngineEntry() {}

    /**
     * Starts the engine in this JVM; a second start, by another jar of ours or by an attach, does nothing.
     *
     * @throws Exception when the engine cannot start; nothing is instrumented then
     */
    public static synchronized void start(Instrumentation instrumentation) throws Exception {
        if (started) {
            return;
        }
        started = true;
        File jar = jar();
        EngineLoader engine = new EngineLoader(new JarFile(jar, false));
        OpenModules.toEngine(instrumentation, engine.getUnnamedModule());
        BridgeClasses.define(instrumentation, engine, jar);
        Class.forName(ENGINE, true, engine)
                .getMethod("start", Instrumentation.class)
                .invoke(null, instrumentation);
    }

    /**
     * Runs a command.
     *
     * @throws Exception what the command throws
     */
    public static void command(String[] arguments) throws Exception {
        EngineLoader engine = new EngineLoader(new JarFile(jar(), false));
        Thread.currentThread().setContextClassLoader(engine);
        Class.forName(COMMAND, true, engine).getMethod("main", String[].class).invoke(null, (Object) arguments);
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
