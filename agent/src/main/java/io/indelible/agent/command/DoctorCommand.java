package io.indelible.agent.command;

import io.indelible.agent.engine.config.Directories;
import io.indelible.agent.engine.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code doctor}: what the agent would do here, with these system properties and this environment, and what is not well.
 * Changes nothing but for a file that it creates and deletes to see whether a ring can be mapped.
 */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Tells what the agent would do here and what is not well. Give it the same system properties "
                + "and environment as the application: java -Dindelible.dir=... -jar indelible.jar doctor",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is well", "1:there are problems", "2:the command line was wrong"})
public final class DoctorCommand implements Callable<Integer> {
    private final Supplier<Settings> settings;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** The command, for the settings of this process. */
    public DoctorCommand() {
        this(Settings::read);
    }

    DoctorCommand(Supplier<Settings> settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException {
        Settings read = settings.get();
        Examination examination = Examination.of(read, Directories.choose(read));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            DoctorJson.print(examination, out);
        } else {
            // Picocli asks whether there is a terminal, and NO_COLOR.
            boolean coloured = spec.commandLine().getColorScheme().ansi().enabled();
            new DoctorText(out, coloured).print(examination);
        }
        return examination.findings().isEmpty() ? 0 : 1;
    }
}
