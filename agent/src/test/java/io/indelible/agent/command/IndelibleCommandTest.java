package io.indelible.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class IndelibleCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final WrittenDrain drain = new WrittenDrain();

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
    void badTimeout_isWrongUsage() {
        assertThat(execute("drain", "--timeout", "soon")).isEqualTo(2);
        assertThat(err.toString()).contains("expected a time such as 30s or 5m, but was 'soon'");
    }

    private int execute(String... arguments) {
        CommandLine line = IndelibleCommand.create("1.2.3", new DoctorCommand(), new DrainCommand(drain));
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
