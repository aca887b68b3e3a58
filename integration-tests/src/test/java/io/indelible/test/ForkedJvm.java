package io.indelible.test;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM to be started with the agent, as a user would: {@code java -javaagent:indelible.jar -Dindelible.dir=... Main}. Its
 * environment is clean of this machine's settings, and its output is kept.
 */
final class ForkedJvm {
    /** The one shipped jar. */
    static final Path AGENT = existing("agent.jar");
    /** The sample application. */
    static final Path SAMPLE = existing("sample.jar");

    private static final long PATIENCE_SECONDS = 240;

    static {
        LeftRings.deleteInTheEnd();
    }

    private final Jdk jdk;
    private final Path work;
    private final List<String> flags = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> target = new ArrayList<>();
    private final List<String> before = new ArrayList<>();
    private boolean agent = true;
    private Path jar = AGENT;
    private Path directory;

    ForkedJvm(Jdk jdk, Path work) {
        this.jdk = jdk;
        this.work = work;
        directory = work;
        property("indelible.dir", work.resolve("indelible").toString());
        property("otel.service.name", "test");
    }

    ForkedJvm property(String name, String value) {
        flags.removeIf(flag -> flag.startsWith("-D" + name + "="));
        flags.add("-D" + name + "=" + value);
        return this;
    }

    ForkedJvm withoutProperty(String name) {
        flags.removeIf(flag -> flag.startsWith("-D" + name + "="));
        return this;
    }

    ForkedJvm flag(String flag) {
        flags.add(flag);
        return this;
    }

    ForkedJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ForkedJvm workingDirectory(Path path) {
        directory = path;
        return this;
    }

    ForkedJvm withoutAgent() {
        agent = false;
        return this;
    }

    /** Runs it as another user, who must be able to read all that it is given: also this copy of the agent. */
    ForkedJvm asOtherUser(Path copyOfAgent) {
        before.addAll(OtherUser.command());
        jar = copyOfAgent;
        return this;
    }

    /** Runs it as process 1 of its own PID namespace, as a container does; see {@link PidNamespace}. */
    ForkedJvm asProcess1() {
        before.addAll(PidNamespace.command());
        // Its file in the temp directory has the number for a name; two in one directory say so on standard output.
        return flag("-XX:-UsePerfData");
    }

    /** Runs a class of this module's {@code app} package, with all that this test has on its class path. */
    ForkedJvm app(Class<?> main, String... arguments) {
        flags.add("-cp");
        flags.add(System.getProperty("java.class.path"));
        target.add(main.getName());
        target.addAll(List.of(arguments));
        return this;
    }

    /** As {@link #app}, with one more folder or jar first on the class path. */
    ForkedJvm appWith(Path first, Class<?> main, String... arguments) {
        app(main, arguments);
        String path = flags.remove(flags.size() - 1);
        return flag(first + File.pathSeparator + path);
    }

    /** As {@link #app}, with nothing on the class path but this module's own classes. */
    ForkedJvm appAlone(Class<?> main, String... arguments) {
        app(main, arguments);
        flags.remove(flags.size() - 1);
        try {
            URI own = main.getProtectionDomain().getCodeSource().getLocation().toURI();
            return flag(Path.of(own).toString());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Runs somebody else's program, with nothing of ours on its class path. */
    ForkedJvm foreign(String classPath, String main, String... arguments) {
        target.add(main);
        target.addAll(List.of(arguments));
        return flag("-cp").flag(classPath);
    }

    /** Runs the sample application. */
    ForkedJvm sample(String... arguments) {
        target.add("-jar");
        target.add(SAMPLE.toString());
        target.addAll(List.of(arguments));
        return this;
    }

    /** Runs a command of the shipped jar; there is no agent then. */
    ForkedJvm command(String... arguments) {
        agent = false;
        target.add("-jar");
        target.add(jar.toString());
        target.addAll(List.of(arguments));
        return this;
    }

    Running start() {
        List<String> line = new ArrayList<>(before);
        line.add(jdk.tool("java").toString());
        if (agent) {
            line.add("-javaagent:" + jar);
        }
        line.addAll(flags);
        line.addAll(target);
        return start(line);
    }

    /** Runs another tool of the same JDK with the same environment. */
    Running tool(String name, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(jdk.tool(name).toString());
        line.addAll(List.of(arguments));
        return start(line);
    }

    Finished run() {
        return start().await();
    }

    private Running start(List<String> line) {
        try {
            Path err = Files.createTempFile(work, "stderr", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(line).directory(directory.toFile()).redirectError(err.toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_") || name.startsWith("INDELIBLE_"));
            builder.environment().putAll(environment);
            return new Running(builder.start(), err);
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    private static Path existing(String property) {
        Path path =
                Path.of(System.getProperty(property, "unset")).toAbsolutePath().normalize();
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException(property + " is not there: " + path);
        }
        return path;
    }

    /** A JVM that runs; its output arrives line by line. */
    static final class Running {
        private final Process process;
        private final Path err;
        private final BufferedReader out;
        private final StringBuilder read = new StringBuilder();

        private Running(Process process, Path err) {
            this.process = process;
            this.err = err;
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The next line of its output; null when it has ended. */
        String line() {
            try {
                String line = out.readLine();
                if (line != null) {
                    read.append(line).append('\n');
                }
                return line;
            } catch (IOException gone) {
                return null;
            }
        }

        /** As {@code kill -9}. */
        void kill() {
            process.destroyForcibly();
        }

        Process process() {
            return process;
        }

        /** The file of what it says on standard error. */
        Path errors() {
            return err;
        }

        /** Reads the rest and waits for the end. */
        Finished await() {
            while (line() != null) {
                // kept in read
            }
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running; so far it said:\n" + read + Files.readString(err));
                }
                return new Finished(process.exitValue(), read.toString(), Files.readString(err));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError(interrupted);
            }
        }
    }

    /** A JVM that has ended. */
    record Finished(int exit, String out, String err) {
        /** This, if it ended well; otherwise an error that shows what it said. */
        Finished ok() {
            if (exit != 0) {
                throw new AssertionError("exit code " + exit + "\n" + out + "\n" + err);
            }
            return this;
        }
    }
}
