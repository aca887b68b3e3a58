package io.indelible.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.Signal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class IndelibleCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final WrittenDrain drain = new WrittenDrain();

    private final List<Replay.Request> asked = new ArrayList<>();
    private Replay.Outcome replayed = new Replay.Outcome(2, 7, 7, 0, 0, null);

    @Test
    void version_isThatOfTheJar() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString().strip()).isEqualTo("indelible 1.2.3");
    }

    @Test
    void help_namesTheCommands() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("doctor").contains("drain");
    }

    @Test
    void noCommand_isWrongUsage() {
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Say what to do").contains("doctor");
    }

    @Test
    void drain_passesItsOptions() {
        execute("drain", "--service", "orders", "--timeout", "5m");
        assertThat(drain.service).isEqualTo("orders");
        assertThat(drain.timeoutMillis).isEqualTo(300_000);
    }

    @Test
    void drain_takesAllServicesForAMinute() {
        execute("drain");
        assertThat(drain.service).isNull();
        assertThat(drain.timeoutMillis).isEqualTo(60_000);
    }

    @Test
    void drainOfNothing_isWell() {
        assertThat(execute("drain")).isZero();
        assertThat(out.toString()).contains("No dead process left anything.");
    }

    @Test
    void drainOfAll_isWell() {
        drain.outcome = new Drain.Outcome(2, 7, 0);
        assertThat(execute("drain")).isZero();
        assertThat(out.toString()).contains("inst-1: 7 records").contains("Delivered 7 records of 2 dead processes.");
    }

    @Test
    void drainThatLeavesSome_isAProblem() {
        drain.outcome = new Drain.Outcome(2, 7, 1);
        assertThat(execute("drain")).isEqualTo(1);
        assertThat(out.toString()).contains("; 1 still hold some.");
    }

    @Test
    void drainThatCannotReadSome_isAProblem() {
        drain.outcome = new Drain.Outcome(0, 0, 0, 2, Map.of());
        assertThat(execute("drain")).isEqualTo(1);
        assertThat(out.toString()).doesNotContain("No dead process left anything.");
        assertThat(err.toString()).contains("not read: what 2 dead processes left");
    }

    @Test
    void drainThatKeepsSomeForAnotherDestination_isAProblem() {
        drain.outcome = new Drain.Outcome(2, 7, 2, 0, Map.of("otlp", 2));
        assertThat(execute("drain")).isEqualTo(1);
        assertThat(err.toString()).contains("kept for otlp: what 2 dead processes left");
    }

    @Test
    void badTimeout_isWrongUsage() {
        assertThat(execute("drain", "--timeout", "soon")).isEqualTo(2);
        assertThat(err.toString()).contains("expected a time such as 30s or 5m, but was 'soon'");
    }

    @Test
    void replay_passesItsOptions() {
        execute(
                "replay",
                "--endpoint",
                "https://c:4317",
                "--protocol",
                "grpc",
                "--from",
                "2026-01-31T12:00:00Z",
                "--to",
                "2026-01-31T13:00:00Z",
                "--signal",
                "traces,logs",
                "--dry-run",
                "--max-rate",
                "1MiB");
        assertThat(asked)
                .containsExactly(new Replay.Request(
                        URI.create("https://c:4317"),
                        "grpc",
                        null,
                        1_769_860_800_000_000_000L,
                        1_769_864_400_000_000_000L,
                        EnumSet.of(Signal.TRACES, Signal.LOGS),
                        true,
                        60_000,
                        1 << 20));
    }

    @Test
    void replayOfAll_isWell() {
        assertThat(execute("replay", "--endpoint", "http://c:4318")).isZero();
        assertThat(out.toString()).contains("Sent 7 of 7 records of 2 segments to c.");
    }

    @Test
    void replayThatGaveUp_isAProblem() {
        replayed = new Replay.Outcome(2, 7, 3, 1, 2, "cannot connect");
        assertThat(execute("replay", "--endpoint", "http://c:4318")).isEqualTo(1);
        assertThat(out.toString())
                .contains("Sent 3 of 7 records of 2 segments to c; 1 were refused; 2 could not be read;"
                        + " gave up: cannot connect.");
    }

    @ParameterizedTest
    @CsvSource({
        "--endpoint=ftp://c, expected a URL such as http://collector:4318",
        "--endpoint=http://c --from=soon, expected a time such as",
        "--endpoint=http://c --signal=spans, 'expected traces, logs or metrics'",
        "--endpoint=http://c --protocol=http, 'expected http/protobuf, http/json or grpc'",
        "--from=2h, --endpoint=URL",
    })
    void badReplay_isWrongUsage(String arguments, String said) {
        assertThat(execute(("replay " + arguments).split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains(said);
    }

    private int execute(String... arguments) {
        Replay replay = (request, progress) -> {
            asked.add(request);
            return replayed;
        };
        CommandLine line = IndelibleCommand.create(
                "1.2.3", new DoctorCommand(), new DrainCommand(drain), new ReplayCommand(replay, false));
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    /** Does what the test wrote down. */
    private static final class WrittenDrain implements Drain {
        @Nullable
        String service;

        long timeoutMillis;
        Outcome outcome = new Outcome(0, 0, 0);

        @Override
        public Outcome drain(@Nullable String service, long timeoutMillis, Consumer<String> progress) {
            this.service = service;
            this.timeoutMillis = timeoutMillis;
            if (outcome.delivered() > 0) {
                progress.accept("inst-1: " + outcome.delivered() + " records");
            }
            return outcome;
        }
    }
}
