package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.agent.engine.recorder.RecorderLimits.ExceptionMessages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EncodersTest {
    private static final int THREADS = 64;

    private final Encoders encoders = new Encoders(new RecorderLimits(16, 128, 0, ExceptionMessages.FULL));
    private final Set<RecordEncoder> lent =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    @Test
    void encoder_isUsedAgain() {
        RecordEncoder first = encoders.borrow();
        encoders.giveBack(first);
        assertThat(encoders.borrow()).isSameAs(first);
    }

    @Test
    void twoLoansOfOneThread_areTwoEncoders() {
        assertThat(encoders.borrow()).isNotSameAs(encoders.borrow());
    }

    @Test
    void threads_neverShareOne() throws Exception {
        // More threads than slots: some have the same.
        CyclicBarrier start = new CyclicBarrier(THREADS + 8);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS + 8);
        try {
            List<Future<Integer>> shared = new ArrayList<>();
            for (int i = 0; i < THREADS + 8; i++) {
                shared.add(pool.submit(() -> {
                    start.await();
                    return borrowOften();
                }));
            }
            for (Future<Integer> each : shared) {
                assertThat(each.get()).isZero();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private int borrowOften() {
        int shared = 0;
        for (int i = 0; i < 2000; i++) {
            RecordEncoder one = encoders.borrow();
            RecordEncoder other = encoders.borrow();
            shared += lent.add(one) ? 0 : 1;
            shared += lent.add(other) ? 0 : 1;
            lent.remove(one);
            lent.remove(other);
            encoders.giveBack(one);
            encoders.giveBack(other);
        }
        return shared;
    }
}
