package io.indelible.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
    private final WeakIdentityMap<Object, String> map = new WeakIdentityMap<>();

    /** Equal to all of its kind, and its hash changes: what an application may well put into its own maps' way. */
    private static final class Alike {
        private int asked;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Alike;
        }

        @Override
        public int hashCode() {
            return asked++;
        }
    }

    @Test
    void value_isFoundByItsKey() {
        Object key = new Object();
        map.put(key, "known");
        assertThat(map.get(key)).isEqualTo("known");
    }

    @Test
    void equalKey_isAnother() {
        Alike key = new Alike();
        map.put(key, "known");
        assertThat(map.get(new Alike())).isNull();
        assertThat(map.get(key)).isEqualTo("known");
    }

    @Test
    void key_isNeverAskedItsOwnHash() {
        Alike key = new Alike();
        map.put(key, "known");
        map.get(key);
        map.remove(key);
        assertThat(key.asked).isZero();
    }

    @Test
    void putAgain_replaces() {
        Object key = new Object();
        map.put(key, "before");
        map.put(key, "after");
        assertThat(map.get(key)).isEqualTo("after");
        assertThat(map.size()).isOne();
    }

    @Test
    void remove_returnsWhatWasKnown() {
        Object key = new Object();
        map.put(key, "known");
        assertThat(map.remove(key)).isEqualTo("known");
        assertThat(map.get(key)).isNull();
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    void removeOfTheUnknown_isNothing() {
        assertThat(map.remove(new Object())).isNull();
        map.put(this, "known");
        assertThat(map.remove(new Object())).isNull();
    }

    @Test
    void collectedKey_isSwept() throws InterruptedException {
        WeakReference<Object> gone = putSomethingThatGoes();
        collect(gone);
        sweepUntilEmpty();
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    void livingKey_isNotSwept() throws InterruptedException {
        Object key = new Object();
        map.put(key, "known");
        collect(new WeakReference<>(new Object()));
        map.sweep();
        assertThat(map.get(key)).isEqualTo("known");
    }

    @Test
    void replacedEntry_goesWithItsKey() throws InterruptedException {
        // The entry keeps the first reference to its key; only the value is replaced.
        Object key = new Object();
        map.put(key, "before");
        map.put(key, "after");
        WeakReference<Object> gone = new WeakReference<>(key);
        key = new Object();
        map.put(key, "living");
        collect(gone);
        sweepUntil(1);
        assertThat(map.get(key)).isEqualTo("living");
        assertThat(map.size()).isOne();
    }

    @Test
    void keyPutAgainAfterItsRemoval_survivesTheSweepOfTheFirst() throws InterruptedException {
        Object key = new Object();
        map.put(key, "before");
        map.remove(key);
        map.put(key, "after");
        collect(new WeakReference<>(new Object()));
        map.sweep();
        assertThat(map.get(key)).isEqualTo("after");
    }

    @Test
    void sweepAll_sweepsEveryMap() throws InterruptedException {
        WeakReference<Object> gone = putSomethingThatGoes();
        collect(gone);
        for (int i = 0; i < 100 && !map.isEmpty(); i++) {
            WeakIdentityMap.sweepAll();
            Thread.sleep(10);
        }
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    void threads_doNotLoseWhatIsTheirOwn() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> lost = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                lost.add(pool.submit(this::putGetAndRemove));
            }
            for (int i = 0; i < 50; i++) {
                map.sweep();
            }
            for (Future<Integer> each : lost) {
                assertThat(each.get()).isZero();
            }
            assertThat(map.size()).isZero();
        } finally {
            pool.shutdownNow();
        }
    }

    private int putGetAndRemove() {
        int lost = 0;
        for (int i = 0; i < 20_000; i++) {
            Object key = new Object();
            String value = Integer.toString(i);
            map.put(key, value);
            if (!value.equals(map.get(key)) || !value.equals(map.remove(key)) || map.get(key) != null) {
                lost++;
            }
        }
        return lost;
    }

    private WeakReference<Object> putSomethingThatGoes() {
        Object key = new Object();
        map.put(key, "known");
        return new WeakReference<>(key);
    }

    private static void collect(WeakReference<Object> gone) throws InterruptedException {
        for (int i = 0; i < 100 && gone.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(gone.get()).isNull();
    }

    private void sweepUntilEmpty() throws InterruptedException {
        sweepUntil(0);
    }

    /** References reach their queue a moment after they were cleared. */
    private void sweepUntil(int size) throws InterruptedException {
        for (int i = 0; i < 100 && map.size() > size; i++) {
            map.sweep();
            Thread.sleep(10);
        }
    }
}
