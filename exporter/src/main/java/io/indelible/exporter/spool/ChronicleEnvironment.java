package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.spool.slf4j.AgentLogProvider;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings Chronicle's classes find while they initialise and a queue opens: no monitor thread, no announcement,
 * no call home, none of the host's settings for its own Chronicle. They read system properties, so these change for as
 * long as somebody is in here, and only then; {@link #leave} puts back what nobody else has changed meanwhile.
 */
final class ChronicleEnvironment {
    /** Initialised while the properties hold; they keep what they read. */
    private static final List<String> READERS = List.of(
            "net.openhft.chronicle.core.Jvm",
            "net.openhft.chronicle.core.OS",
            "net.openhft.chronicle.threads.DiskSpaceMonitor",
            "net.openhft.chronicle.core.internal.announcer.InternalAnnouncer",
            "net.openhft.chronicle.core.io.BackgroundResourceReleaser");

    /** Ask for the default time zone. */
    private static final List<String> ZONE_READERS =
            List.of("net.openhft.chronicle.wire.Wires", "net.openhft.chronicle.queue.internal.AnalyticsHolder");

    /** What Chronicle Queue reads; other names that begin so are the host's own. */
    private static final Set<String> QUEUE_PROPERTIES = Set.of(
            "queue.blockSize",
            "queue.builder.defaultEpoch",
            "queue.builder.defaultRollCycle",
            "queue.check.index",
            "queue.checkInterrupts",
            "queue.checkrollcycle",
            "queue.dont.recover.lock.timeout",
            "queue.force.unlock.mode",
            "queue.ignoreIndexingFailure",
            "queue.report.linear.scan.latency",
            "queue.rollingResourceCache.size",
            "queue.warnSlowAppenderMs");

    private final Properties properties = System.getProperties();
    private final Map<String, String> ours = new HashMap<>();
    private final Map<String, String> theirs = new HashMap<>();
    private final Thread thread = Thread.currentThread();
    private final @Nullable ClassLoader contextLoader = thread.getContextClassLoader();

    private ChronicleEnvironment() {}

    /** For the calling thread; {@code directory} is where Chronicle would put a scratch folder. */
    static ChronicleEnvironment enter(Path directory, AgentLog log) throws ClassNotFoundException {
        ChronicleEnvironment environment = new ChronicleEnvironment();
        try {
            AgentLogProvider.sendTo(log);
            environment.hideTheirs();
            environment.setOurs(directory);
            ClassLoader loader = ChronicleEnvironment.class.getClassLoader();
            environment.thread.setContextClassLoader(loader);
            for (String reader : READERS) {
                Class.forName(reader, true, loader);
            }
            DefaultTimeZone zone = new DefaultTimeZone();
            for (String reader : ZONE_READERS) {
                Class.forName(reader, true, loader);
            }
            zone.putBack();
            return environment;
        } catch (Throwable e) {
            environment.leave();
            throw e;
        }
    }

    /** Whether Chronicle could not be initialised because the JVM is ending: it registers a shutdown hook. */
    static boolean cameTooLate(Throwable failure) {
        return failure instanceof ExceptionInInitializerError && failure.getCause() instanceof IllegalStateException;
    }

    private void setOurs(Path directory) {
        set("chronicle.disk.monitor.disable", "true");
        set("chronicle.announcer.disable", "true");
        set("chronicle.analytics.disable", "true");
        set("disable.perf.info", "true");
        // Or a thread is started that, when the JVM happens to end meanwhile, dies with a trace on the host's standard
        // error.
        set("background.releaser", "false");
        // Or a folder "target" appears in the temp directory.
        set("project.build.directory", directory.toString());
        // Or a file of that name in the host's working directory becomes the host's system properties.
        set("system.properties", "indelible-chronicle.properties");
    }

    private void set(String name, String value) {
        String before = properties.getProperty(name);
        if (before != null) {
            theirs.put(name, before);
        }
        ours.put(name, value);
        properties.setProperty(name, value);
    }

    /** A host that uses Chronicle itself may have told it to ignore locks or to wait for minutes. */
    private void hideTheirs() {
        for (String name : properties.stringPropertyNames()) {
            if (QUEUE_PROPERTIES.contains(name) || name.startsWith("chronicle.")) {
                theirs.put(name, properties.getProperty(name));
                properties.remove(name);
            }
        }
    }

    void leave() {
        thread.setContextClassLoader(contextLoader);
        ours.forEach(properties::remove);
        theirs.forEach(properties::putIfAbsent);
    }
}
