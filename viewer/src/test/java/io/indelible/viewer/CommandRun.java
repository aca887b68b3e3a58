package io.indelible.viewer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** A store in a folder, and the command run over it a minute after {@link SpanJson#BASE_NANOS}. */
final class CommandRun {
    private static final Instant NOW =
            Instant.ofEpochSecond(0, SpanJson.BASE_NANOS).plusSeconds(60);

    private final Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Style style = Style.PLAIN;

    CommandRun(Path directory) {
        this.directory = directory;
    }

    /** Writes lines, each with its line feed, as gzip when the name says so. */
    Path write(String service, String file, String... lines) throws IOException {
        return writeRaw(service, file, lines.length == 0 ? "" : String.join("\n", lines) + "\n");
    }

    Path writeRaw(String service, String file, String text) throws IOException {
        Path store = Files.createDirectories(directory.resolve(service).resolve("store"));
        Path path = store.resolve(file);
        try (OutputStream plain = Files.newOutputStream(path);
                OutputStream packed = file.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }

    /** Makes a file look as if it was last written to this long after the base. */
    static void written(Path file, long offsetNanos) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(SpanJson.BASE_NANOS + offsetNanos, TimeUnit.NANOSECONDS));
    }

    CommandRun on(Style terminal) {
        style = terminal;
        return this;
    }

    /** The exit code. */
    int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--dir=" + directory);
        return runBare(property -> null, all.toArray(new String[0]));
    }

    int runBare(Function<String, @Nullable String> setting, String... arguments) {
        TracesCommand command = new TracesCommand(Clock.fixed(NOW, ZoneOffset.UTC), setting, () -> style);
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    List<String> lines() {
        return out.toString().lines().toList();
    }

    String err() {
        return err.toString();
    }
}
