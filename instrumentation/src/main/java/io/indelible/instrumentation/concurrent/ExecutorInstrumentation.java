package io.indelible.instrumentation.concurrent;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.indelible.bridge.Bridge;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import java.util.List;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.asm.MemberSubstitution;

/** Where tasks of {@code java.util.concurrent} and new threads are handed over and run. */
public final class ExecutorInstrumentation implements Instrumentation {
    private static final String TASK = "java.util.concurrent.ForkJoinTask";

    @Override
    public String name() {
        return "executors";
    }

    @Override
    public List<AdvisedType> types() {
        return List.of(
                AdvisedType.named(
                        "java.util.concurrent.ThreadPoolExecutor",
                        AdvisedMethods.advice(
                                named("execute").and(takesArguments(Runnable.class)),
                                HandOverFirstAdvice.class.getName()),
                        AdvisedMethods.rewrite(runTasksThroughTheBridge())),
                AdvisedType.named(
                        "java.util.concurrent.ScheduledThreadPoolExecutor",
                        AdvisedMethods.advice(named("delayedExecute"), HandOverFirstAdvice.class.getName())),
                AdvisedType.named(
                        "java.util.concurrent.ForkJoinPool",
                        // JDK 17: externalSubmit(task); later: poolSubmit(signal, task)
                        AdvisedMethods.advice(
                                named("externalSubmit").and(takesArgument(0, named(TASK))),
                                HandOverFirstAdvice.class.getName()),
                        AdvisedMethods.advice(
                                named("poolSubmit").and(takesArgument(1, named(TASK))),
                                HandOverSecondAdvice.class.getName())),
                AdvisedType.named(
                        TASK,
                        AdvisedMethods.advice(named("fork").and(takesArguments(0)), HandOverThisAdvice.class.getName()),
                        AdvisedMethods.advice(named("doExec").and(takesArguments(0)), TaskAdvice.class.getName())),
                AdvisedType.named(
                        "java.lang.Thread",
                        AdvisedMethods.advice(named("start").and(not(isStatic())), HandOverThisAdvice.class.getName())),
                AdvisedType.named(
                        "java.lang.VirtualThread",
                        AdvisedMethods.advice(
                                named("start").and(takesArguments(1)), HandOverThisAdvice.class.getName())));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        // Handing over is the engine's own business: it is about contexts, not about operations.
    }

    private static AsmVisitorWrapper runTasksThroughTheBridge() {
        try {
            return MemberSubstitution.relaxed()
                    .method(named("run").and(takesArguments(0)).and(isDeclaredBy(Runnable.class)))
                    .replaceWith(Bridge.class.getMethod("run", Runnable.class))
                    .on(named("runWorker"));
        } catch (NoSuchMethodException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
