package io.indelible.agent.engine.transform;

import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.asm.Advice;

/** Advice that counts. Public because it is called from the loader of the advised class. */
public final class CountingAdvice {
    /** How often an advised method was entered. */
    public static final AtomicInteger ENTERED = new AtomicInteger();

    private CountingAdvice() {}

    /** Called by what is inlined. */
    public static void count() {
        ENTERED.incrementAndGet();
    }

    @Advice.OnMethodEnter
    static void enter() {
        count();
    }
}
