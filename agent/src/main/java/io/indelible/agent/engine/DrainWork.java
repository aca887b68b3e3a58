package io.indelible.agent.engine;

import io.indelible.agent.command.Drain;
import io.indelible.agent.engine.config.Directories;
import io.indelible.agent.engine.config.Settings;
import io.indelible.exporter.AgentLog;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code drain}: the delivery of the agent, without an application and without a spool of its own. */
public final class DrainWork implements Drain {
    private static final long PAUSE_MILLIS = 100;

    private final Settings settings;
    private final Directories directories;

    /** Delivers to the destinations of these settings. */
    public DrainWork(Settings settings, Directories directories) {
        this.settings = settings;
        this.directories = directories;
    }

    @Override
    public Outcome drain(@Nullable String service, long timeoutMillis, Consumer<String> progress)
            throws InterruptedException {
        AgentLog log = (level, message, cause) -> {
            if (level.compareTo(AgentLog.Level.INFO) >= 0) {
                progress.accept(cause == null ? message : message + ": " + cause);
            }
        };
        long end =
                timeoutMillis == 0 ? Long.MAX_VALUE : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        Outcome sum = Outcome.NOTHING;
        File[] services = directories.base().listFiles(File::isDirectory);
        for (File each : services == null ? new File[0] : services) {
            if (service == null || service.equals(each.getName())) {
                sum = sum.plus(drain(each, end, log));
            }
        }
        return sum;
    }

    private Outcome drain(File service, long until, AgentLog log) throws InterruptedException {
        Delivery delivery = new Delivery(
                service.toPath(),
                SpoolOpening.deadBounds(settings, settings.spoolAsSet(), service),
                settings.exportMaxRate(),
                Exporters.names(settings),
                alive -> Exporters.of(
                        settings,
                        Exporters.store(new File(service, "store"), settings.storeAsSet()),
                        alive,
                        task -> task,
                        log),
                log);
        delivery.adopt();
        int found = delivery.waiting() + delivery.kept().size();
        long end = until;
        if (delivery.leadsNowhere()) {
            log.warn("no exporter is configured: nothing can be delivered", null);
            end = System.nanoTime();
        }
        while (delivery.waiting() > 0 && (end == Long.MAX_VALUE || System.nanoTime() - end < 0)) {
            if (!delivery.pass() && delivery.waiting() > 0) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        int left = delivery.waiting() + delivery.kept().size();
        long delivered = delivery.delivered();
        delivery.finish(System.nanoTime());
        return new Outcome(found, delivered, left, delivery.postponed(), byDestination(delivery.kept()));
    }

    private static Map<String, Integer> byDestination(Map<String, List<String>> kept) {
        Map<String, Integer> instances = new TreeMap<>();
        kept.values().forEach(names -> names.forEach(name -> instances.merge(name, 1, Integer::sum)));
        return instances;
    }
}
