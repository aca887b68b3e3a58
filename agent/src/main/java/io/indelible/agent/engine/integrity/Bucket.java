package io.indelible.agent.engine.integrity;

import io.indelible.agent.engine.integrity.Entry.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots in which everything about a path lies: one page of the file, in memory. When it is full, the oldest entry makes
 * room. One thread.
 */
final class Bucket {
    static final int SLOTS = 8;
    static final int BYTES = SLOTS * Slot.BYTES;
    /** A file that is copied a thousand times must not take the place of its neighbours. */
    private static final int MOST_COPIES = 3;

    private final ByteBuffer page = ByteBuffer.allocateDirect(BYTES);
    private int touched;
    private long evicted;

    /** The page, to be filled or stored. */
    ByteBuffer page() {
        return page;
    }

    /** A page was loaded. */
    void loaded() {
        touched = 0;
    }

    boolean isTouched(int slot) {
        return (touched & 1 << slot) != 0;
    }

    /** How many entries have made room for others. */
    long evicted() {
        return evicted;
    }

    /** Everything about a path. */
    List<Entry> of(PathKey key) {
        List<Entry> entries = new ArrayList<>(SLOTS);
        for (int slot = 0; slot < SLOTS; slot++) {
            Entry entry = Slot.isOf(page, at(slot), key) ? Slot.read(page, at(slot)) : null;
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Everything. */
    List<Entry> all() {
        List<Entry> entries = new ArrayList<>(SLOTS);
        for (int slot = 0; slot < SLOTS; slot++) {
            Entry entry = Slot.read(page, at(slot));
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** The digest of a path by this algorithm; null when it is not known. */
    @Nullable
    Entry hash(PathKey key, String algorithm) {
        for (Entry entry : of(key)) {
            if (entry.kind() == Kind.HASH && entry.algorithm().equals(algorithm)) {
                return entry;
            }
        }
        return null;
    }

    /** Where the file was copied from; null when that is not known. */
    @Nullable
    Entry origin(PathKey key) {
        for (Entry entry : of(key)) {
            if (entry.kind() == Kind.ORIGIN) {
                return entry;
            }
        }
        return null;
    }

    /** Whether the file is known to have been copied there, and not to have been written to since. */
    boolean hasCopy(PathKey key, String target) {
        for (Entry entry : of(key)) {
            if (entry.kind() == Kind.COPY && entry.path().equals(target)) {
                return true;
            }
        }
        return false;
    }

    /** Keeps an entry, in the place of what it replaces, else in a free one, else in that of the oldest. */
    void put(Entry entry) {
        int slot = slotOf(entry);
        if (slot < 0) {
            slot = free();
        }
        if (slot < 0) {
            slot = oldest(null);
            evicted++;
        }
        Slot.write(page, at(slot), entry);
        touched |= 1 << slot;
    }

    void remove(Entry entry) {
        int slot = find(entry);
        if (slot >= 0) {
            Slot.clear(page, at(slot));
            touched |= 1 << slot;
        }
    }

    private int slotOf(Entry entry) {
        int same = find(entry);
        return same < 0 && entry.kind() == Kind.COPY && copies(entry.key()) >= MOST_COPIES ? oldest(entry) : same;
    }

    private int find(Entry entry) {
        for (int slot = 0; slot < SLOTS; slot++) {
            Entry here = Slot.isOf(page, at(slot), entry.key()) ? Slot.read(page, at(slot)) : null;
            if (here != null && entry.replaces(here)) {
                return slot;
            }
        }
        return -1;
    }

    private int copies(PathKey key) {
        int copies = 0;
        for (Entry entry : of(key)) {
            if (entry.kind() == Kind.COPY) {
                copies++;
            }
        }
        return copies;
    }

    private int free() {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (!Slot.isWhole(page, at(slot))) {
                return slot;
            }
        }
        return -1;
    }

    /** The oldest of all, or of those that are of the kind and the path of another. */
    private int oldest(@Nullable Entry alike) {
        int oldest = -1;
        for (int slot = 0; slot < SLOTS; slot++) {
            boolean older = oldest < 0 || Slot.recordedNanos(page, at(slot)) < Slot.recordedNanos(page, at(oldest));
            if (older && (alike == null || isLike(slot, alike))) {
                oldest = slot;
            }
        }
        return oldest;
    }

    private boolean isLike(int slot, Entry alike) {
        Entry here = Slot.isOf(page, at(slot), alike.key()) ? Slot.read(page, at(slot)) : null;
        return here != null && here.kind() == alike.kind();
    }

    private static int at(int slot) {
        return slot * Slot.BYTES;
    }
}
