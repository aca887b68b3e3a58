package io.indelible.exporter.spool;

import java.util.Properties;
import java.util.TimeZone;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's default time zone, which stays undecided until somebody asks for it: an application may still set
 * {@code user.timezone} in its main method. Chronicle Wire asks while it initialises; {@link #putBack} makes it undecided
 * again. For that there is no public way that could not overwrite what the application sets at the same moment.
 */
final class DefaultTimeZone {
    private static final String PROPERTY = "user.timezone";
    private static final Unsafe MEMORY = Unsafe.getUnsafe();

    private final Properties properties = System.getProperties();
    private final @Nullable String asked = properties.getProperty(PROPERTY);
    private final @Nullable Object base;
    private final long offset;
    private final boolean undecided;

    /** Remembers how it is now. */
    DefaultTimeZone() {
        Object holder = null;
        long at = 0;
        try {
            var field = TimeZone.class.getDeclaredField("defaultTimeZone");
            holder = MEMORY.staticFieldBase(field);
            at = MEMORY.staticFieldOffset(field);
        } catch (NoSuchFieldException otherJdk) {
            // Then it stays decided; an application that sets it later than this is rare.
        }
        base = holder;
        offset = at;
        undecided = holder != null && MEMORY.getReferenceVolatile(holder, at) == null;
    }

    /** Makes it as undecided as it was, unless somebody else has set it meanwhile. */
    void putBack() {
        TimeZone decided = undecided ? (TimeZone) MEMORY.getReferenceVolatile(base, offset) : null;
        // Who decides by himself notes it in the property; who sets a zone does not.
        if (decided == null || !decided.getID().equals(properties.getProperty(PROPERTY))) {
            return;
        }
        if (asked == null) {
            properties.remove(PROPERTY, decided.getID());
        }
        MEMORY.compareAndSetReference(base, offset, decided, null);
    }
}
