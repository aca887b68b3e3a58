package io.indelible.viewer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code traces}: what the local store holds, as a list, as one trace's tree, or added up by operation.
 *
 * <p>Exit codes: 0 something was shown; 1 there is nothing to show, or the store cannot be read; 2 the command line is
 * wrong, or the prefix fits more than one trace. What is shown goes to the command line's output, everything else to its
 * error output.
 */
@Command(name = "traces", description = "Shows recorded traces: the newest ones, or one of them as a tree.")
public final class TracesCommand implements Callable<Integer> {
    private static final int SHOWN = 0;
    private static final int NOTHING = 1;
    private static final int WRONG = 2;
    private static final Pattern ID_PREFIX = Pattern.compile("[0-9a-f]{1,32}");

    private final Clock clock;
    private final Function<String, @Nullable String> setting;
    private final Supplier<Style> style;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the agent records to (default: indelible.dir, INDELIBLE_DIR or ~/.indelible).")
    private @Nullable Path directory;

    @Option(names = "--service", paramLabel = "NAME", description = "Only what this service recorded.")
    private @Nullable String service;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many lines to list (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            converter = Ago.class,
            description = "Only what started this long ago or later, such as 30s, 15m, 2h or 7d.")
    private @Nullable Duration since;

    @Option(names = "--errors", description = "Only what failed.")
    private boolean errorsOnly;

    @Option(names = "--summary", description = "Adds up by operation: count, errors, time, bytes.")
    private boolean summary;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Parameters(
            paramLabel = "TRACE_ID",
            arity = "0..1",
            description = "Shows this trace as a tree; the first digits will do.")
    private @Nullable String prefix;

    /** The command as it runs in a process of its own: settings from properties and environment, system clock. */
    public TracesCommand() {
        this(Clock.system(ZoneId.systemDefault()), TracesCommand::systemSetting, Style::ofStandardOutput);
    }

    TracesCommand(Clock clock, Function<String, @Nullable String> setting, Supplier<Style> style) {
        this.clock = clock;
        this.setting = setting;
        this.style = style;
    }

    @Override
    public Integer call() {
        checkUsage();
        TraceStore store = new TraceStore(directory(), service);
        try {
            if (!store.exists()) {
                return nothing("There is no store under " + directory() + ".\nRun an application with"
                        + " -javaagent:indelible.jar to record one, or say where it is with --dir.");
            }
            int exit = prefix != null ? showTree(store, prefix) : summary ? showSummary(store) : showList(store);
            String damage = store.damage().message();
            if (damage != null) {
                err().println(damage);
            }
            return exit;
        } catch (IOException unreadable) {
            return nothing("The store under " + directory() + " cannot be read: " + unreadable);
        }
    }

    private void checkUsage() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more");
        }
        if (prefix != null && !ID_PREFIX.matcher(lowerCase(prefix)).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "'" + Style.safe(prefix) + "' is not (the beginning of) a trace id");
        }
        if (prefix != null && summary) {
            throw new ParameterException(spec.commandLine(), "--summary adds up all traces: leave out the trace id");
        }
    }

    private int showList(TraceStore store) throws IOException {
        RecentTraces traces = new RecentTraces(limit, sinceNanos(), errorsOnly);
        store.readSpans(AttributeFilter.NONE, null, traces::matters, traces::add);
        if (traces.newest().isEmpty()) {
            return nothing(nothingFits());
        }
        if (json) {
            new JsonView(out()).traces(traces.newest());
        } else {
            new TextView(out(), style.get(), clock.getZone()).traces(traces.newest());
        }
        return shown();
    }

    private int showSummary(TraceStore store) throws IOException {
        OperationSummary operations = new OperationSummary(sinceNanos(), errorsOnly);
        store.readSpans(AttributeFilter.BYTES, null, operations::matters, operations::add);
        if (operations.rows(1).isEmpty()) {
            return nothing(nothingFits());
        }
        if (json) {
            new JsonView(out()).operations(operations.rows(limit));
        } else {
            new TextView(out(), style.get(), clock.getZone()).operations(operations.rows(limit));
        }
        return shown();
    }

    private int showTree(TraceStore store, String idPrefix) throws IOException {
        TraceSearch search = new TraceSearch(lowerCase(idPrefix));
        search.run(store);
        if (search.candidates().isEmpty()) {
            return nothing("No trace begins with " + idPrefix + " under " + directory() + ".");
        }
        if (search.candidates().size() > 1) {
            err().println("More than one trace begins with " + idPrefix + ":");
            search.candidates().forEach(id -> err().println("  " + id));
            return WRONG;
        }
        if (json) {
            new JsonView(out()).tree(search.spans(), search::events);
        } else {
            new TreeView(out(), style.get(), clock.getZone()).print(search.spans(), search::events);
        }
        if (search.cut()) {
            err().println("The trace has more spans than can be shown.");
        }
        return shown();
    }

    private String nothingFits() {
        boolean filtered = service != null || since != null || errorsOnly;
        return filtered
                ? "Nothing that was recorded under " + directory() + " fits."
                : "Nothing has been recorded under " + directory() + " yet.";
    }

    private int shown() {
        out().flush();
        return SHOWN;
    }

    private int nothing(String message) {
        err().println(message);
        return NOTHING;
    }

    private long sinceNanos() {
        if (since == null) {
            return Long.MIN_VALUE;
        }
        Instant from = clock.instant().minus(since);
        return TimeUnit.SECONDS.toNanos(from.getEpochSecond()) + from.getNano();
    }

    private Path directory() {
        if (directory != null) {
            return directory;
        }
        String configured = setting.apply("indelible.dir");
        return configured != null ? Path.of(configured) : Path.of(System.getProperty("user.home"), ".indelible");
    }

    private static @Nullable String systemSetting(String property) {
        String value = System.getProperty(property);
        return value != null
                ? value
                : System.getenv(property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
    }

    private static String lowerCase(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
