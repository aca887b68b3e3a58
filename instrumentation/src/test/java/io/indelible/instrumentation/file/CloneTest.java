package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiFunction;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The advice on the JDK's clones, inlined into a class with the methods that the JDK has on macOS. */
public final class CloneTest {
    private static final String CLASS = "sun.nio.fs.BsdFileSystem";

    private final RecordedOperations operations = new RecordedOperations();
    private final HandlerTable handlers = new HandlerTable();
    private Path source;
    private Path target;

    @BeforeEach
    void install(@TempDir Path folder) throws IOException {
        new FileInstrumentation().install(operations, handlers);
        source = Files.write(folder.resolve("a"), new byte[1234]);
        target = folder.resolve("b");
        Bridge.install(handlers);
    }

    @AfterEach
    void takeAway() {
        Bridge.install(null);
    }

    @ParameterizedTest
    @CsvSource({"0, reflink, 0", "-4, copy, 1234", "-6, copy, 1234"})
    void copy_isACloneWhenThePlatformSaysSo(int answer, String strategy, long transferred) throws Exception {
        for (Class<?> platform : new Class<?>[] {Older.class, Newer.class}) {
            Files.deleteIfExists(target);
            Handlers.CallHandler copies = handlers.call(Call.FILES_COPY);
            Object begun = Objects.requireNonNull(copies.begin(null, source, target));
            Object copied = platform(platform, answer).apply(source, target);
            copies.end(begun, copied, null);
        }
        assertThat(handlers.suppressed).isNull();
        assertThat(operations.spans()).hasSize(2).allSatisfy(span -> assertThat(span.attributes())
                .containsEntry(Vocabulary.COPY_STRATEGY, strategy)
                .containsEntry(Vocabulary.FILE_SIZE, 1234L)
                .containsEntry(Vocabulary.COPY_TRANSFERRED_SIZE, transferred));
    }

    @SuppressWarnings("unchecked")
    private static BiFunction<Path, Path, Path> platform(Class<?> original, int answer) throws Exception {
        DynamicType.Builder<?> builder = new ByteBuddy().redefine(original);
        for (AdvisedMethods methods : advised().methods()) {
            Class<?> advice = Class.forName(Objects.requireNonNull(methods.adviceClassName()));
            builder = builder.visit(Advice.to(advice).on(methods.matcher()));
        }
        try (DynamicType.Unloaded<?> made = builder.make()) {
            Class<?> platform = made.load(CloneTest.class.getClassLoader(), ClassLoadingStrategy.Default.CHILD_FIRST)
                    .getLoaded();
            return (BiFunction<Path, Path, Path>)
                    platform.getConstructor(int.class).newInstance(answer);
        }
    }

    private static AdvisedType advised() {
        return new FileInstrumentation()
                .types().stream()
                        .filter(type -> type.className().equals(CLASS))
                        .findFirst()
                        .orElseThrow();
    }

    /** What both do. */
    public static Path copied(Path from, Path to) {
        try {
            return Files.copy(from, to);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As it was in JDK 20. */
    public static final class Older implements BiFunction<Path, Path, @Nullable Path> {
        private final int answer;

        public Older(int answer) {
            this.answer = answer;
        }

        @Override
        public @Nullable Path apply(Path from, Path to) {
            return clone(from, to, true, 0600) == 0 ? to : copied(from, to);
        }

        private int clone(Path from, Path to, boolean followLinks, int mode) {
            assertThat(followLinks && mode != 0).isTrue();
            if (answer == 0) {
                copied(from, to);
            }
            return answer;
        }
    }

    /** As it is since. */
    public static final class Newer implements BiFunction<Path, Path, @Nullable Path> {
        private final int answer;

        public Newer(int answer) {
            this.answer = answer;
        }

        @Override
        public @Nullable Path apply(Path from, Path to) {
            return clone(from, to, true) == 0 ? to : copied(from, to);
        }

        private int clone(Path from, Path to, boolean followLinks) {
            assertThat(followLinks).isTrue();
            if (answer == 0) {
                copied(from, to);
            }
            return answer;
        }
    }
}
