package io.indelible.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Guard;
import org.junit.jupiter.api.Test;

class EngineThreadTest {
    @Test
    void thread_isDeafToTheDoorbell() throws InterruptedException {
        boolean[] entered = {true};
        EngineThread thread =
                new EngineThread("test", () -> entered[0] = Guard.current().enter());
        thread.start();
        thread.join();
        assertThat(entered[0]).isFalse();
    }

    @Test
    void thread_isADaemonOutsideOfTheApplicationsGroup() {
        EngineThread thread = new EngineThread("test", () -> {});
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getThreadGroup().getParent()).isNull();
    }

    @Test
    void guardedWork_givesTheThreadItsEarsBack() {
        boolean[] entered = {true};
        EngineThread.guarded(() -> entered[0] = Guard.current().enter()).run();
        assertThat(entered[0]).isFalse();
        assertThat(Guard.current().enter()).isTrue();
        Guard.current().leave();
    }

    @Test
    void guardedWorkInsideTheEngine_leavesItInside() {
        Guard.current().enter();
        try {
            EngineThread.guarded(() -> {}).run();
            assertThat(Guard.current().enter()).isFalse();
        } finally {
            Guard.current().leave();
        }
    }
}
