package io.indelible.agent.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code integrity}: what the ledger knows of files. By itself it only knows help; the rest are its sub-commands. */
@Command(
        name = "integrity",
        mixinStandardHelpOptions = true,
        description = "Shows, verifies and compares the digests of files that applications hashed under the agent.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is well", "1:there are problems", "2:the command line was wrong"})
public final class IntegrityCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private IntegrityCommand() {}

    /** The command with its sub-commands, for the settings of this process. */
    public static CommandLine create() {
        return new CommandLine(new IntegrityCommand())
                .addSubcommand(new IntegrityListCommand())
                .addSubcommand(new IntegrityVerifyCommand(Terminal.isPresent()))
                .addSubcommand(new IntegrityDuplicatesCommand());
    }

    /** Without a sub-command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, verify or duplicates.");
    }
}
