package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.instrumentation.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadStatesTest {
    private final ThreadStates states = new ThreadStates();

    @Test
    void livingThreads_areShown() {
        ThreadState one = add(Thread.currentThread());
        ThreadState other = add(Thread.currentThread());
        assertThat(shown()).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void deadThreads_areForgotten() throws Exception {
        Thread dead = dead();
        add(dead);
        ThreadState living = add(Thread.currentThread());
        add(dead);
        ThreadState other = add(Thread.currentThread());
        add(dead);
        assertThat(shown()).containsExactlyInAnyOrder(living, other);
        assertThat(states.size()).isEqualTo(2);
    }

    @Test
    void deadThread_keepsItsNameOnly() throws Exception {
        ThreadState state = add(dead());
        state.current = new TraceContext();
        shown();
        assertThat(state.name()).isEqualTo("dead");
        assertThat(state.current).isNull();
    }

    @Test
    void threadsThatComeWhileOthersLook_areAllKept() throws Exception {
        int threads = 4;
        int each = 5_000;
        CountDownLatch done = new CountDownLatch(threads);
        Thread dead = dead();
        Thread living = Thread.currentThread();
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (int n = 0; n < each; n++) {
                            states.add(new ThreadState(n % 2 == 0 ? living : dead, null));
                        }
                        done.countDown();
                    })
                    .start();
        }
        while (done.getCount() > 0) {
            shown();
        }
        assertThat(shown()).hasSize(threads * each / 2);
    }

    private ThreadState add(Thread thread) {
        ThreadState state = new ThreadState(thread, null);
        states.add(state);
        return state;
    }

    private List<ThreadState> shown() {
        List<ThreadState> shown = new ArrayList<>();
        states.forEach(shown::add);
        return shown;
    }

    private static Thread dead() throws InterruptedException {
        Thread thread = new Thread(() -> {}, "dead");
        thread.start();
        thread.join();
        return thread;
    }
}
