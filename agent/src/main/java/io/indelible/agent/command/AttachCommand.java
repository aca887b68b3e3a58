package io.indelible.agent.command;

import io.indelible.agent.engine.AttachAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attach}: has a JVM that runs already load the agent. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = {
            "Records a program that runs already, from now on. Without PID: lists the JVMs of this user.",
            "Its own properties and environment apply; settings given here go before them, as PROPERTY=VALUE or "
                    + "as properties: java -Dindelible.dir=... -jar indelible.jar attach PID",
            "Java 21 and newer print a warning about an agent that is loaded dynamically there; it comes from the JVM, and "
                    + "-XX:+EnableDynamicAgentLoading is what keeps it from that."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is recorded", "1:it is not", "2:the command line was wrong"})
public final class AttachCommand implements Callable<Integer> {
    private static final int OLDEST = 17;
    private static final int WARNING = 21;

    private final Path jar;
    private final Map<String, String> given = new TreeMap<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "PID", description = "The id of its process.")
    private @Nullable String pid;

    @Parameters(index = "1..*", paramLabel = "PROPERTY=VALUE", description = "Settings for it.")
    private List<String> settings = new ArrayList<>();

    /**
     * The command.
     *
     * @param jar what is to be loaded, absolute
     * @param own names and values of all properties of this process
     */
    public AttachCommand(Path jar, Map<Object, Object> own) {
        this.jar = jar;
        own.forEach((name, value) -> {
            String property = name.toString();
            if (property.startsWith("indelible.") || property.startsWith("otel.")) {
                given.put(property, value.toString());
            }
        });
    }

    @Override
    public Integer call() {
        String target = pid;
        try {
            return target == null ? list() : attach(target, arguments());
        } catch (NoClassDefFoundError missing) {
            say("This Java has no module jdk.attach; use the java of a JDK, or an image that has it.");
        } catch (IOException refused) {
            say("Cannot attach to " + target + ": " + refused.getMessage());
        }
        return 1;
    }

    private int list() {
        List<String> all = TargetJvm.all();
        if (all.isEmpty()) {
            say("No other JVM of this user runs here.");
        }
        all.forEach(this::say);
        return 0;
    }

    private int attach(String target, String arguments) throws IOException {
        if (!target.chars().allMatch(Character::isDigit)) {
            throw new ParameterException(spec.commandLine(), "Expected the id of a process, but was '" + target + "'");
        }
        try (TargetJvm jvm = TargetJvm.of(target)) {
            int feature = jvm.feature();
            if (feature < OLDEST) {
                throw new IOException("it runs Java " + feature + "; Indelible needs " + OLDEST + " or newer");
            }
            jvm.load(jar, arguments);
            return said(target, feature, jvm.answer());
        }
    }

    private int said(String target, int feature, String answer) {
        if (answer.startsWith(AttachAnswer.ALREADY)) {
            say("Process " + target + " has Indelible already; nothing was changed.");
            return 0;
        }
        if (answer.startsWith(AttachAnswer.STARTED)) {
            say("Process " + target + " is recorded from now on, to "
                    + answer.substring(AttachAnswer.STARTED.length()));
            if (feature >= WARNING) {
                say(
                        "The warning on its standard error about a dynamically loaded agent is Java's; it cannot be avoided here.");
            }
            return 0;
        }
        say(
                answer.startsWith(AttachAnswer.OFF)
                        ? "Process " + target + " is not recorded: its settings switch Indelible off."
                        : "Process " + target + " is not recorded; its standard error says why.");
        return 1;
    }

    /** As the agent takes them: {@code property=value;property=value}. */
    private String arguments() {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                throw new ParameterException(spec.commandLine(), "Expected PROPERTY=VALUE, but was '" + setting + "'");
            }
            given.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        StringBuilder arguments = new StringBuilder();
        given.forEach((name, value) -> {
            if (value.indexOf(';') >= 0) {
                throw new ParameterException(
                        spec.commandLine(), name + ": a semicolon cannot be given to a running JVM");
            }
            arguments
                    .append(arguments.isEmpty() ? "" : ";")
                    .append(name)
                    .append('=')
                    .append(value);
        });
        return arguments.toString();
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
