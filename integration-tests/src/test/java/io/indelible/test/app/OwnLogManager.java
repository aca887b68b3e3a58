package io.indelible.test.app;

import java.util.Arrays;
import java.util.logging.LogManager;

/** An application's own log manager, which notes who made the JVM ask for one. */
public final class OwnLogManager extends LogManager {
    private static volatile boolean madeByMain;

    @SuppressWarnings("StaticAssignmentInConstructor") // the JVM makes the one there is
    public OwnLogManager() {
        madeByMain = Arrays.stream(new Throwable().getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Surroundings.class.getName()));
    }

    /** Whether it was first asked for by the application itself. */
    static boolean madeByMain() {
        return madeByMain;
    }
}
