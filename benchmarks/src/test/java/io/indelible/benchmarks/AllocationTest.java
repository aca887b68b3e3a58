package io.indelible.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.agent.engine.metrics.MicrometerTimers;
import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import io.indelible.exporter.Signal;
import io.indelible.instrumentation.file.FileInstrumentation;
import io.indelible.instrumentation.hash.HashInstrumentation;
import io.indelible.instrumentation.jdbc.JdbcInstrumentation;
import java.security.MessageDigest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bounds on what one operation allocates on the thread of the application. Raise one only knowingly. */
class AllocationTest {
    /** The operation and nothing else: 136 bytes when this was set. */
    private static final long QUERY_BOUND = 160;

    // Its ring holds all that a test writes: draining is another thread's work.
    private final RingSpool spool = RingSpool.open();
    private final ClassPathEngine engine = ClassPathEngine.of(spool, new MicrometerTimers());

    @AfterEach
    void close() {
        Bridge.install(null);
        engine.check();
        spool.close();
    }

    @Test
    void measurement_seesWhatIsAllocated() throws Exception {
        assertThat(Allocations.perOperation(() -> kept = new byte[1000])).isBetween(1000L, 1100L);
    }

    @Test
    void ringWrite_allocatesNothing() throws Exception {
        byte[] record = new byte[320];
        assertThat(Allocations.perOperation(() -> spool.write(Signal.TRACES, record, 0, record.length)))
                .isZero();
    }

    @Test
    void operation_allocatesItselfOnly() throws Exception {
        long alone = Allocations.perOperation(() -> kept = new CopyLike());
        long recorded = Allocations.perOperation(() -> {
            CopyLike operation = new CopyLike();
            kept = operation;
            engine.operations.start(operation);
            engine.operations.end(operation, null);
        });
        assertThat(recorded).isLessThanOrEqualTo(alone);
    }

    @Test
    void knownQuery_staysBelowItsBound() throws Exception {
        engine.answer(new JdbcInstrumentation());
        Object statement = new Object();
        String text = "select name from orders where id = 1";
        long bytes = Allocations.perOperation(() -> {
            Object begun = Bridge.begin(Call.JDBC_EXECUTE_TEXT, statement, text, null);
            Bridge.end(Call.JDBC_EXECUTE_TEXT, begun, null, null);
        });
        assertThat(bytes).isBetween(1L, QUERY_BOUND);
    }

    @Test
    void watchedRead_allocatesNothing() throws Exception {
        engine.answer(new FileInstrumentation(), new HashInstrumentation());
        Object stream = new Object();
        byte[] buffer = new byte[512];
        long bytes = Allocations.perOperation(() -> {
            Bridge.bytesRead(stream, "/srv/invoice.pdf", buffer, 0, buffer.length, null);
            Bridge.byteRead(stream, "/srv/invoice.pdf", 7, null);
        });
        assertThat(bytes).isZero();
    }

    @Test
    void watchedUpdate_allocatesNothing() throws Exception {
        engine.answer(new FileInstrumentation(), new HashInstrumentation());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[512];
        long bytes = Allocations.perOperation(() -> {
            Bridge.digested(digest, buffer, 0, buffer.length);
            Bridge.digested(digest, (byte) 7);
        });
        assertThat(bytes).isZero();
    }

    /** Keeps what is made from being optimised away. */
    static volatile Object kept = "";
}
