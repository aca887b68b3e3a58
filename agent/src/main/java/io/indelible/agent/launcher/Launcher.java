package io.indelible.agent.launcher;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.security.AllPermission;

/**
 * Where the JVM enters: {@code -javaagent:indelible.jar}, a dynamic attach, or {@code java -jar indelible.jar}.
 *
 * <p>Compiled for Java 8, so that an older JVM can run far enough to say that it is too old. Whatever happens, the
 * application runs: nothing is ever thrown out of {@link #premain}, for that would abort the JVM.
 */
public final class Launcher {
    private static final int OLDEST = 17;
    private static final String ENTRY = "io.indelible.agent.launcher.EngineEntry";

    private Launcher() {}

    /** Called by the JVM before the application's main method. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        start(arguments, false, instrumentation);
    }

    /** Called by the JVM when the agent is attached to a running application. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        start(arguments, true, instrumentation);
    }

    /** The command line. */
    public static void main(String[] arguments) throws Throwable {
        if (feature() < OLDEST) {
            say("needs Java " + OLDEST + " or newer, this is " + System.getProperty("java.version"));
            System.exit(2);
        }
        try {
            Class.forName(ENTRY).getMethod("command", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException wrapped) {
            throw wrapped.getCause();
        }
    }

    private static void start(String arguments, boolean running, Instrumentation instrumentation) {
        try {
            needAllPermissions();
            if (feature() < OLDEST) {
                say("does nothing: it needs Java " + OLDEST + " or newer, this is "
                        + System.getProperty("java.version"));
            } else if (isWanted(arguments, running)) {
                Class.forName(ENTRY)
                        .getMethod("start", String.class, boolean.class, Instrumentation.class)
                        .invoke(null, arguments, running, instrumentation);
            }
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    private static void fail(Throwable thrown) {
        try {
            Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
            say("could not start, the application runs without it: " + cause);
        } catch (Throwable ignored) {
            // Not even a line can be printed; the application still runs.
        }
    }

    /** Whether this is a program of the JDK: javac, jcmd and the like. */
    static boolean isTool(String command) {
        if (command == null) {
            return false;
        }
        // What follows the first space are arguments, which may have slashes of their own.
        int space = command.indexOf(' ');
        String main = space < 0 ? command : command.substring(0, space);
        boolean ofModule = main.indexOf('/') > 0;
        // No module but the JDK's own is called so: javac, keytool, rmiregistry.
        boolean ofJdk = main.startsWith("jdk.") || main.startsWith("java.");
        // `java Main.java` runs in the compiler's module, but what runs is the user's program.
        boolean sourceLauncher = main.startsWith("jdk.compiler/com.sun.tools.javac.launcher.");
        return ofModule && ofJdk && !sourceLauncher;
    }

    /** With less it would work by halves, and be refused in the middle of what the application does. */
    private static void needAllPermissions() {
        SecurityManager manager = System.getSecurityManager();
        if (manager != null) {
            manager.checkPermission(new AllPermission());
        }
    }

    private static boolean isWanted(String arguments, boolean running) {
        // javac, jcmd and the like pick agents up from JAVA_TOOL_OPTIONS, and nobody wants them recorded.
        if (!running && isTool(System.getProperty("sun.java.command"))) {
            return false;
        }
        if (arguments != null && arguments.contains("indelible.enabled")) {
            return true; // the engine reads it
        }
        String value = System.getProperty("indelible.enabled");
        if (value == null) {
            value = System.getenv("INDELIBLE_ENABLED");
        }
        return !"false".equalsIgnoreCase(value);
    }

    private static int feature() {
        String version = System.getProperty("java.specification.version");
        return version.startsWith("1.") ? Integer.parseInt(version.substring(2)) : Integer.parseInt(version);
    }

    private static void say(String line) {
        System.err.println("[indelible] " + line);
    }
}
