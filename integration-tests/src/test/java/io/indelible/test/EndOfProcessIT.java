package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application does while the JVM shuts down, and what it sees of the means by which we hear of that. */
class EndOfProcessIT {
    private static final int COPIES = 10;

    @ParameterizedTest
    @MethodSource("io.indelible.test.Jdk#all")
    void whatShutdownHooksDo_isRecordedAndDelivered(Jdk jdk, @TempDir Path work) {
        new ForkedJvm(jdk, work)
                .app(CopiesAtTheEnd.class, work.toString())
                .run()
                .ok();

        assertThat(new Store(work, "test").spans("file copy")).hasSize(COPIES);
    }

    @ParameterizedTest
    @MethodSource("io.indelible.test.Jdk#all")
    void internalsOfTheJdk_stayClosedToTheApplication(Jdk jdk, @TempDir Path work) {
        assertThat(new ForkedJvm(jdk, work).app(Burglar.class).run().ok().out()).isEqualToIgnoringNewLines("closed");
    }

    /** Does its work in a shutdown hook that takes longer than ours would. */
    static final class CopiesAtTheEnd {
        private CopiesAtTheEnd() {}

        public static void main(String[] arguments) throws Exception {
            Path source = Files.writeString(Path.of(arguments[0], "source"), "x");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> copy(source)));
        }

        private static void copy(Path source) {
            try {
                for (int i = 0; i < COPIES; i++) {
                    Thread.sleep(50);
                    Files.copy(source, source.resolveSibling("copy" + i));
                }
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /** Tries what only a module may do that the JDK trusts. */
    static final class Burglar {
        private Burglar() {}

        public static void main(String[] arguments) throws Exception {
            Class<?> internal = Class.forName("jdk.internal.misc.Unsafe");
            try {
                internal.getMethod("getUnsafe").invoke(null);
                System.out.println("open");
            } catch (IllegalAccessException expected) {
                System.out.println("closed");
            }
        }
    }
}
