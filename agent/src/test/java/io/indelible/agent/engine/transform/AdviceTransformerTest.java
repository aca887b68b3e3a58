package io.indelible.agent.engine.transform;

import static java.util.Objects.requireNonNull;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Guard;
import io.indelible.exporter.AgentLog;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceTransformerTest {
    private static final ClassLoader TESTS = AdviceTransformerTest.class.getClassLoader();
    private static final ClassLoader ENGINE = new ClassLoader(TESTS) {};

    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void forget() {
        CountingAdvice.ENTERED.set(0);
    }

    @Test
    void implementation_isAdvised() throws Exception {
        assertThat(run(Samples.Plain.class, advised(Samples.Plain.class))).isEqualTo(7);
        assertThat(CountingAdvice.ENTERED).hasValue(1);
    }

    @Test
    void implementationByWayOfAnother_isAdvised() throws Exception {
        assertThat(run(Samples.Deep.class, advised(Samples.Deep.class))).isEqualTo(8);
        assertThat(CountingAdvice.ENTERED).hasValue(1);
    }

    @Test
    void classByName_isAdvised() throws Exception {
        AdviceTransformer byName = transformer(AdvisedType.named(Samples.Plain.class.getName(), counting()));
        run(
                Samples.Plain.class,
                byName.transform(null, TESTS, internal(Samples.Plain.class), null, null, bytes(Samples.Plain.class)));
        assertThat(CountingAdvice.ENTERED).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Samples.Unfinished.class,
                Samples.Silent.class,
                Samples.Unrelated.class,
                Samples.MoreWork.class,
                Samples.Work.class,
                Samples.class
            })
    void classWithNothingToAdvise_staysAsItIs(Class<?> type) throws IOException {
        assertThat(advised(type)).isNull();
        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Samples.Plain.class, Samples.Deep.class, Samples.Orphan.class})
    void loadedImplementation_isFoundByItsSupertypes(Class<?> type) {
        AdviceTransformer transformer =
                transformer(AdvisedType.implementing(Samples.Work.class.getName(), "io/indelible/", counting()));
        assertThat(transformer.namesSupertypeOf(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {Samples.MoreWork.class, Samples.Work.class, Samples.Unrelated.class, Samples.Plain[].class})
    void loadedClassThatIsNone_isNotFound(Class<?> type) {
        AdviceTransformer transformer =
                transformer(AdvisedType.implementing(Samples.Work.class.getName(), "io/indelible/", counting()));
        assertThat(transformer.namesSupertypeOf(type)).isFalse();
    }

    @Test
    void classThatMentionsNothing_isNotEvenParsed() throws IOException {
        // Byte Buddy would fail at what follows the constants.
        byte[] classFile = bytes(AdviceTransformer.class);
        byte[] cut = Arrays.copyOf(classFile, classFile.length - 100);
        assertThat(transform(AdviceTransformer.class, cut)).isNull();
        assertThat(said).isEmpty();
    }

    @Test
    void advisedAgain_isAdvisedTwice() throws Exception {
        // Another agent of the same kind may have been first: its work stays.
        byte[] once = requireNonNull(advised(Samples.Plain.class));
        run(Samples.Plain.class, transform(Samples.Plain.class, once));
        assertThat(CountingAdvice.ENTERED).hasValue(2);
    }

    @Test
    void shape_staysAsItWas() throws IOException {
        byte[] advised = requireNonNull(advised(Samples.Plain.class));
        assertThat(shape(advised)).isEqualTo(shape(bytes(Samples.Plain.class)));
    }

    @Test
    void missingSupertype_isPassedOver() throws IOException {
        ClassLoader withoutMissing = new ClassLoader(null) {
            @Override
            public @Nullable InputStream getResourceAsStream(String name) {
                return name.contains("Missing") ? null : TESTS.getResourceAsStream(name);
            }
        };
        byte @Nullable [] advised = transformer(working())
                .transform(
                        null, withoutMissing, internal(Samples.Orphan.class), null, null, bytes(Samples.Orphan.class));
        assertThat(advised).isNotNull();
        assertThat(said).isEmpty();
    }

    @Test
    void damagedClass_isLeftAsItIs() throws IOException {
        AdviceTransformer transformer = transformer(working());
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = bytes(Samples.Plain.class);
            for (int n = 0; n < 5; n++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            transformer.transform(null, TESTS, internal(Samples.Plain.class), null, null, damaged);
        }
        assertThat(Guard.current().enter()).isTrue();
        Guard.current().leave();
    }

    @Test
    void emptyClass_isLeftAsItIs() {
        assertThat(transformer(working()).transform(null, TESTS, "a/B", null, null, new byte[0]))
                .isNull();
    }

    @Test
    void brokenClassByName_isSaidAndLeftAsItIs() {
        AdviceTransformer byName = transformer(AdvisedType.named("a.B", counting()));
        assertThat(byName.transform(null, TESTS, "a/B", null, null, new byte[] {1, 2, 3}))
                .isNull();
        assertThat(said).containsExactly("cannot instrument a/B; it runs as it is");
    }

    @Test
    void hiddenClass_staysAsItIs() throws IOException {
        assertThat(transformer(working()).transform(null, TESTS, null, null, null, bytes(Samples.Plain.class)))
                .isNull();
    }

    @Test
    void enginesOwnClass_staysAsItIs() throws IOException {
        byte[] classFile = bytes(Samples.Plain.class);
        assertThat(transformer(working()).transform(null, ENGINE, internal(Samples.Plain.class), null, null, classFile))
                .isNull();
    }

    @Test
    void bootstrapClass_isAdvisedByNameOnly() throws IOException {
        byte[] classFile = bytes(Samples.Plain.class);
        assertThat(transformer(working()).transform(null, null, internal(Samples.Plain.class), null, null, classFile))
                .isNull();
    }

    @Test
    void missingAdvice_isSaidAndTheClassLeftAsItIs() throws IOException {
        AdviceTransformer broken = transformer(AdvisedType.named(
                Samples.Plain.class.getName(), AdvisedMethods.advice(named("work"), "io.indelible.NoSuchAdvice")));
        assertThat(broken.transform(null, TESTS, internal(Samples.Plain.class), null, null, bytes(Samples.Plain.class)))
                .isNull();
        assertThat(said).hasSize(1);
    }

    @Test
    void names_areThoseOfTheTypesThatAreNamed() {
        AdviceTransformer transformer =
                transformer(working(), AdvisedType.named(Samples.Unrelated.class.getName(), counting()));
        assertThat(transformer.names(Samples.Unrelated.class)).isTrue();
        assertThat(transformer.names(Samples.Plain.class)).isFalse();
    }

    private byte @Nullable [] advised(Class<?> type) throws IOException {
        return transform(type, bytes(type));
    }

    private byte @Nullable [] transform(Class<?> type, byte[] classFile) {
        return transformer(working()).transform(null, TESTS, internal(type), null, null, classFile);
    }

    private AdviceTransformer transformer(AdvisedType... types) {
        return new AdviceTransformer(List.of(types), ENGINE, (level, message, cause) -> {
            if (level != AgentLog.Level.DEBUG) {
                said.add(message);
            }
        });
    }

    private static AdvisedType working() {
        return AdvisedType.implementing(Samples.Work.class.getName(), internal(Samples.class), counting());
    }

    private static AdvisedMethods counting() {
        return AdvisedMethods.advice(named("work"), CountingAdvice.class.getName());
    }

    private static Object run(Class<?> type, byte @Nullable [] advised) throws Exception {
        byte[] classFile = requireNonNull(advised);
        ClassLoader loader = new ClassLoader(TESTS) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(type.getName())
                        ? defineClass(name, classFile, 0, classFile.length)
                        : super.loadClass(name, resolve);
            }
        };
        Object instance = loader.loadClass(type.getName()).getConstructor().newInstance();
        return ((Samples.Work) instance).work();
    }

    /** What retransformation does not allow to change; JVM TI, RetransformClasses. */
    private static List<String> shape(byte[] classFile) {
        String name = Samples.Plain.class.getName();
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, classFile), ClassFileLocator.ForClassLoader.of(TESTS));
        TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
        List<String> shape = new ArrayList<>();
        shape.add(type.getModifiers() + " " + type.getSuperClass() + " " + type.getInterfaces());
        type.getDeclaredFields().forEach(field -> shape.add(field.toString() + field.getDescriptor()));
        type.getDeclaredMethods().forEach(method -> shape.add(method.toString() + method.getDescriptor()));
        return shape;
    }

    private static String internal(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = TESTS.getResourceAsStream(internal(type).concat(".class"))) {
            return in.readAllBytes();
        }
    }
}
