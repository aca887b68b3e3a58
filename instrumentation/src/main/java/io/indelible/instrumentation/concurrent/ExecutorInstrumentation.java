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
    /** Named, never loaded: what is not matched costs nothing. */
    private static final String ADVICE = "io.indelible.instrumentation.concurrent.";

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
                                named("execute").and(takesArguments(Runnable.class)), ADVICE + "HandOverFirstAdvice"),
                        AdvisedMethods.rewrite(runTasksThroughTheBridge())),
                AdvisedType.named(
                        "java.util.concurrent.ScheduledThreadPoolExecutor",
                        AdvisedMethods.advice(named("delayedExecute"), ADVICE + "HandOverFirstAdvice")),
                AdvisedType.named(
                        "java.util.concurrent.ForkJoinPool",
                        // JDK 17: externalSubmit(task); later: poolSubmit(signal, task)
                        AdvisedMethods.advice(
                                named("externalSubmit").and(takesArgument(0, named(TASK))),
                                ADVICE + "HandOverFirstAdvice"),
                        AdvisedMethods.advice(
                                named("poolSubmit").and(takesArgument(1, named(TASK))),
                                ADVICE + "HandOverSecondAdvice")),
                AdvisedType.named(
                        TASK,
                        AdvisedMethods.advice(named("fork").and(takesArguments(0)), ADVICE + "HandOverThisAdvice"),
                        AdvisedMethods.advice(named("doExec").and(takesArguments(0)), ADVICE + "TaskAdvice")),
                AdvisedType.named(
                        "java.lang.Thread",
                        AdvisedMethods.advice(named("start").and(not(isStatic())), ADVICE + "HandOverThisAdvice")),
                AdvisedType.named(
                        "java.lang.VirtualThread",
                        AdvisedMethods.advice(named("start").and(takesArguments(1)), ADVICE + "HandOverThisAdvice")));
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
