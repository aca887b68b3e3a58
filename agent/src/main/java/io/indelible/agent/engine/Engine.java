package io.indelible.agent.engine;

import io.indelible.agent.engine.config.Directories;
import io.indelible.agent.engine.config.Setting;
import io.indelible.agent.engine.config.Settings;
import io.indelible.agent.engine.health.Health;
import io.indelible.agent.engine.health.HealthFile;
import io.indelible.agent.engine.health.HealthMetrics;
import io.indelible.agent.engine.health.RecordCounts;
import io.indelible.agent.engine.health.SpanFigures;
import io.indelible.agent.engine.integrity.Ledger;
import io.indelible.agent.engine.integrity.LedgerWork;
import io.indelible.agent.engine.log.AgentLogFile;
import io.indelible.agent.engine.log.StandardError;
import io.indelible.agent.engine.metrics.MetricsWriter;
import io.indelible.agent.engine.metrics.MicrometerTimers;
import io.indelible.agent.engine.recorder.CallRecorder;
import io.indelible.agent.engine.recorder.EpochClock;
import io.indelible.agent.engine.recorder.HandOvers;
import io.indelible.agent.engine.recorder.LateEvents;
import io.indelible.agent.engine.recorder.OpenSpans;
import io.indelible.agent.engine.recorder.OperationRecorder;
import io.indelible.agent.engine.recorder.Propagation;
import io.indelible.agent.engine.recorder.RecorderLimits;
import io.indelible.agent.engine.recorder.RecorderLimits.ExceptionMessages;
import io.indelible.agent.engine.recorder.Scopes;
import io.indelible.agent.engine.recorder.SdkSampling;
import io.indelible.agent.engine.recorder.SuppressedErrors;
import io.indelible.agent.engine.transform.AdviceTransformer;
import io.indelible.bridge.Bridge;
import io.indelible.bridge.Guard;
import io.indelible.instrumentation.AdvisedType;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The composition root. {@link #start} runs in premain and reads like a recipe: settings, recorder, advice, doorbell. The
 * spool opens meanwhile on its own thread; Chronicle, the exporters and Jackson come up later, on the threads that use
 * them, while the ring holds what is recorded.
 */
public final class Engine {
    /** Longer than opening a ring ever takes; after it records wait in memory instead of the ring. */
    private static final long RING_WAIT_MILLIS = 2_000;

    private static final int MOST_TEXT = 16 * 1024;

    private final Settings settings;
    private final Directories directories;
    private final MissingModules missing;
    private final AgentLogFile log;
    private final EarlyRecords early = new EarlyRecords();
    private final RecordCounts records = new RecordCounts(early);
    private final SpoolOpening opening;

    private Engine(Settings settings, Directories directories, StandardError said, MissingModules missing) {
        this.settings = settings;
        this.directories = directories;
        this.missing = missing;
        log = new AgentLogFile(settings.logLevel());
        opening = new SpoolOpening(settings, directories, early, records, said, log);
    }

    /**
     * Instruments this JVM. Called once, by the launcher.
     *
     * @param arguments of the agent: settings, which go before properties and environment; null for none
     * @param running whether the application runs already
     * @throws UnmodifiableClassException when the JVM refuses what every JVM allows
     */
    public static void start(@Nullable String arguments, boolean running, Instrumentation instrumentation)
            throws UnmodifiableClassException {
        Settings settings = Settings.read(arguments);
        if (!settings.enabled()) {
            answer(running, AttachAnswer.OFF);
            return;
        }
        if (ArchiveDump.isUnderWay()) {
            new StandardError(running ? original() : System.err).trouble(ArchiveDump.LINE);
            return;
        }
        Guard guard = Guard.current();
        guard.enter();
        try {
            Directories directories = Directories.choose(settings);
            MissingModules missing = MissingModules.ofRuntime();
            StandardError said = say(running ? original() : System.err, settings, directories, missing);
            new Engine(settings, directories, said, missing).start(instrumentation);
            answer(running, AttachAnswer.STARTED + directories.service());
        } finally {
            guard.leave();
        }
    }

    private static void answer(boolean running, String answer) {
        if (running) {
            AttachAnswer.give(answer);
        }
    }

    private void start(Instrumentation instrumentation) throws UnmodifiableClassException {
        new EngineThread("indelible-spool", opening).start();

        EpochClock clock = new EpochClock();
        HandOvers handOvers = new HandOvers();
        SuppressedErrors errors = new SuppressedErrors(log);
        Scopes scopes = new Scopes(Version.AGENT);
        MicrometerTimers timers = new MicrometerTimers();
        OperationRecorder operations = new OperationRecorder(
                handOvers,
                clock,
                SdkSampling.of(missing.sampler(settings), settings.sampling().ratio()),
                new Propagation(missing.propagators(settings)),
                scopes,
                records,
                timers,
                limits(),
                this::setting);
        Ledger notes = settings.integrity() ? new Ledger() : null;
        LedgerWork ledger = notes == null ? null : keep(notes, operations, scopes, clock);
        CallRecorder calls = new CallRecorder(handOvers, errors);
        inline(instrumentation, operations, calls);

        long started = clock.epochNanos(System.nanoTime());
        Delivery delivery = delivery();
        Health health = new Health(
                records,
                new SpanFigures(operations.spans(), calls::forEachOpen),
                opening::spool,
                delivery::health,
                errors,
                () -> clock.epochNanos(System.nanoTime()),
                notes == null ? null : notes::dropped);
        Readings readings =
                readings(new MetricsWriter(timers, scopes, records, started), health, scopes, clock, started);
        OpenSpans open = new OpenSpans(calls::forEachOpen, scopes, limits());
        LastRecords last = new LastRecords(open, timers, scopes, clock, started);
        opening.tell(last);
        DeliveryWork work = new DeliveryWork(
                opening, delivery, readings, calls::keepUp, clock, () -> last.endAll(records), ledger, log);
        new EngineThread("indelible-export", work).start();
        EndOfProcess.register(work::finish);

        opening.await(RING_WAIT_MILLIS);
        Bridge.install(calls);
    }

    /** Before the handlers are made: they ask once who wants to know about files. */
    private LedgerWork keep(Ledger ledger, OperationRecorder operations, Scopes scopes, EpochClock clock) {
        operations.tell(ledger);
        LateEvents events = new LateEvents(limits(), scopes, records, clock);
        LedgerWork work = new LedgerWork(
                ledger, directories.service().toPath(), settings.integrityMaxBytes(), events, clock, log);
        // Here, not at the first entry: an application's thread may start none while it holds who knows what.
        new EngineThread("indelible-integrity", work).start();
        return work;
    }

    private Readings readings(MetricsWriter metrics, Health health, Scopes scopes, EpochClock clock, long started) {
        return new Readings(
                metrics,
                health,
                new HealthMetrics(health, records, scopes.agent(), started),
                new HealthFile(directories.service().toPath(), health),
                clock,
                settings.metricIntervalMillis(),
                log);
    }

    private void inline(Instrumentation instrumentation, OperationRecorder operations, CallRecorder calls)
            throws UnmodifiableClassException {
        List<AdvisedType> types = new ArrayList<>();
        for (io.indelible.instrumentation.Instrumentation enabled :
                Instrumentations.enabled(settings::instrumentationEnabled)) {
            types.addAll(enabled.types());
            enabled.install(operations, calls);
        }
        AdviceTransformer transformer = new AdviceTransformer(types, Engine.class.getClassLoader(), log);
        new LoadedClasses(instrumentation, transformer, log).inline();
    }

    private Delivery delivery() {
        return new Delivery(
                directories.service().toPath(),
                SpoolOpening.deadBounds(settings, settings.spool(), directories.service()),
                settings.exportMaxRate(),
                Exporters.names(settings),
                alive -> Exporters.of(
                        settings,
                        Exporters.store(directories.store(), settings.store()),
                        alive,
                        EngineThread::guarded,
                        log),
                log);
    }

    /** Standard error itself: an application that runs may have put its own stream in its place. */
    private static PrintStream original() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), true);
    }

    private static StandardError say(
            PrintStream stream, Settings settings, Directories directories, MissingModules missing) {
        StandardError said = new StandardError(stream);
        for (String problem : settings.problems()) {
            said.trouble(problem);
        }
        String problem = directories.problem();
        if (problem != null) {
            said.trouble(problem);
        }
        String lacks = missing.said(settings);
        if (lacks != null) {
            said.trouble(lacks);
        }
        return said;
    }

    /** What instrumentations are told: of the directory, which one is used in the end. */
    private @Nullable String setting(String property) {
        return property.equals(Setting.BASE_DIRECTORY.property())
                ? directories.base().getPath()
                : settings.get(property);
    }

    private RecorderLimits limits() {
        ExceptionMessages messages =
                ExceptionMessages.valueOf(settings.exceptionMessages().toUpperCase(Locale.ROOT));
        // A record has a longest length; a single text must leave room for the others.
        int valueLength = Math.min(settings.limits().valueLength(), MOST_TEXT);
        return new RecorderLimits(valueLength, settings.limits().attributes(), settings.slowThresholdNanos(), messages);
    }
}
