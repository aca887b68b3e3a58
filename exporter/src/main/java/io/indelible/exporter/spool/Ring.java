package io.indelible.exporter.spool;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.indelible.exporter.SpoolRecord;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.ControlledMessageHandler.Action;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Where application threads put records: many writers, one drainer. Over a mapped file, a record is in the page cache
 * when {@link #write} returns, and the kernel keeps it whatever becomes of the process. Names no class of Chronicle.
 */
final class Ring {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** How long the oldest record may stay half-written, its thread running, before it counts as its thread's last deed. */
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** A longer time between two looks was sleep of the process or of the machine, in which no thread could go on. */
    private static final long MAX_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final MessageHandler PASSED = (type, buffer, index, length) -> {};
    private static final ControlledMessageHandler LEFT = (type, buffer, index, length) -> Action.ABORT;

    private final ManyToOneRingBuffer ring;
    private final AtomicBuffer memory;
    private final boolean crashSafe;
    private final Drops drops;
    private final int longest;
    /** Changes of a position in these bits pass an eighth of the ring. */
    private final int eighths;

    private volatile @Nullable Thread drainer;

    // The drainer's own.
    private final Lot lot = new Lot();
    private boolean refused;
    private long stalledNanos;
    private long lastLook;

    private Ring(AtomicBuffer memory, boolean crashSafe, Drops drops) {
        this.ring = new ManyToOneRingBuffer(memory);
        this.memory = memory;
        this.crashSafe = crashSafe;
        this.drops = drops;
        this.longest = Math.min(SpoolRecord.MAX_LENGTH, ring.maxMsgLength());
        this.eighths = -(ring.capacity() / 8);
    }

    /** Over a new file, allocated before it is mapped. Not forced: the page cache outlives the process, and that is all. */
    static Ring mapped(Path file, int capacity, long freeSpaceFloor, Drops drops) throws IOException {
        int length = capacity + RingBufferDescriptor.TRAILER_LENGTH;
        ZeroedFile.create(file, length, length, freeSpaceFloor, false);
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            return new Ring(new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, length)), true, drops);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Over heap memory: what it holds dies with the process. */
    static Ring heap(int capacity, Drops drops) {
        int length = capacity + RingBufferDescriptor.TRAILER_LENGTH;
        int misaligned = (int) (-BufferUtil.ARRAY_BASE_OFFSET & 7); // 4 with compact object headers
        byte[] bytes = new byte[length + misaligned];
        return new Ring(new AlignedArray(bytes, misaligned, length), false, drops);
    }

    boolean crashSafe() {
        return crashSafe;
    }

    int capacity() {
        return ring.capacity();
    }

    int size() {
        return ring.size();
    }

    /** Whom to wake when much was written. */
    void wakes(Thread thread) {
        drainer = thread;
    }

    /** Any thread. False and counted when it could not be kept; throws nothing, waits for nobody, allocates nothing. */
    boolean write(byte[] bytes, int offset, int length) {
        try {
            if (length <= 0 || length > longest) {
                drops.tooLong.increment();
                return false;
            }
            int index = ring.tryClaim(mark(sum(bytes, offset, length)), length);
            if (index < 0) {
                drops.ringFull.increment();
                return false;
            }
            return publish(index, bytes, offset, length);
        } catch (Throwable e) {
            drops.failed.increment();
            return false;
        }
    }

    /** What stands beside each record, of this {@link #sum}, as its type, to tell it from anything else in a file: positive, as types must be. */
    static int mark(long sum) {
        return (int) (sum >>> 33) | 1;
    }

    /**
     * A checksum of a record. Two sums over alternating words, so that one need not wait for the other. Not
     * {@link java.util.zip.CRC32C}, which would be an object on the application's thread for each record.
     */
    static long sum(byte[] bytes, int offset, int length) {
        long even = length;
        long odd = 0;
        int at = offset;
        int end = offset + length;
        for (; at <= end - 2 * Long.BYTES; at += 2 * Long.BYTES) {
            even = mix(even, (long) WORDS.get(bytes, at));
            odd = mix(odd, (long) WORDS.get(bytes, at + Long.BYTES));
        }
        for (; at < end; at++) {
            even = mix(even, bytes[at]);
        }
        return mix(even, odd);
    }

    // Each step is a bijection: sums that differ in one word stay different to the end.
    private static long mix(long sum, long word) {
        return Long.rotateLeft(sum ^ word, 29) * 0x9E3779B97F4A7C15L;
    }

    private boolean publish(int index, byte[] bytes, int offset, int length) {
        boolean copied = false;
        try {
            memory.putBytes(index, bytes, offset, length);
            copied = true;
        } finally {
            if (copied) {
                ring.commit(index);
            } else {
                ring.abort(index);
            }
        }
        // One in some thousand records pays for the wake-up that keeps a burst from filling the ring.
        if (((index ^ (index + length)) & eighths) != 0) {
            LockSupport.unpark(drainer);
        }
        return true;
    }

    /**
     * Passes records on, oldest first, until there is none, the log has no room, or {@link Lot#RECORDS} were passed; fewer
     * mean that there are no more. What the log refused or failed at stays here.
     *
     * @return how many were passed on
     * @throws IOException what the log threw
     */
    int drain(RecordLog log) throws IOException {
        refused = false;
        int passed = 0;
        while (passed < Lot.RECORDS && !refused && gather(Lot.RECORDS - passed)) {
            log.ask();
            refused = !log.append(lot);
            if (!refused) {
                passed += ring.read(PASSED, lot.count());
            }
        }
        watchForStall(passed);
        return passed;
    }

    /** Whether the last {@link #drain} ended because the log had no room. */
    boolean refused() {
        return refused;
    }

    /**
     * Fills the lot with what comes next, and leaves it in the ring: Agrona's own reading moves on before the log has it, and
     * a process killed in between would have lost it.
     *
     * @return whether there is anything
     */
    private boolean gather(int most) throws IOException {
        lot.clear();
        int index = (int) ring.consumerPosition() & (ring.capacity() - 1);
        while (index < ring.capacity() && lot.count() < most && !lot.full()) {
            int size = memory.getIntVolatile(RecordDescriptor.lengthOffset(index));
            if (size <= 0) {
                break; // not written yet
            }
            if (memory.getInt(RecordDescriptor.typeOffset(index)) == ManyToOneRingBuffer.PADDING_MSG_TYPE_ID) {
                return lot.count() > 0 || gatherBehindPadding(most);
            }
            int length = size - RecordDescriptor.HEADER_LENGTH;
            if (length > longest) {
                throw new IOException("a record of " + length + " bytes in the ring");
            }
            lot.add(memory, RecordDescriptor.encodedMsgOffset(index), length);
            index += BitUtil.align(size, RecordDescriptor.ALIGNMENT);
        }
        return lot.count() > 0;
    }

    /** At the end of the ring, or where a record was given up; Agrona's plain reading would take the record behind it along. */
    private boolean gatherBehindPadding(int most) throws IOException {
        ring.controlledRead(LEFT, 1);
        return gather(most);
    }

    /** A thread that died between claiming and committing, of a StackOverflowError say, would hold all others up for ever. */
    private void watchForStall(int passed) {
        long now = System.nanoTime();
        if (passed > 0 || refused || ring.size() == 0) {
            stalledNanos = 0;
        } else {
            stalledNanos += Math.min(now - lastLook, MAX_LOOK_NANOS);
        }
        lastLook = now;
        if (stalledNanos > STALL_NANOS) {
            stalledNanos = 0;
            if (ring.unblock()) {
                drops.halfWritten.increment();
            }
        }
    }

    /** Of any array Agrona says on the host's standard error that it is not aligned, without looking. This one is. */
    private static final class AlignedArray extends UnsafeBuffer {
        AlignedArray(byte[] bytes, int offset, int length) {
            super(bytes, offset, length);
        }

        @Override
        public void verifyAlignment() {}
    }
}
