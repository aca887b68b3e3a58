package io.indelible.instrumentation;

import io.indelible.bridge.Guard;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What we know of objects of the application, by identity, without keeping them alive.
 *
 * <p>Safe for all threads; a look-up takes no lock. Collected keys are swept by {@link #sweepAll}, which only the engine's
 * own thread calls: polling a reference queue takes a lock that virtual threads can hang on, so application threads
 * never do it.
 *
 * @param <K> the application's objects
 * @param <V> what is known; must not refer to its key
 */
public final class WeakIdentityMap<K, V> {
    /** Every map of the engine: a handful, made at start, never discarded. */
    private static final CopyOnWriteArrayList<WeakIdentityMap<?, ?>> ALL = new CopyOnWriteArrayList<>();

    private final ConcurrentHashMap<Key, V> entries = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final Consumer<? super V> forgotten;

    /** An empty map. Make few and keep them: they are swept until the process ends. */
    public WeakIdentityMap() {
        this(value -> {});
    }

    /**
     * An empty map that says what it forgets.
     *
     * @param forgotten told the value of a key that was collected, on the engine's own thread
     */
    public WeakIdentityMap(Consumer<? super V> forgotten) {
        this.forgotten = forgotten;
        ALL.add(this);
    }

    /** Sweeps every map. Called by the engine's own thread only. */
    public static void sweepAll() {
        for (WeakIdentityMap<?, ?> map : ALL) {
            map.sweep();
        }
    }

    /** What is known of the key; null when nothing is. Allocates nothing. */
    public @Nullable V get(K key) {
        if (entries.isEmpty()) {
            return null;
        }
        Sought sought = Sought.of(key);
        try {
            return entries.get(sought);
        } finally {
            sought.referent = null;
        }
    }

    /** Remembers the value, in the place of what was known before. */
    public void put(K key, V value) {
        entries.put(new Held(key, collected), value);
    }

    /** Forgets the key and returns what was known of it; null when nothing was. */
    public @Nullable V remove(K key) {
        if (entries.isEmpty()) {
            return null;
        }
        Sought sought = Sought.of(key);
        try {
            return entries.remove(sought);
        } finally {
            sought.referent = null;
        }
    }

    /** Visits all that is known. */
    public void forEach(Consumer<? super V> visitor) {
        for (V value : entries.values()) {
            visitor.accept(value);
        }
    }

    /** Whether nothing is known of anything. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The number of entries, swept or not. */
    public int size() {
        return entries.size();
    }

    /** Drops the entries of collected keys. Called by the engine's own thread only. */
    public void sweep() {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            V value = gone instanceof Held held ? entries.remove(held) : null;
            if (value != null) {
                forgotten.accept(value);
            }
        }
    }

    private interface Key {
        @Nullable
        Object referent();
    }

    private static boolean same(Key one, @Nullable Object other) {
        if (one == other) {
            return true;
        }
        if (!(other instanceof Key key)) {
            return false;
        }
        Object referent = one.referent();
        return referent != null && referent == key.referent();
    }

    private static final class Held extends WeakReference<Object> implements Key {
        private final int hash;

        Held(Object referent, ReferenceQueue<Object> collected) {
            super(referent, collected);
            hash = System.identityHashCode(referent);
        }

        @Override
        public @Nullable Object referent() {
            return get();
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return same(this, other);
        }
    }

    /** One per thread: the compiler does not always see that a fresh one would be garbage at once. */
    private static final class Sought implements Key {
        @Nullable
        Object referent;

        /** That of the calling thread; whoever asks for it clears it. */
        static Sought of(Object key) {
            Guard guard = Guard.current();
            Sought sought = guard.key instanceof Sought known ? known : new Sought();
            guard.key = sought;
            sought.referent = key;
            return sought;
        }

        @Override
        public @Nullable Object referent() {
            return referent;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(referent);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return same(this, other);
        }
    }
}
