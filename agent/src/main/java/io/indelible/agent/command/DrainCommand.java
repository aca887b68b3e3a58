package io.indelible.agent.command;

import io.indelible.agent.engine.config.Numbers;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code drain}: delivers what dead processes left, without starting an application. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        description = "Delivers what processes that died left in their spools to the destinations configured here.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is left",
            "1:something is left, is kept for a destination that is not set here, or could not be read",
            "2:the command line was wrong"
        })
public final class DrainCommand implements Callable<Integer> {
    private final Drain drain;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Only the spools of this service, by the name of its directory.")
    private @Nullable String service;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = Duration.class,
            description = "How long to try, such as 30s or 5m; 0 for as long as it takes. Default: ${DEFAULT-VALUE}.")
    private long timeoutMillis;

    /** The command with what does its work. */
    public DrainCommand(Drain drain) {
        this.drain = drain;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Drain.Outcome outcome = drain.drain(service, timeoutMillis, line -> {
            out.println(line);
            out.flush();
        });
        if (outcome.instances() > 0 || outcome.unread() == 0) {
            out.println(said(outcome));
            out.flush();
        }
        if (outcome.unread() > 0) {
            err("not read: what " + outcome.unread() + " dead processes left; try again when the reason above is gone");
        }
        outcome.kept()
                .forEach((destination, instances) -> err("kept for " + destination + ": what " + instances
                        + " dead processes left that recorded for it; set what was set for them, before -jar"));
        return outcome.left() == 0 && outcome.unread() == 0 ? 0 : 1;
    }

    private void err(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private static String said(Drain.Outcome outcome) {
        if (outcome.instances() == 0) {
            return "No dead process left anything.";
        }
        String delivered =
                "Delivered " + outcome.delivered() + " records of " + outcome.instances() + " dead processes";
        return outcome.left() == 0 ? delivered + "." : delivered + "; " + outcome.left() + " still hold some.";
    }

    private static final class Duration implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            long millis = Numbers.duration(text);
            if (millis < 0) {
                throw new TypeConversionException("expected a time such as 30s or 5m, but was '" + text + "'");
            }
            return millis;
        }
    }
}
