package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StackTraceTest {
    @Test
    void text_startsAsTheJdksOwn() {
        Throwable thrown = new IllegalStateException("why");
        StringWriter jdks = new StringWriter();
        thrown.printStackTrace(new PrintWriter(jdks));
        String first = StackTrace.of(thrown, true).lines().limit(10).toList().toString();
        assertThat(first).isEqualTo(jdks.toString().lines().limit(10).toList().toString());
    }

    @Test
    void withoutMessages_noMessageIsQuoted() {
        Throwable thrown = new IllegalStateException("secret", new IllegalArgumentException("secret"));
        assertThat(StackTrace.of(thrown, false))
                .doesNotContain("secret")
                .contains("Caused by: java.lang.IllegalArgumentException\n");
    }

    @Test
    void causesInACircle_end() {
        Exception one = new Exception("one");
        Exception other = new Exception("other", one);
        one.initCause(other);
        assertThat(StackTrace.of(one, true)).hasSizeLessThan(200_000);
    }

    @Test
    void manyCauses_end() {
        Exception thrown = new Exception("0");
        for (int i = 1; i < 1000; i++) {
            thrown = new Exception(Integer.toString(i), thrown);
        }
        assertThat(StackTrace.of(thrown, true).lines().filter(line -> line.startsWith("Caused by: ")))
                .hasSize(7);
    }

    @Test
    void deepStack_isCutAndCounted() {
        Throwable thrown = new Exception();
        StackTraceElement[] deep = new StackTraceElement[1000];
        Arrays.fill(deep, thrown.getStackTrace()[0]);
        thrown.setStackTrace(deep);
        assertThat(StackTrace.of(thrown, true)).endsWith("\t... 936 more\n");
    }

    @Test
    void hugeMessages_areCut() {
        String huge = "x".repeat(1 << 20);
        assertThat(StackTrace.of(new Exception(huge, new Exception(huge)), true))
                .hasSizeLessThan(100_000);
    }

    @Test
    void noMessage_isNoColon() {
        assertThat(StackTrace.of(new IllegalStateException(), true)).startsWith("java.lang.IllegalStateException\n");
    }

    @Test
    void exceptionWhoseOwnCodeFails_isStillNamed() {
        assertThat(StackTrace.of(new Hostile(), true)).isEqualTo(Hostile.class.getName() + '\n');
    }

    @Test
    void messageThatThrows_isNone() {
        assertThat(StackTrace.message(new Hostile())).isNull();
    }

    /** Everything that can be overridden fails. */
    private static final class Hostile extends RuntimeException {
        @Override
        public @Nullable String getMessage() {
            throw new StackOverflowError();
        }

        @Override
        public synchronized @Nullable Throwable getCause() {
            throw new IllegalStateException();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException();
        }
    }
}
