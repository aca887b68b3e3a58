package io.indelible.exporter.spool.unsafe;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/**
 * The shape of {@code sun.misc.Unsafe} over the JDK's own {@code jdk.internal.misc.Unsafe}.
 *
 * <p>Packaging renames {@code sun.misc.Unsafe} to this class in the bundled libraries: the original prints a warning on
 * JDK 24 and is announced to refuse its service later. The names and signatures are given from outside, so they are not
 * ours to improve. Every method does what its name says and checks nothing.
 */
@SuppressWarnings({"unused", "EffectivelyPrivate"}) // libraries read theUnsafe by reflection
public final class Unsafe {
    private static final jdk.internal.misc.Unsafe JDK = jdk.internal.misc.Unsafe.getUnsafe();

    /** By handle: the method's return type is {@code int} up to JDK 24 and {@code long} from 25 on. */
    private static final MethodHandle ARRAY_BASE_OFFSET = arrayBaseOffsetHandle();

    private static final Unsafe theUnsafe = new Unsafe();

    /** What the JDK's class answers for a field that does not exist. */
    public static final int INVALID_FIELD_OFFSET = -1;

    /** Where the elements of a {@code boolean[]} start. */
    public static final int ARRAY_BOOLEAN_BASE_OFFSET = theUnsafe.arrayBaseOffset(boolean[].class);

    /** Bytes from one element of a {@code boolean[]} to the next. */
    public static final int ARRAY_BOOLEAN_INDEX_SCALE = theUnsafe.arrayIndexScale(boolean[].class);

    /** Where the elements of a {@code byte[]} start. */
    public static final int ARRAY_BYTE_BASE_OFFSET = theUnsafe.arrayBaseOffset(byte[].class);

    /** Bytes from one element of a {@code byte[]} to the next. */
    public static final int ARRAY_BYTE_INDEX_SCALE = theUnsafe.arrayIndexScale(byte[].class);

    /** Where the elements of a {@code short[]} start. */
    public static final int ARRAY_SHORT_BASE_OFFSET = theUnsafe.arrayBaseOffset(short[].class);

    /** Bytes from one element of a {@code short[]} to the next. */
    public static final int ARRAY_SHORT_INDEX_SCALE = theUnsafe.arrayIndexScale(short[].class);

    /** Where the elements of a {@code char[]} start. */
    public static final int ARRAY_CHAR_BASE_OFFSET = theUnsafe.arrayBaseOffset(char[].class);

    /** Bytes from one element of a {@code char[]} to the next. */
    public static final int ARRAY_CHAR_INDEX_SCALE = theUnsafe.arrayIndexScale(char[].class);

    /** Where the elements of a {@code int[]} start. */
    public static final int ARRAY_INT_BASE_OFFSET = theUnsafe.arrayBaseOffset(int[].class);

    /** Bytes from one element of a {@code int[]} to the next. */
    public static final int ARRAY_INT_INDEX_SCALE = theUnsafe.arrayIndexScale(int[].class);

    /** Where the elements of a {@code long[]} start. */
    public static final int ARRAY_LONG_BASE_OFFSET = theUnsafe.arrayBaseOffset(long[].class);

    /** Bytes from one element of a {@code long[]} to the next. */
    public static final int ARRAY_LONG_INDEX_SCALE = theUnsafe.arrayIndexScale(long[].class);

    /** Where the elements of a {@code float[]} start. */
    public static final int ARRAY_FLOAT_BASE_OFFSET = theUnsafe.arrayBaseOffset(float[].class);

    /** Bytes from one element of a {@code float[]} to the next. */
    public static final int ARRAY_FLOAT_INDEX_SCALE = theUnsafe.arrayIndexScale(float[].class);

    /** Where the elements of a {@code double[]} start. */
    public static final int ARRAY_DOUBLE_BASE_OFFSET = theUnsafe.arrayBaseOffset(double[].class);

    /** Bytes from one element of a {@code double[]} to the next. */
    public static final int ARRAY_DOUBLE_INDEX_SCALE = theUnsafe.arrayIndexScale(double[].class);

    /** Where the elements of a {@code Object[]} start. */
    public static final int ARRAY_OBJECT_BASE_OFFSET = theUnsafe.arrayBaseOffset(Object[].class);

    /** Bytes from one element of a {@code Object[]} to the next. */
    public static final int ARRAY_OBJECT_INDEX_SCALE = theUnsafe.arrayIndexScale(Object[].class);

    private Unsafe() {}

