package io.indelible.test.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.spi.URLStreamHandlerProvider;
import java.nio.charset.spi.CharsetProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.security.Provider;
import java.security.Security;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Prints all that an application can see of the JVM around it. Arguments: a folder to work in, and the folder of the
 * agent's spools and stores, if there is an agent.
 */
public final class Surroundings {
    private static final List<String> CLASSES = List.of(
            "io.indelible.agent.engine.Engine",
            "io.indelible.agent.command.Main",
            "io.indelible.exporter.Exporter",
            "io.indelible.instrumentation.Instrumentation",
            "io.indelible.viewer.TraceStore",
            "net.bytebuddy.ByteBuddy",
            "net.openhft.chronicle.queue.ChronicleQueue",
            "net.openhft.chronicle.core.Jvm",
            "io.opentelemetry.api.OpenTelemetry",
            "io.opentelemetry.context.Context",
            "io.opentelemetry.sdk.OpenTelemetrySdk",
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "picocli.CommandLine",
            "org.agrona.DirectBuffer",
            "io.micrometer.core.instrument.Timer",
            "org.HdrHistogram.Histogram",
            "org.LatencyUtils.LatencyStats",
            "org.slf4j.LoggerFactory");
    private static final List<String> RESOURCES = List.of(
            "META-INF/services/com.fasterxml.jackson.core.JsonFactory",
            "META-INF/services/com.fasterxml.jackson.core.ObjectCodec",
            "META-INF/services/io.micrometer.context.ThreadLocalAccessor",
            "META-INF/services/io.opentelemetry.context.ContextStorageProvider",
            "META-INF/services/io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider",
            "META-INF/services/net.openhft.chronicle.core.cleaner.spi.ByteBufferCleanerService",
            "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
            "META-INF/services/java.sql.Driver",
            "META-INF/services/java.nio.file.spi.FileSystemProvider",
            "META-INF/services/javax.annotation.processing.Processor",
            "META-INF/jpms.args",
            "META-INF/INDEX.LIST",
            "io/indelible/agent/version",
            "io/indelible/agent/engine/Engine.class",
            "indelible-chronicle.properties",
            "simplelogger.properties",
            "common-words.txt",
            "log4j2.xml",
            "logback.xml",
            "logging.properties",
            "net/bytebuddy/ByteBuddy.class",
            "org/slf4j/Logger.class");
    private static final List<Class<?>> SERVICES = List.of(
            Driver.class,
            FileSystemProvider.class,
            URLStreamHandlerProvider.class,
            CharsetProvider.class,
            System.LoggerFinder.class);
    private static final List<String> PACKAGES = List.of(
            "java.lang",
            "java.lang.reflect",
            "java.util",
            "jdk.internal.misc",
            "jdk.internal.ref",
            "jdk.internal.access",
            "sun.nio.ch",
            "sun.security.provider");
    private static final long PATIENCE_MILLIS = 20_000;

    private Surroundings() {}

    public static void main(String[] args) throws Exception {
        Work.main(new String[] {args[0]});
        await(Path.of(args[1]));
        System.out.println(
                "log manager " + LogManager.getLogManager().getClass().getName() + " " + OwnLogManager.madeByMain());
        Collections.list(LogManager.getLogManager().getLoggerNames()).stream()
                .sorted()
                .forEach(name -> System.out.println("logger " + name));
        System.out.println("root handlers " + Logger.getLogger("").getHandlers().length);
        new TreeMap<>(System.getProperties())
                .forEach((name, value) -> System.out.println("property " + name + "=" + escaped(value)));
        loaders();
        services();
        modules();
        threads();
        defaults();
        process();
        new TreeSet<>(ManagementFactory.getPlatformMBeanServer().queryNames(null, null))
                .forEach(name -> System.out.println("bean " + name));
    }

