package io.indelible.agent.command;

import io.indelible.agent.engine.config.Numbers;
import io.indelible.exporter.Signal;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code replay}: sends what the local store holds to a collector. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends what the local store holds to an OTLP endpoint, oldest first. The store stays as it is.",
            "Headers, certificates, compression and timeouts are those of otel.exporter.otlp.*, as for the agent: "
                    + "-D options in front of -jar, or the environment."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the endpoint has everything that was asked for, or nothing was found",
            "1:something was not sent, not taken or not readable",
            "2:the command line was wrong"
        })
public final class ReplayCommand implements Callable<Integer> {
    private final Replay replay;
    private final boolean terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            required = true,
            converter = Endpoint.class,
            description = "Where to, as otel.exporter.otlp.endpoint: http://collector:4318.")
    @SuppressWarnings("NullAway.Init")
    private URI endpoint;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            converter = Protocol.class,
            description = "http/protobuf, http/json or grpc; else what otel.exporter.otlp.protocol says.")
    private @Nullable String protocol;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moment.class,
            description =
                    "Only what ended then or later: 2026-01-31, 2026-01-31T12:00, 2026-01-31T12:00:00Z, or 2h for two hours ago.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = Moment.class, description = "Only what ended before.")
    private @Nullable Instant to;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Only the store of this service, by the name of its directory.")
    private @Nullable String service;

    @Option(
            names = "--signal",
            paramLabel = "SIGNAL",
            converter = SignalName.class,
            split = ",",
            description = "Only traces, logs or metrics; may be given several times.")
    private Set<Signal> signals = EnumSet.noneOf(Signal.class);

    @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
    private boolean dryRun;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = Duration.class,
            description = "How long to try while the endpoint takes nothing. Default: ${DEFAULT-VALUE}.")
    private long timeoutMillis;

    @Option(
            names = "--max-rate",
            paramLabel = "SIZE",
            defaultValue = "0",
            converter = Size.class,
            description = "Bytes a second, such as 4MiB; 0 for no limit. Default: ${DEFAULT-VALUE}.")
    private long maxRate;

    /**
     * The command with what does its work.
     *
     * @param terminal whether somebody watches
     */
    ReplayCommand(Replay replay, boolean terminal) {
        this.replay = replay;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Shown progress = new Shown(spec.commandLine().getErr(), terminal);
        Set<Signal> wanted = signals.isEmpty() ? EnumSet.allOf(Signal.class) : signals;
        Replay.Outcome outcome = replay.replay(
                new Replay.Request(
                        endpoint,
                        protocol,
                        service,
                        from == null ? 0 : nanos(from),
                        to == null ? Long.MAX_VALUE : nanos(to),
                        wanted,
                        dryRun,
                        timeoutMillis,
                        maxRate),
                progress);
        progress.end();
        out.println(said(outcome));
        out.flush();
        boolean well = outcome.gaveUp() == null && outcome.rejected() == 0 && outcome.unreadable() == 0;
        return well ? 0 : 1;
    }

    private String said(Replay.Outcome outcome) {
        String records = outcome.records() + (outcome.records() == 1 ? " record" : " records") + " of "
                + outcome.segments() + (outcome.segments() == 1 ? " segment" : " segments");
        if (outcome.segments() == 0) {
            return "No segment of the store holds anything of that time.";
        }
        StringBuilder line = new StringBuilder();
        if (dryRun) {
            line.append("Would send ").append(records);
        } else {
            line.append("Sent ").append(outcome.sent()).append(" of ").append(records);
        }
        line.append(" to ").append(endpoint.getHost());
        if (outcome.rejected() > 0) {
            line.append("; ").append(outcome.rejected()).append(" were refused");
        }
        if (outcome.unreadable() > 0) {
            line.append("; ").append(outcome.unreadable()).append(" could not be read");
        }
        if (outcome.gaveUp() != null) {
            line.append("; gave up: ").append(outcome.gaveUp());
        }
        return line.append('.').toString();
    }

    private static long nanos(Instant moment) {
        return moment.getEpochSecond() * 1_000_000_000L + moment.getNano();
    }

    /** Progress as it is shown. */
    private static final class Shown implements Replay.Progress {
        private final PrintWriter err;
        private final boolean terminal;
        private final Set<String> said = new HashSet<>();
        private @Nullable ByteProgress bytes;

        Shown(PrintWriter err, boolean terminal) {
            this.err = err;
            this.terminal = terminal;
        }

        @Override
        public void total(long total) {
            bytes = new ByteProgress("replaying", err, terminal, total, System::nanoTime);
        }

        @Override
        public void read(long count) {
            if (bytes != null) {
                bytes.read(count);
            }
        }

        @Override
        public void trouble(String line) {
            if (said.add(line)) {
                end();
                err.println(line);
                err.flush();
            }
        }

        void end() {
            if (bytes != null) {
                bytes.erase();
            }
        }
    }

    private static final class Endpoint implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI uri = new URI(text);
                boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                if (http && uri.getHost() != null) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                throw new TypeConversionException("expected a URL such as http://collector:4318");
            }
            throw new TypeConversionException("expected a URL such as http://collector:4318");
        }
    }

    private static final class Protocol implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (Set.of("http/protobuf", "http/json", "grpc").contains(text)) {
                return text;
            }
            throw new TypeConversionException("expected http/protobuf, http/json or grpc, but was '" + text + "'");
        }
    }

    private static final class SignalName implements ITypeConverter<Signal> {
        @Override
        public Signal convert(String text) {
            for (Signal each : Signal.values()) {
                if (each.path().equals(text)) {
                    return each;
                }
            }
            throw new TypeConversionException("expected traces, logs or metrics, but was '" + text + "'");
        }
    }

    private static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            long ago = Numbers.duration(text);
            if (ago >= 0) {
                return Instant.now().minusMillis(ago);
            }
            try {
                return text.endsWith("Z") ? Instant.parse(text) : local(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "expected a time such as 2026-01-31T12:00, 2026-01-31T12:00:00Z or 2h, but was '" + text + "'");
            }
        }

        private static Instant local(String text) {
            LocalDateTime time =
                    text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
            return time.atZone(ZoneId.systemDefault()).toInstant();
        }
    }

    private static final class Duration implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return number(Numbers.duration(text), "a time such as 30s or 5m", text);
        }
    }

    private static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return number(Numbers.size(text), "a size such as 4MiB", text);
        }
    }

    private static long number(long number, String expected, String text) {
        if (number < 0) {
            throw new TypeConversionException("expected " + expected + ", but was '" + text + "'");
        }
        return number;
    }
}
