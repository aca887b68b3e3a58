package io.indelible.instrumentation.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is matched must be there, on the JDK that runs this. */
class ExecutorInstrumentationTest {
    private final List<AdvisedType> types = new ExecutorInstrumentation().types();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.concurrent.ThreadPoolExecutor",
                "java.util.concurrent.ScheduledThreadPoolExecutor",
                "java.util.concurrent.ForkJoinTask",
                "java.lang.Thread",
            })
    void everyMatcher_findsAMethod(String className) throws ClassNotFoundException {
        TypeDescription type = TypeDescription.ForLoadedType.of(Class.forName(className));
        for (AdvisedMethods advised : type(className).methods()) {
            assertThat(matched(type, advised)).isNotEmpty();
        }
    }

    @Test
    void forkJoinPool_isEnteredWhereTasksComeIn() {
        // Of the two names JDK 17 has one; where there are both, the one calls the other in the same context.
        TypeDescription type = TypeDescription.ForLoadedType.of(ForkJoinPool.class);
        List<AdvisedMethods> found = new ArrayList<>();
        for (AdvisedMethods advised : type(type.getName()).methods()) {
            if (!matched(type, advised).isEmpty()) {
                found.add(advised);
            }
        }
        assertThat(found).isNotEmpty();
    }

    @Test
    void virtualThreads_areStartedOneWay() throws ClassNotFoundException {
        assumeTrue(Runtime.version().feature() >= 21, "there are no virtual threads before");
        TypeDescription type = TypeDescription.ForLoadedType.of(Class.forName("java.lang.VirtualThread"));
        AdvisedMethods advised = type(type.getName()).methods().get(0);
        assertThat(matched(type, advised)).hasSize(1);
    }

    @Test
    void threads_areStartedByMethodsOfTheirOwn() throws ClassNotFoundException {
        TypeDescription type = TypeDescription.ForLoadedType.of(Thread.class);
        AdvisedMethods advised = type("java.lang.Thread").methods().get(0);
        assertThat(matched(type, advised)).noneMatch(MethodDescription::isStatic);
    }

    @Test
    void workersLoop_isRewritten() throws NoSuchMethodException {
        assertThat(ThreadPoolExecutor.class.getDeclaredMethod("runWorker", worker()))
                .isNotNull();
        assertThat(type("java.util.concurrent.ThreadPoolExecutor").methods())
                .anyMatch(advised -> advised.rewrite() != null);
    }

    private static Class<?> worker() {
        for (Class<?> nested : ThreadPoolExecutor.class.getDeclaredClasses()) {
            if (nested.getSimpleName().equals("Worker")) {
                return nested;
            }
        }
        throw new AssertionError("no worker");
    }

    private AdvisedType type(String className) {
        for (AdvisedType type : types) {
            if (type.className().equals(className)) {
                return type;
            }
        }
        throw new AssertionError(className);
    }

    private static MethodList<?> matched(TypeDescription type, AdvisedMethods advised) {
        return type.getDeclaredMethods().filter(advised.matcher());
    }
}
