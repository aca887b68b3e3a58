package io.indelible.exporter.spool.slf4j;

import io.indelible.exporter.AgentLog;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The SLF4J provider of the engine's own loader. Without one SLF4J prints on the application's stderr; with the
 * application's it would write into the application's log. Public because {@link java.util.ServiceLoader} makes it.
 */
public final class AgentLogProvider implements SLF4JServiceProvider {
    private static volatile AgentLog target = AgentLog.SILENT;

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    /** Says where lines go from now on; before, they go nowhere. Any thread. */
    public static void sendTo(AgentLog log) {
        target = log;
    }

    static AgentLog target() {
        return target;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return AgentLogLogger::new;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}
}
