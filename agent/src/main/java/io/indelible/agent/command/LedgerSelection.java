package io.indelible.agent.command;

import io.indelible.agent.engine.config.Directories;
import io.indelible.agent.engine.config.Settings;
import io.indelible.agent.engine.integrity.Entry;
import io.indelible.agent.engine.integrity.LedgerReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which digests of which ledgers: the options that the commands on integrity share. */
final class LedgerSelection {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the agent records to (default: indelible.dir, INDELIBLE_DIR or ~/.indelible).")
    private @Nullable Path directory;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Only the ledger of this service, by the name of its directory.")
    private @Nullable String service;

    @Option(names = "--json", description = "Print one JSON object a line.")
    boolean json;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Only these files, and files in these folders.")
    private List<Path> paths = new ArrayList<>();

    private boolean unreadable;

    /** The digests by path; what cannot be read is said. */
    List<Entry> read(PrintWriter err) {
        List<Path> wanted = new ArrayList<>();
        for (Path path : paths) {
            wanted.add(path.toAbsolutePath().normalize());
        }
        List<Entry> entries = new ArrayList<>();
        File[] services = base().toFile().listFiles(File::isDirectory);
        for (File each : services == null ? new File[0] : services) {
            if (service == null || service.equals(each.getName())) {
                read(LedgerReader.in(each.toPath()), wanted, entries, err);
            }
        }
        entries.sort(Comparator.comparing(Entry::path).thenComparing(Entry::algorithm));
        if (entries.isEmpty()) {
            err.println("No ledger under " + base() + " has a digest"
                    + (wanted.isEmpty() ? "." : " of a file below " + shown(wanted) + "."));
            err.flush();
        }
        return entries;
    }

    /** Whether a ledger could not be read. */
    boolean unreadable() {
        return unreadable;
    }

    private void read(Path ledger, List<Path> wanted, List<Entry> entries, PrintWriter err) {
        try {
            entries.addAll(LedgerReader.hashes(ledger, entry -> wanted.isEmpty() || isBelow(entry.path(), wanted)));
        } catch (IOException broken) {
            unreadable = true;
            err.println("The ledger " + ledger + " cannot be read: " + broken);
            err.flush();
        }
    }

    private Path base() {
        return directory != null
                ? directory
                : Directories.choose(Settings.read()).base().toPath();
    }

    private static boolean isBelow(String text, List<Path> wanted) {
        try {
            Path path = Path.of(text).normalize();
            return wanted.stream().anyMatch(path::startsWith);
        } catch (InvalidPathException fromElsewhere) {
            return false;
        }
    }

    private static String shown(List<Path> wanted) {
        return DoctorText.clean(Arrays.toString(wanted.toArray()));
    }
}