    private static MethodHandle arrayBaseOffsetHandle() {
        try {
            return MethodHandles.lookup()
                    .unreflect(jdk.internal.misc.Unsafe.class.getMethod("arrayBaseOffset", Class.class))
                    .bindTo(JDK);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public static Unsafe getUnsafe() {
        return theUnsafe;
    }

    public int arrayBaseOffset(Class<?> type) {
        try {
            return ((Number) ARRAY_BASE_OFFSET.invoke(type)).intValue();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    public int arrayIndexScale(Class<?> type) {
        return JDK.arrayIndexScale(type);
    }

    public long objectFieldOffset(Field field) {
        return JDK.objectFieldOffset(field);
    }

    public long staticFieldOffset(Field field) {
        return JDK.staticFieldOffset(field);
    }

    public Object staticFieldBase(Field field) {
        return JDK.staticFieldBase(field);
    }

    public Object allocateInstance(Class<?> type) throws InstantiationException {
        return JDK.allocateInstance(type);
    }

    public void ensureClassInitialized(Class<?> type) {
        JDK.ensureClassInitialized(type);
    }

    public boolean shouldBeInitialized(Class<?> type) {
        return JDK.shouldBeInitialized(type);
    }

    public void throwException(Throwable failure) {
        JDK.throwException(failure);
    }

    public int addressSize() {
        return JDK.addressSize();
    }

    public int pageSize() {
        return JDK.pageSize();
    }

    public int getLoadAverage(double[] averages, int count) {
        return JDK.getLoadAverage(averages, count);
    }

    public void loadFence() {
        JDK.loadFence();
    }

    public void storeFence() {
        JDK.storeFence();
    }

    public void fullFence() {
        JDK.fullFence();
    }

    public void park(boolean absolute, long time) {
        JDK.park(absolute, time);
    }

    public void unpark(Object thread) {
        JDK.unpark(thread);
    }

    public long allocateMemory(long bytes) {
        return JDK.allocateMemory(bytes);
    }

    public long reallocateMemory(long address, long bytes) {
        return JDK.reallocateMemory(address, bytes);
    }

    public void freeMemory(long address) {
        JDK.freeMemory(address);
    }

    public void setMemory(long address, long bytes, byte value) {
        JDK.setMemory(address, bytes, value);
    }

    public void setMemory(Object base, long offset, long bytes, byte value) {
        JDK.setMemory(base, offset, bytes, value);
    }

    public void copyMemory(long from, long to, long bytes) {
        JDK.copyMemory(from, to, bytes);
    }

    public void copyMemory(Object fromBase, long from, Object toBase, long to, long bytes) {
        JDK.copyMemory(fromBase, from, toBase, to, bytes);
    }

    public void invokeCleaner(ByteBuffer buffer) {
        JDK.invokeCleaner(buffer);
    }

    public long getAddress(long address) {
        return JDK.getAddress(address);
    }

    public void putAddress(long address, long value) {
        JDK.putAddress(address, value);
    }

    public byte getByte(long address) {
        return JDK.getByte(address);
    }

    public void putByte(long address, byte value) {
        JDK.putByte(address, value);
    }

    public short getShort(long address) {
        return JDK.getShort(address);
    }

    public void putShort(long address, short value) {
        JDK.putShort(address, value);
    }

    public char getChar(long address) {
        return JDK.getChar(address);
    }

    public void putChar(long address, char value) {
        JDK.putChar(address, value);
    }

    public int getInt(long address) {
        return JDK.getInt(address);
    }

    public void putInt(long address, int value) {
        JDK.putInt(address, value);
    }

    public long getLong(long address) {
        return JDK.getLong(address);
    }

    public void putLong(long address, long value) {
        JDK.putLong(address, value);
    }

    public float getFloat(long address) {
        return JDK.getFloat(address);
    }

    public void putFloat(long address, float value) {
        JDK.putFloat(address, value);
    }

    public double getDouble(long address) {
        return JDK.getDouble(address);
    }

    public void putDouble(long address, double value) {
        JDK.putDouble(address, value);
    }

    public boolean getBoolean(Object base, long offset) {
        return JDK.getBoolean(base, offset);
    }

    public void putBoolean(Object base, long offset, boolean value) {
        JDK.putBoolean(base, offset, value);
    }

    public boolean getBooleanVolatile(Object base, long offset) {
        return JDK.getBooleanVolatile(base, offset);
    }

    public void putBooleanVolatile(Object base, long offset, boolean value) {
        JDK.putBooleanVolatile(base, offset, value);
    }

    public byte getByte(Object base, long offset) {
        return JDK.getByte(base, offset);
    }

    public void putByte(Object base, long offset, byte value) {
        JDK.putByte(base, offset, value);
    }

    public byte getByteVolatile(Object base, long offset) {
        return JDK.getByteVolatile(base, offset);
    }

    public void putByteVolatile(Object base, long offset, byte value) {
        JDK.putByteVolatile(base, offset, value);
    }

    public short getShort(Object base, long offset) {
        return JDK.getShort(base, offset);
    }

    public void putShort(Object base, long offset, short value) {
        JDK.putShort(base, offset, value);
    }

    public short getShortVolatile(Object base, long offset) {
        return JDK.getShortVolatile(base, offset);
    }

    public void putShortVolatile(Object base, long offset, short value) {
        JDK.putShortVolatile(base, offset, value);
    }

    public char getChar(Object base, long offset) {
        return JDK.getChar(base, offset);
    }

    public void putChar(Object base, long offset, char value) {
        JDK.putChar(base, offset, value);
    }

    public char getCharVolatile(Object base, long offset) {
        return JDK.getCharVolatile(base, offset);
    }

    public void putCharVolatile(Object base, long offset, char value) {
        JDK.putCharVolatile(base, offset, value);
    }

    public int getInt(Object base, long offset) {
        return JDK.getInt(base, offset);
    }

    public void putInt(Object base, long offset, int value) {
        JDK.putInt(base, offset, value);
    }

    public int getIntVolatile(Object base, long offset) {
        return JDK.getIntVolatile(base, offset);
    }

    public void putIntVolatile(Object base, long offset, int value) {
        JDK.putIntVolatile(base, offset, value);
    }

    public long getLong(Object base, long offset) {
        return JDK.getLong(base, offset);
    }

    public void putLong(Object base, long offset, long value) {
        JDK.putLong(base, offset, value);
    }

    public long getLongVolatile(Object base, long offset) {
        return JDK.getLongVolatile(base, offset);
    }

    public void putLongVolatile(Object base, long offset, long value) {
        JDK.putLongVolatile(base, offset, value);
    }

    public float getFloat(Object base, long offset) {
        return JDK.getFloat(base, offset);
    }

    public void putFloat(Object base, long offset, float value) {
        JDK.putFloat(base, offset, value);
    }

    public float getFloatVolatile(Object base, long offset) {
        return JDK.getFloatVolatile(base, offset);
    }

    public void putFloatVolatile(Object base, long offset, float value) {
        JDK.putFloatVolatile(base, offset, value);
    }

    public double getDouble(Object base, long offset) {
        return JDK.getDouble(base, offset);
    }

    public void putDouble(Object base, long offset, double value) {
        JDK.putDouble(base, offset, value);
    }

    public double getDoubleVolatile(Object base, long offset) {
        return JDK.getDoubleVolatile(base, offset);
    }

    public void putDoubleVolatile(Object base, long offset, double value) {
        JDK.putDoubleVolatile(base, offset, value);
    }

    public Object getObject(Object base, long offset) {
        return JDK.getReference(base, offset);
    }

    public void putObject(Object base, long offset, Object value) {
        JDK.putReference(base, offset, value);
    }

    public Object getObjectVolatile(Object base, long offset) {
        return JDK.getReferenceVolatile(base, offset);
    }

    public void putObjectVolatile(Object base, long offset, Object value) {
        JDK.putReferenceVolatile(base, offset, value);
    }

    public void putOrderedInt(Object base, long offset, int value) {
        JDK.putIntRelease(base, offset, value);
    }

    public boolean compareAndSwapInt(Object base, long offset, int expected, int value) {
        return JDK.compareAndSetInt(base, offset, expected, value);
    }

    public int getAndSetInt(Object base, long offset, int value) {
        return JDK.getAndSetInt(base, offset, value);
    }

    public int getAndAddInt(Object base, long offset, int delta) {
        return JDK.getAndAddInt(base, offset, delta);
    }

    public void putOrderedLong(Object base, long offset, long value) {
        JDK.putLongRelease(base, offset, value);
    }

    public boolean compareAndSwapLong(Object base, long offset, long expected, long value) {
        return JDK.compareAndSetLong(base, offset, expected, value);
    }

    public long getAndSetLong(Object base, long offset, long value) {
        return JDK.getAndSetLong(base, offset, value);
    }

    public long getAndAddLong(Object base, long offset, long delta) {
        return JDK.getAndAddLong(base, offset, delta);
    }

    public void putOrderedObject(Object base, long offset, Object value) {
        JDK.putReferenceRelease(base, offset, value);
    }

    public boolean compareAndSwapObject(Object base, long offset, Object expected, Object value) {
        return JDK.compareAndSetReference(base, offset, expected, value);
    }

    public Object getAndSetObject(Object base, long offset, Object value) {
        return JDK.getAndSetReference(base, offset, value);
    }
}
