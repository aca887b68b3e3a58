package io.indelible.agent.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the jar. By itself it only knows help and version; the rest are sub-commands. */
@Command(
        name = "indelible",
        mixinStandardHelpOptions = true,
        description = "Looks after what Indelible recorded. To record: java -javaagent:indelible.jar ...",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is well", "1:there are problems", "2:the command line was wrong"})
public final class IndelibleCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private IndelibleCommand() {}

    /**
     * The command line with these sub-commands.
     *
     * @param version the version of Indelible
     * @param commands objects with picocli's {@link Command}
     */
    public static CommandLine create(String version, Object... commands) {
        CommandLine line = new CommandLine(new IndelibleCommand());
        line.getCommandSpec().version("indelible " + version);
        for (Object command : commands) {
            line.addSubcommand(command);
        }
        return line;
    }

    /** Without a sub-command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: one of the commands below.");
    }
}
