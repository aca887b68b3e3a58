package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.AgentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuppressedErrorsTest {
    private final List<String> said = new ArrayList<>();
    private final SuppressedErrors errors = new SuppressedErrors((level, message, cause) -> said.add(message));

    @Test
    void errors_areCountedByThePackageThatTheyCameFrom() {
        errors.count(from("java.lang.String", "io.indelible.instrumentation.http.client.Sender", "com.example.Main"));
        errors.count(from("io.indelible.instrumentation.jdbc.SqlScanner"));
        errors.count(from("io.indelible.instrumentation.jdbc.SqlSummary"));
        errors.count(from("io.indelible.instrumentation.Operation"));
        errors.count(from("com.example.Main"));
        assertThat(errors.byInstrumentation()).isEqualTo(Map.of("http.client", 1L, "jdbc", 2L, "engine", 2L));
    }

    @Test
    void looking_countsNothingTwice() {
        errors.count(from("io.indelible.instrumentation.jdbc.SqlScanner"));
        errors.byInstrumentation();
        errors.count(from("io.indelible.instrumentation.jdbc.SqlScanner"));
        assertThat(errors.byInstrumentation()).isEqualTo(Map.of("jdbc", 2L));
    }

    @Test
    void tooManyToLookAt_areStillCounted() {
        for (int i = 0; i < SuppressedErrors.MOST_UNREAD + 5; i++) {
            errors.count(from("io.indelible.instrumentation.jdbc.SqlScanner"));
        }
        assertThat(errors.byInstrumentation())
                .isEqualTo(Map.of("jdbc", (long) SuppressedErrors.MOST_UNREAD, "unknown", 5L));
        assertThat(said).hasSizeLessThan(SuppressedErrors.MOST_UNREAD);
    }

    /** On an application's thread there may be no stack left for what a stack trace needs. */
    @Test
    void counting_asksForNoStackTrace() {
        Asked thrown = new Asked();
        new SuppressedErrors(AgentLog.SILENT).count(thrown);
        assertThat(thrown.asked).isFalse();
    }

    private static Throwable from(String... classes) {
        Throwable thrown = new IllegalStateException();
        StackTraceElement[] frames = new StackTraceElement[classes.length];
        for (int i = 0; i < classes.length; i++) {
            frames[i] = new StackTraceElement(classes[i], "call", null, 1);
        }
        thrown.setStackTrace(frames);
        return thrown;
    }

    private static final class Asked extends RuntimeException {
        private static final long serialVersionUID = 1;

        private boolean asked;

        @Override
        public StackTraceElement[] getStackTrace() {
            asked = true;
            return super.getStackTrace();
        }
    }
}
