package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.spool.unsafe.Unsafe;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The class that packaging puts in the place of the JDK's. */
class UnsafeTest {
    @SuppressWarnings("UnusedVariable")
    private static final class Holder {
        long value = 5;
        Object other = "before";
    }

    private final Unsafe unsafe = Unsafe.getUnsafe();

    @Test
    void theUnsafe_isFoundAsLibrariesLookForIt() throws Exception {
        Field field = Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        assertThat(field.get(null)).isSameAs(unsafe);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_17) // later ones take methods away: the more reason to have them
    void everyMethod_hasTheShapeOfTheOriginal() throws Exception {
        Class<?> original = Class.forName("sun.misc.Unsafe");
        for (Method method : Unsafe.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())) {
                Method same = original.getMethod(method.getName(), method.getParameterTypes());
                assertThat(same.getReturnType()).as("%s", method).isEqualTo(method.getReturnType());
            }
        }
    }

    @Test
    void fields_areReadWrittenAndCompared() throws Exception {
        Holder holder = new Holder();
        long value = unsafe.objectFieldOffset(Holder.class.getDeclaredField("value"));
        long other = unsafe.objectFieldOffset(Holder.class.getDeclaredField("other"));
        assertThat(unsafe.getLong(holder, value)).isEqualTo(5);
        assertThat(unsafe.compareAndSwapLong(holder, value, 4, 6)).isFalse();
        assertThat(unsafe.compareAndSwapLong(holder, value, 5, 6)).isTrue();
        assertThat(unsafe.getAndAddLong(holder, value, 10)).isEqualTo(6);
        unsafe.putObject(holder, other, "after");
        assertThat(holder.value).isEqualTo(16);
        assertThat(holder.other).isEqualTo("after");
    }

    @Test
    void memory_isWrittenAndRead() {
        long address = unsafe.allocateMemory(16);
        try {
            unsafe.setMemory(address, 16, (byte) 0);
            unsafe.putInt(address + 4, 42);
            assertThat(unsafe.getInt(address + 4)).isEqualTo(42);
            assertThat(unsafe.getLong(address + 8)).isZero();
        } finally {
            unsafe.freeMemory(address);
        }
    }

    @Test
    void arrays_startWhereTheJdkSays() {
        byte[] bytes = {1, 2, 3};
        assertThat(unsafe.arrayBaseOffset(byte[].class)).isEqualTo(Unsafe.ARRAY_BYTE_BASE_OFFSET);
        assertThat(unsafe.getByte(bytes, Unsafe.ARRAY_BYTE_BASE_OFFSET + 2L)).isEqualTo((byte) 3);
    }
}