    /**
     * Ends when an agent has all that it needs loaded, and has delivered; without an agent there is no such folder, and it
     * ends at once. A segment of Chronicle Queue appears while the agent's system properties hold, for the last time.
     */
    private static void await(Path folder) throws InterruptedException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!(holds(folder, "store", "") && holds(folder, "inst-", ".cq4")) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        while (System.getProperty("project.build.directory") != null && System.nanoTime() < end) {
            Thread.sleep(20);
        }
    }

    /** Whether a folder of a service, named so, has a file that ends so. */
    private static boolean holds(Path folder, String name, String end) {
        return entries(folder.toFile())
                .flatMap(service ->
                        entries(service).filter(each -> each.getName().startsWith(name)))
                .flatMap(Surroundings::entries)
                .anyMatch(file -> file.getName().endsWith(end));
    }

    private static Stream<File> entries(File folder) {
        File[] files = folder.listFiles();
        return files == null ? Stream.empty() : Stream.of(files);
    }

    private static String escaped(Object value) {
        return String.valueOf(value).replace("\n", "\\n");
    }

    private static void loaders() throws IOException {
        List<ClassLoader> loaders = List.of(
                ClassLoader.getSystemClassLoader(),
                Thread.currentThread().getContextClassLoader(),
                ClassLoader.getPlatformClassLoader());
        for (ClassLoader loader : loaders) {
            System.out.println("loader " + loader.getName());
            for (String name : CLASSES) {
                System.out.println("class " + name + " " + sees(loader, name));
            }
            for (String name : RESOURCES) {
                System.out.println("resource " + name + " " + Collections.list(loader.getResources(name)));
            }
        }
    }

    private static boolean sees(ClassLoader loader, String name) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    private static void services() {
        for (Class<?> service : SERVICES) {
            Stream<String> names = ServiceLoader.load(service).stream()
                    .map(provider -> provider.type().getName())
                    .sorted();
            System.out.println("service " + service.getName() + " " + names.toList());
        }
        for (Provider provider : Security.getProviders()) {
            System.out.println("security provider " + provider);
        }
        System.out.println("drivers " + Collections.list(DriverManager.getDrivers()));
    }

    private static void modules() {
        Module base = Object.class.getModule();
        Module own = Surroundings.class.getModule();
        for (String each : PACKAGES) {
            System.out.println("package " + each + " exported " + base.isExported(each, own) + " open "
                    + base.isOpen(each, own) + " to all " + base.isExported(each) + " " + base.isOpen(each));
        }
        ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .sorted()
                .forEach(name -> System.out.println("module " + name));
    }

    private static void threads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] threads = new Thread[group.activeCount() + 8];
        int count = group.enumerate(threads, true);
        for (int i = 0; i < count; i++) {
            System.out.println("thread " + threads[i].getName() + " daemon " + threads[i].isDaemon() + " context "
                    + threads[i].getContextClassLoader().getName());
        }
        System.out.println("groups " + group.activeGroupCount() + " priority " + group.getMaxPriority());
        System.out.println("handler " + Thread.getDefaultUncaughtExceptionHandler());
        System.out.println("interrupted " + Thread.currentThread().isInterrupted());
    }

    private static void defaults() {
        System.out.println("locale " + Locale.getDefault() + " zone "
                + TimeZone.getDefault().getID());
        System.out.println(
                "streams " + System.out.getClass() + " " + System.err.getClass() + " " + System.in.getClass());
        System.out.println("proxy " + ProxySelector.getDefault().getClass());
        System.out.println("cookies " + CookieHandler.getDefault() + " cache " + ResponseCache.getDefault());
        System.out.println(
                "assertions " + ClassLoader.getSystemClassLoader().getClass().desiredAssertionStatus());
    }

    private static void process() {
        System.out.println("children " + ProcessHandle.current().descendants().count());
        Path descriptors = Path.of("/proc/self/fd");
        if (Files.isDirectory(descriptors)) {
            try (Stream<Path> open = Files.list(descriptors)) {
                System.out.println(
                        "sockets " + open.filter(Surroundings::isSocket).count());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closed) {
            return false;
        }
    }
}
