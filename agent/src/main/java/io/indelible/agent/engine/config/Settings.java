package io.indelible.agent.engine.config;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Signal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What applies in this process: arguments of the agent, system properties, environment variables, defaults, in this order. Read once in premain;
 * reading never throws, whatever was set. What was wrong is in {@link #problems}, a line each. Immutable.
 */
public final class Settings {
    private final Lookup lookup;
    private final List<EffectiveSetting> effective;
    private final List<String> problems;

    private final boolean enabled;
    private final String baseDirectory;
    private final DiskBounds spool;
    private final DiskBounds store;
    private final int ringBytes;
    private final long exportMaxRate;
    private final String ringPlace;
    private final AgentLog.Level logLevel;
    private final boolean integrity;
    private final long integrityMaxBytes;
    private final String exceptionMessages;
    private final long slowThresholdNanos;
    private final ServiceName service;
    private final Map<String, String> resourceAttributes;
    private final Sampling sampling;
    private final List<String> propagators;
    private final AttributeLimits limits;
    private final long metricIntervalMillis;
    private final OtlpTarget traces;
    private final OtlpTarget logs;
    private final OtlpTarget metrics;
    private final List<String> exporters;
    private final boolean instrumentationsEnabled;

    private Settings(Lookup lookup, List<String> malformed) {
        this.lookup = lookup;
        SettingReader reader = new SettingReader(lookup);
        for (int i = 0; i < malformed.size(); i++) {
            reader.problem(malformed.get(i));
        }
        boolean disabled = reader.flag(Setting.SDK_DISABLED);
        enabled = reader.flag(Setting.ENABLED) && !disabled;
        baseDirectory = text(reader, Setting.BASE_DIRECTORY);
        OtlpReader otlp = new OtlpReader(reader);
        traces = otlp.target(Signal.TRACES);
        logs = otlp.target(Signal.LOGS);
        metrics = otlp.target(Signal.METRICS);
        exporters = exporters(reader, otlp.configured());
        spool = bounds(reader, Setting.SPOOL_MAX_BYTES, Setting.SPOOL_MAX_AGE);
        ringBytes = ringBytes(reader);
        exportMaxRate = reader.number(Setting.EXPORT_MAX_RATE);
        ringPlace =
                Objects.requireNonNull(reader.choice(Setting.SPOOL_RING_PLACE, Setting.SPOOL_RING_PLACE.property()));
        store = bounds(reader, Setting.STORE_MAX_BYTES, Setting.STORE_MAX_AGE);
        logLevel = level(Objects.requireNonNull(reader.choice(Setting.LOG_LEVEL, Setting.LOG_LEVEL.property())));
        String kept = exporters.contains("file") ? "on" : "off";
        integrity = "on".equals(reader.choice(Setting.INTEGRITY, Setting.INTEGRITY.property(), kept));
        integrityMaxBytes = reader.number(Setting.INTEGRITY_MAX_BYTES);
        reader.number(Setting.HASH_MIN_BYTES); // asked by the instrumentations, through get
        reader.number(Setting.FILE_MIN_BYTES);
        reader.globs(Setting.FILE_INCLUDE);
        reader.globs(Setting.FILE_EXCLUDE);
        reader.choiceOr(Setting.FILE_PATH, "hash"); // who misspelled it wanted to hide something
        exceptionMessages =
                Objects.requireNonNull(reader.choice(Setting.EXCEPTION_MESSAGE, Setting.EXCEPTION_MESSAGE.property()));
        slowThresholdNanos = reader.number(Setting.SLOW_THRESHOLD) * 1_000_000;
        Map<String, String> pairs = reader.pairs(Setting.RESOURCE_ATTRIBUTES, Setting.RESOURCE_ATTRIBUTES.property());
        resourceAttributes = pairs == null ? Collections.emptyMap() : Collections.unmodifiableMap(pairs);
        service = ServiceName.read(reader, resourceAttributes, source(lookup, Setting.RESOURCE_ATTRIBUTES));
        sampling = new Sampling(
                Objects.requireNonNull(reader.choice(Setting.SAMPLER, Setting.SAMPLER.property())),
                reader.ratio(Setting.SAMPLER_ARG));
        propagators = withoutNone(reader, reader.list(Setting.PROPAGATORS, "tracecontext,baggage"));
        limits = AttributeLimits.read(reader);
        metricIntervalMillis = reader.number(Setting.METRIC_INTERVAL);
        instrumentationsEnabled = reader.flag(Setting.INSTRUMENTATIONS_ENABLED);
        InstrumentationSwitches.note(lookup, reader);
        text(reader, Setting.KNOWN_METHODS);
        reader.find(Setting.SENSITIVE_PARAMETERS, Setting.SENSITIVE_PARAMETERS.property());
        UnknownSettings.report(lookup, reader);
        effective = Collections.unmodifiableList(reader.effective());
        problems = Collections.unmodifiableList(reader.problems());
    }

    /** The settings of this process. */
    public static Settings read() {
        return read(null);
    }

    /**
     * The settings of this process with arguments of the agent.
     *
     * @param arguments {@code property=value;property=value}; null for none
     */
    public static Settings read(@Nullable String arguments) {
        AgentArguments parsed = AgentArguments.parse(arguments);
        return new Settings(Lookup.ofProcess(parsed.settings()), parsed.problems());
    }

    /** The settings of these properties and this environment. */
    public static Settings read(Properties properties, Map<String, String> environment) {
        return read(null, properties, environment);
    }

    /** As {@link #read(String)}, with these properties and this environment. */
    static Settings read(@Nullable String arguments, Properties properties, Map<String, String> environment) {
        AgentArguments parsed = AgentArguments.parse(arguments);
        return new Settings(new Lookup(parsed.settings(), properties, environment), parsed.problems());
    }

    /** Whether the agent does anything: {@code indelible.enabled} and not {@code otel.sdk.disabled}. */
    public boolean enabled() {
        return enabled;
    }

    /** {@code indelible.dir} as it was set; {@link Directories} says what is used. */
    String baseDirectory() {
        return baseDirectory;
    }

    /** {@code file}, {@code otlp}, both or neither. */
    public List<String> exporters() {
        return exporters;
    }

    /** Bounds on what waits for delivery. */
    public DiskBounds spool() {
        return spool;
    }

    /** Bounds on the local store. */
    public DiskBounds store() {
        return store;
    }

    /** As {@link #spool}, without the bounds that nobody has set: for who may not know the application's settings. */
    public DiskBounds spoolAsSet() {
        return asSet(spool, Setting.SPOOL_MAX_BYTES, Setting.SPOOL_MAX_AGE);
    }

    /** As {@link #store()}, without the bounds that nobody has set. */
    public DiskBounds storeAsSet() {
        return asSet(store, Setting.STORE_MAX_BYTES, Setting.STORE_MAX_AGE);
    }

    private DiskBounds asSet(DiskBounds bounds, Setting bytes, Setting age) {
        return new DiskBounds(
                get(bytes.property()) == null ? Long.MAX_VALUE : bounds.maxBytes(),
                get(age.property()) == null ? Long.MAX_VALUE : bounds.maxAgeMillis());
    }

    /** Bytes of the ring, a power of two. */
    public int ringBytes() {
        return ringBytes;
    }

    /** Bytes of records a second to each destination; 0 for no limit. */
    public long exportMaxRate() {
        return exportMaxRate;
    }

    /** Where the ring lies: {@code auto}, {@code memory} or {@code disk}. */
    public String ringPlace() {
        return ringPlace;
    }

    /** The least level that the agent's own log shows. */
    public AgentLog.Level logLevel() {
        return logLevel;
    }

    /** Whether the digests of hashed files are remembered and compared. */
    public boolean integrity() {
        return integrity;
    }

    /** Bound of the file that remembers them, bytes. */
    public long integrityMaxBytes() {
        return integrityMaxBytes;
    }

    /** {@code full}, {@code safe} or {@code none}: which exceptions' messages are recorded. */
    public String exceptionMessages() {
        return exceptionMessages;
    }

    /** Operations longer than this make a log event; nanoseconds. */
    public long slowThresholdNanos() {
        return slowThresholdNanos;
    }

    /** {@code service.name}. */
    public String serviceName() {
        return service.name();
    }

    /** The name of the service's directory below the base directory. */
    public String serviceDirectory() {
        return service.directory();
    }

    /** {@code otel.resource.attributes}, decoded. */
    public Map<String, String> resourceAttributes() {
        return resourceAttributes;
    }

    /** Which traces are recorded. */
    public Sampling sampling() {
        return sampling;
    }

    /** Names of {@code otel.propagators} in their order; empty for none. */
    public List<String> propagators() {
        return propagators;
    }

    /** Limits of what a span may hold. */
    public AttributeLimits limits() {
        return limits;
    }

    /** Milliseconds between two recordings of the metrics. */
    public long metricIntervalMillis() {
        return metricIntervalMillis;
    }

    /** Where a signal goes by OTLP. Used only when {@link #exporters} has {@code otlp}. */
    public OtlpTarget otlp(Signal signal) {
        return switch (signal) {
            case TRACES -> traces;
            case LOGS -> logs;
            case METRICS -> metrics;
        };
    }

    /** Whether an instrumentation is on; its own setting, else that of all. */
    public boolean instrumentationEnabled(String name) {
        String own = get(Setting.INSTRUMENTATION_ENABLED.property(name));
        return own == null ? instrumentationsEnabled : "true".equalsIgnoreCase(own);
    }

    /**
     * The text of any property or its environment variable, for instrumentations. Any thread.
     *
     * @return null when it is not set; a size, time or count that is declared comes in bytes, milliseconds or as it is,
     *     without a unit, and is null when it cannot be used
     */
    public @Nullable String get(String property) {
        String text = lookup.get(property);
        Setting setting = text == null ? null : Setting.of(property);
        if (text == null || setting == null || !setting.type().isNumber()) {
            return text;
        }
        long number = setting.number(text);
        return number < 0 ? null : Long.toString(number);
    }

    /** What applies, setting by setting; members of patterns where they are set. */
    public List<EffectiveSetting> effective() {
        return effective;
    }

    /** What was wrong: one line each, without secrets; empty when all is well. */
    public List<String> problems() {
        return problems;
    }

    private static String text(SettingReader reader, Setting setting) {
        return Objects.requireNonNull(reader.find(setting, setting.property()).value());
    }

    private static DiskBounds bounds(SettingReader reader, Setting bytes, Setting age) {
        return new DiskBounds(reader.number(bytes), reader.number(age));
    }

    private static Source source(Lookup lookup, Setting setting) {
        return lookup.find(setting, setting.property(), null).source();
    }

    private static int ringBytes(SettingReader reader) {
        long bytes = reader.number(Setting.SPOOL_RING_BYTES);
        long power = Long.highestOneBit(bytes);
        if (power != bytes) {
            reader.rejectLast(Long.toString(power));
        }
        return (int) power;
    }

    private static AgentLog.Level level(String choice) {
        return AgentLog.Level.valueOf(choice.toUpperCase(Locale.ROOT));
    }

    private static List<String> exporters(SettingReader reader, boolean otlpConfigured) {
        return withoutNone(reader, reader.list(Setting.EXPORTER, otlpConfigured ? "otlp" : "file"));
    }

    /** None stands alone: beside other names it is a mistake. */
    private static List<String> withoutNone(SettingReader reader, List<String> names) {
        if (names.remove("none") && !names.isEmpty()) {
            reader.rejectLast(String.join(",", names));
        }
        return Collections.unmodifiableList(names);
    }
}
