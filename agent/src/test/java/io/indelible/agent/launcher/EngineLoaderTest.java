package io.indelible.agent.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLoaderTest {
    private static final String INHABITANT = Inhabitant.class.getName();

    @TempDir
    Path folder;

    private JarFile jar;
    private EngineLoader loader;

    /** A class that is in the application's loader and in the engine's. */
    public static final class Inhabitant implements Supplier<String> {
        @Override
        public String get() {
            return "served";
        }
    }

    /** Another one. */
    public static final class Neighbour {}

    @BeforeEach
    void open() throws IOException {
        Path file = folder.resolve("agent.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            put(out, "engine/" + path(Inhabitant.class) + "data", bytes(Inhabitant.class));
            put(out, "engine/" + path(Neighbour.class) + "data", bytes(Neighbour.class));
            put(out, "engine/words.txt", "hello".getBytes(StandardCharsets.UTF_8));
            put(
                    out,
                    "engine/META-INF/services/" + Supplier.class.getName(),
                    INHABITANT.getBytes(StandardCharsets.UTF_8));
            put(out, "outside.txt", "outside".getBytes(StandardCharsets.UTF_8));
            put(out, "engine/broken/Broken.classdata", new byte[] {1, 2, 3});
        }
        jar = new JarFile(file.toFile(), false);
        loader = new EngineLoader(jar, ClassLoader.getPlatformClassLoader());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void class_isTheLoadersOwn() throws Exception {
        Class<?> loaded = loader.loadClass(INHABITANT);
        assertThat(loaded).isNotSameAs(Inhabitant.class);
        assertThat(loaded.getClassLoader()).isSameAs(loader);
    }

    @Test
    void classOfTheApplication_isNotSeen() {
        assertThatThrownBy(() -> loader.loadClass(EngineLoaderTest.class.getName()))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void classOfThePlatform_isSeen() throws Exception {
        assertThat(loader.loadClass("java.sql.Connection").getClassLoader())
                .isSameAs(ClassLoader.getPlatformClassLoader());
    }

    @Test
    void missingClass_isNotFound() {
        assertThatThrownBy(() -> loader.loadClass("io.indelible.Missing")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void malformedClass_isAFormatError() {
        assertThatThrownBy(() -> loader.loadClass("broken.Broken")).isInstanceOf(ClassFormatError.class);
    }

    @Test
    void classFile_isAResourceUnderItsOwnName() throws Exception {
        try (InputStream in = loader.getResourceAsStream(path(Inhabitant.class))) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(Inhabitant.class));
        }
    }

    @Test
    void resource_isReadThroughItsAddress() throws Exception {
        URL url = loader.getResource("words.txt");
        try (InputStream in = url.openStream()) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
        }
    }

    @Test
    void resource_isReadAsAStream() throws Exception {
        try (InputStream in = loader.getResourceAsStream("words.txt")) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
        }
    }

    @Test
    void resources_areListedOnce() throws Exception {
        assertThat(Collections.list(loader.getResources("words.txt"))).hasSize(1);
    }

    @Test
    void missingResource_isNothing() throws Exception {
        assertThat(loader.getResource("missing.txt")).isNull();
        assertThat(loader.getResourceAsStream("missing.txt")).isNull();
        assertThat(loader.getResources("missing.txt").hasMoreElements()).isFalse();
    }

    @Test
    void whatLiesOutsideOfTheEnginesFolder_isNotSeen() {
        assertThat(loader.getResource("outside.txt")).isNull();
        assertThat(loader.getResource("../outside.txt")).isNull();
    }

    @Test
    void service_isFound() {
        List<Object> found = new ArrayList<>();
        for (Supplier<?> supplier : ServiceLoader.load(Supplier.class, loader)) {
            found.add(supplier.get());
        }
        assertThat(found).contains("served");
    }

    @Test
    void assertions_areOff() throws Exception {
        assertThat(loader.loadClass(INHABITANT).desiredAssertionStatus()).isFalse();
    }

    @Test
    void parallelLoads_defineOnce() throws Exception {
        int threads = 16;
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<Class<?>> load = () -> {
            start.await();
            return loader.loadClass(INHABITANT);
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Class<?>> loaded = new ArrayList<>();
            for (Future<Class<?>> each : pool.invokeAll(Collections.nCopies(threads, load))) {
                loaded.add(each.get());
            }
            assertThat(loaded).hasSize(threads).containsOnly(loaded.get(0));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void loader_isParallelCapable() {
        assertThat(loader.isRegisteredAsParallelCapable()).isTrue();
    }

    private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    private static String path(Class<?> type) {
        return type.getName().replace('.', '/').concat(".class");
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = EngineLoaderTest.class.getClassLoader().getResourceAsStream(path(type))) {
            return in.readAllBytes();
        }
    }
}
