package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupsTest {
    private final Lookups lookups = new Lookups(new OtlpThreads(UnaryOperator.identity()));
    private final BlockingQueue<Thread> ran = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "[::1]", "fe80::1"})
    void address_needsNoThread(String address) throws Exception {
        lookups.begin(address, this::note);

        assertThat(ran).containsExactly(Thread.currentThread());
    }

    @Test
    void name_isAskedForElsewhere_andRemembered() throws Exception {
        lookups.begin("name.test", this::note);
        Thread elsewhere = ran.take();
        elsewhere.join();
        lookups.begin("name.test", this::note);

        assertThat(elsewhere).isNotSameAs(Thread.currentThread());
        assertThat(ran).containsExactly(Thread.currentThread());
    }

    @Test
    void serverThatHangs_holdsNobodyAndGathersNothing() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        lookups.begin("name.test", () -> await(hanging));

        assertThatThrownBy(() -> lookups.begin("name.test", this::note)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> lookups.begin("other.test", this::note))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.test");
        lookups.begin("10.0.0.7", this::note);
        hanging.countDown();

        assertThat(ran).containsExactly(Thread.currentThread());
    }

    private void note() {
        ran.add(Thread.currentThread());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
