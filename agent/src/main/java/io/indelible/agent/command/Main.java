package io.indelible.agent.command;

import io.indelible.agent.engine.DrainWork;
import io.indelible.agent.engine.ReplayWork;
import io.indelible.agent.engine.Version;
import io.indelible.agent.engine.config.Directories;
import io.indelible.agent.engine.config.Settings;
import io.indelible.viewer.TracesCommand;
import java.nio.file.Path;

/** {@code java -jar indelible.jar}: composes the command line. Entered by name from the launcher. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        Settings settings = Settings.read();
        Directories directories = Directories.choose(settings);
        DrainWork drain = new DrainWork(settings, directories);
        ReplayWork replay = new ReplayWork(settings, directories);
        System.exit(IndelibleCommand.create(
                        Version.AGENT,
                        new TracesCommand(),
                        new DoctorCommand(),
                        new DrainCommand(drain),
                        new ReplayCommand(replay, Terminal.isPresent()),
                        new AttachCommand(jar(), System.getProperties()),
                        IntegrityCommand.create())
                .execute(arguments));
    }

    /** With {@code -jar} the class path is the jar. */
    private static Path jar() {
        return Path.of(System.getProperty("java.class.path", "")).toAbsolutePath();
    }
}
