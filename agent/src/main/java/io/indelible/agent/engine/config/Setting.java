package io.indelible.agent.engine.config;

import static io.indelible.agent.engine.config.SettingType.CHOICE;
import static io.indelible.agent.engine.config.SettingType.COUNT;
import static io.indelible.agent.engine.config.SettingType.DIRECTORY;
import static io.indelible.agent.engine.config.SettingType.DURATION;
import static io.indelible.agent.engine.config.SettingType.FILE;
import static io.indelible.agent.engine.config.SettingType.FLAG;
import static io.indelible.agent.engine.config.SettingType.GLOBS;
import static io.indelible.agent.engine.config.SettingType.LIST;
import static io.indelible.agent.engine.config.SettingType.PAIRS;
import static io.indelible.agent.engine.config.SettingType.RATIO;
import static io.indelible.agent.engine.config.SettingType.SIZE;
import static io.indelible.agent.engine.config.SettingType.TEXT;
import static io.indelible.agent.engine.config.SettingType.URL;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set: the one list. A name with {@code <signal>} or {@code <name>} stands for many. The
 * {@code otel.} names keep the meaning that OpenTelemetry gives them.
 */
public enum Setting {
    /** Whether the agent does anything. */
    ENABLED("indelible.enabled", FLAG, "true", "`false`: the agent steps aside"),
    /** The base directory. */
    BASE_DIRECTORY(
            "indelible.dir",
            DIRECTORY,
            "~/.indelible",
            "spool, store and agent log live under `<dir>/<service.name>/`; the temp directory where it cannot be used"),
    /** Destinations. */
    EXPORTER(
            "indelible.exporter",
            LIST,
            "file",
            "where records go; `otlp` when nothing is said here and an OTLP endpoint is configured",
            "file",
            "otlp",
            "none"),
    /** Bound of the spool. */
    SPOOL_MAX_BYTES(
            "indelible.spool.max-bytes", SIZE, "512MiB", "how much may wait for delivery; the oldest goes first"),
    /** Bound of the spool. */
    SPOOL_MAX_AGE("indelible.spool.max-age", DURATION, "7d", "how long something may wait for delivery"),
    /** Size of the ring. */
    SPOOL_RING_BYTES(
            "indelible.spool.ring-bytes",
            SIZE,
            "16MiB",
            "the mapped file between the application's threads and the queue; a power of two from 1MiB to 256MiB"),
    /** Place of the ring. */
    SPOOL_RING_PLACE(
            "indelible.spool.ring-place",
            CHOICE,
            "auto",
            "where the ring lies: `memory` in `/dev/shm`, where no frozen disk can hold up the application; `disk` beside the queue; `auto` in memory, but on disk in a container that has a `/dev/shm` of its own, which would go with the container",
            "auto",
            "memory",
            "disk"),
    /** Bound of the store. */
    STORE_MAX_BYTES("indelible.store.max-bytes", SIZE, "1GiB", "bound on the local store; the oldest files go first"),
    /** Bound of the store. */
    STORE_MAX_AGE("indelible.store.max-age", DURATION, "30d", "how long the local store keeps a file"),
    /** Bound on the speed of delivery. */
    EXPORT_MAX_RATE(
            "indelible.export.max-rate",
            SIZE,
            "0",
            "bytes of records a second to each destination, such as 4MiB, so that what waited long is not delivered at the application's expense; 0 for no limit"),
    /** The agent's own log. */
    LOG_LEVEL(
            "indelible.log.level",
            CHOICE,
            "info",
            "the agent's own log, `<dir>/<service.name>/agent.log`, rotated",
            "debug",
            "info",
            "warn",
            "error"),
    /** Small hashes. */
    HASH_MIN_BYTES(
            "indelible.hash.min-bytes",
            SIZE,
            "4KiB",
            "hashes of less input than this that are of no file have a timer but no span"),
    /** Small reads and writes. */
    FILE_MIN_BYTES(
            "indelible.file.min-bytes",
            SIZE,
            "4KiB",
            "reads and writes of less than this between open and close have a timer but no span; copies always have one"),
    /** Files that are recorded. */
    FILE_INCLUDE(
            "indelible.file.include",
            GLOBS,
            null,
            "only files whose absolute path matches one of these are recorded: `*`, `?`, `[a-z]` within a name, `**` across folders, `{a,b}`, `~` for the home directory; a folder means all in it, `*.csv` such names anywhere"),
    /** Files that are not. */
    FILE_EXCLUDE(
            "indelible.file.exclude", GLOBS, null, "files that are never recorded; before `indelible.file.include`"),
    /** How paths are written down. */
    FILE_PATH(
            "indelible.file.path",
            CHOICE,
            "full",
            "how paths are recorded: `full`, `name` the last element only, `hash` a SHA-256 of the absolute path and the extension; with the last two, messages of exceptions that may quote a path are left out",
            "full",
            "name",
            "hash"),
    /** The integrity ledger. */
    INTEGRITY(
            "indelible.integrity",
            CHOICE,
            "on",
            "whether the digests of hashed files are remembered and compared; `off` when nothing is said here and `file` is not among the exporters",
            "on",
            "off"),
    /** Bound of the integrity ledger. */
    INTEGRITY_MAX_BYTES(
            "indelible.integrity.max-bytes",
            SIZE,
            "64MiB",
            "bound on the integrity ledger, 512 bytes an entry; the oldest entries go first"),
    /** Slow operations. */
    SLOW_THRESHOLD(
            "indelible.slow.threshold", DURATION, "1000", "operations slower than this make a log event as well"),

    /** What is quoted of exceptions. */
    EXCEPTION_MESSAGE(
            "indelible.exception.message",
            CHOICE,
            "safe",
            "which exceptions' messages are recorded: `full` all, `safe` not those of databases and HTTP clients, which quote rows and whole URLs, `none` none",
            "full",
            "safe",
            "none"),

    /** The name of the service. */
    SERVICE_NAME(
            "otel.service.name",
            TEXT,
            "unknown_service:java",
            "the service; else `service.name` of the resource attributes"),
    /** Further attributes of the resource. */
    RESOURCE_ATTRIBUTES("otel.resource.attributes", PAIRS, null, "attributes of everything that this process records"),
    /** OpenTelemetry's switch. */
    SDK_DISABLED("otel.sdk.disabled", FLAG, "false", "`true`: as `indelible.enabled=false`"),
    /** Which spans are recorded. */
    SAMPLER(
            "otel.traces.sampler",
            CHOICE,
            "parentbased_always_on",
            "which traces are recorded",
            "always_on",
            "always_off",
            "traceidratio",
            "parentbased_always_on",
            "parentbased_always_off",
            "parentbased_traceidratio"),
    /** The share of traces. */
    SAMPLER_ARG("otel.traces.sampler.arg", RATIO, "1.0", "the share that the `traceidratio` samplers record"),
    /** How context travels. */
    PROPAGATORS(
            "otel.propagators",
            LIST,
            "tracecontext,baggage",
            "how trace context travels between processes",
            "tracecontext",
            "baggage",
            "b3",
            "b3multi",
            "jaeger",
            "ottrace",
            "none"),
    /** Limit of values. */
    ATTRIBUTE_VALUE_LIMIT(
            "otel.attribute.value.length.limit",
            COUNT,
            null,
            "longest text of an attribute, in characters; no limit if unset"),
    /** Limit of values on spans. */
    SPAN_ATTRIBUTE_VALUE_LIMIT(
            "otel.span.attribute.value.length.limit", COUNT, null, "the same for spans only, before the general one"),
    /** Limit of attributes. */
    ATTRIBUTE_COUNT_LIMIT("otel.attribute.count.limit", COUNT, "128", "most attributes of a span or log record"),
    /** Limit of attributes on spans. */
    SPAN_ATTRIBUTE_COUNT_LIMIT(
            "otel.span.attribute.count.limit", COUNT, null, "the same for spans only, before the general one"),
    /** Limit of events. */
    SPAN_EVENT_COUNT_LIMIT("otel.span.event.count.limit", COUNT, "128", "most events of a span"),
    /** Limit of links. */
    SPAN_LINK_COUNT_LIMIT("otel.span.link.count.limit", COUNT, "128", "most links of a span"),
    /** How often metrics are recorded. */
    METRIC_INTERVAL("otel.metric.export.interval", DURATION, "60000", "time between two recordings of the metrics"),

    /** Where OTLP goes. */
    OTLP_ENDPOINT(
            "otel.exporter.otlp.endpoint",
            URL,
            "http://localhost:4318",
            "base of the addresses of OTLP: over HTTP `/v1/<signal>` is appended; over gRPC only host and port count, `http://localhost:4317` if unset"),
    /** How OTLP is spoken. */
    OTLP_PROTOCOL(
            "otel.exporter.otlp.protocol",
            CHOICE,
            "http/protobuf",
            "how OTLP is spoken; its port over HTTP is usually 4318, over gRPC 4317",
            "http/protobuf",
            "http/json",
            "grpc"),
    /** Request headers. */
    OTLP_HEADERS("otel.exporter.otlp.headers", PAIRS, null, "headers of every request; never shown or logged"),
    /** How long a request may take. */
    OTLP_TIMEOUT("otel.exporter.otlp.timeout", DURATION, "10000", "how long one request may take; 0 for no limit"),
    /** Whether requests are compressed. */
    OTLP_COMPRESSION("otel.exporter.otlp.compression", CHOICE, "none", "how requests are compressed", "none", "gzip"),
    /** Whom to trust. */
    OTLP_CERTIFICATE(
            "otel.exporter.otlp.certificate",
            FILE,
            null,
            "PEM file with the certificates of the authorities to trust in place of the platform's, for `https`; read again when it was replaced"),
    /** Who we are. */
    OTLP_CLIENT_CERTIFICATE(
            "otel.exporter.otlp.client.certificate",
            FILE,
            null,
            "PEM file with the certificate to show, and those that lead from it to its authority"),
    /** Proof of who we are. */
    OTLP_CLIENT_KEY(
            "otel.exporter.otlp.client.key",
            FILE,
            null,
            "PEM file with the private key of the client certificate: PKCS#8 without a password"),
    /** How long connecting may take. */
    OTLP_CONNECT_TIMEOUT(
            "indelible.otlp.connect-timeout",
            DURATION,
            "5000",
            "how long connecting to the endpoint may take, part of the time for the request; 0 for no limit of its own"),
    /** Where one signal goes. */
    OTLP_SIGNAL_ENDPOINT(
            "otel.exporter.otlp.<signal>.endpoint", URL, null, "for `traces`, `metrics` or `logs` only; used as it is"),
    /** How one signal is spoken. */
    OTLP_SIGNAL_PROTOCOL(
            "otel.exporter.otlp.<signal>.protocol",
            CHOICE,
            null,
            "for one signal, before the general one",
            "http/protobuf",
            "http/json",
            "grpc"),
    /** Request headers of one signal. */
    OTLP_SIGNAL_HEADERS(
            "otel.exporter.otlp.<signal>.headers", PAIRS, null, "for one signal, in place of the general ones"),
    /** How long a request of one signal may take. */
    OTLP_SIGNAL_TIMEOUT(
            "otel.exporter.otlp.<signal>.timeout", DURATION, null, "for one signal, before the general one"),
    /** Whether requests of one signal are compressed. */
    OTLP_SIGNAL_COMPRESSION(
            "otel.exporter.otlp.<signal>.compression",
            CHOICE,
            null,
            "for one signal, before the general one",
            "none",
            "gzip"),

    /** Whom to trust for one signal. */
    OTLP_SIGNAL_CERTIFICATE(
            "otel.exporter.otlp.<signal>.certificate", FILE, null, "for one signal, before the general one"),
    /** Who we are for one signal. */
    OTLP_SIGNAL_CLIENT_CERTIFICATE(
            "otel.exporter.otlp.<signal>.client.certificate", FILE, null, "for one signal, before the general one"),
    /** Proof of who we are for one signal. */
    OTLP_SIGNAL_CLIENT_KEY(
            "otel.exporter.otlp.<signal>.client.key", FILE, null, "for one signal, before the general one"),
    /** The switch of all instrumentations. */
    INSTRUMENTATIONS_ENABLED(
            "otel.instrumentation.common.default-enabled",
            FLAG,
            "true",
            "whether instrumentations are on that are not named"),
    /** The switch of one instrumentation. */
    INSTRUMENTATION_ENABLED("otel.instrumentation.<name>.enabled", FLAG, null, "whether this instrumentation is on"),
    /** HTTP methods. */
    KNOWN_METHODS(
            "otel.instrumentation.http.known-methods",
            LIST,
            "CONNECT,DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT,TRACE",
            "HTTP methods that are shown as they are; any other is `_OTHER`"),
    /** Query parameters. */
    SENSITIVE_PARAMETERS(
            "otel.instrumentation.sanitization.url.experimental.sensitive-query-parameters",
            LIST,
            null,
            "query parameters whose values are hidden, in place of the usual ones that sign a request");

    private static final long MIB = 1L << 20;

    private final String property;
    private final SettingType type;
    private final @Nullable String defaultText;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // never written, given away as a copy
    private final String[] choices;

    Setting(String property, SettingType type, @Nullable String defaultText, String meaning, String... choices) {
        this.property = property;
        this.type = type;
        this.defaultText = defaultText;
        this.meaning = meaning;
        this.choices = choices;
    }

    /** The name of the system property; a pattern when {@link #isPattern}. */
    public String property() {
        return property;
    }

    /** The name of the system property of one member of a pattern. */
    public String property(String member) {
        int open = property.indexOf('<');
        return property.substring(0, open).concat(member).concat(property.substring(property.indexOf('>') + 1));
    }

    /** Whether the name stands for many. */
    public boolean isPattern() {
        return property.indexOf('<') >= 0;
    }

    /** How its text is understood. */
    public SettingType type() {
        return type;
    }

    /** The default as a user would write it; null when the default is to be unset. */
    public @Nullable String defaultText() {
        return defaultText;
    }

    /** What it does, in Markdown. */
    public String meaning() {
        return meaning;
    }

    /** The texts that are allowed, in the order to show; empty when any is. */
    public String[] choices() {
        return choices.clone();
    }

    /** What is allowed, in words: {@code one of debug, info, warn, error}. */
    public String allowed() {
        if (choices.length == 0) {
            if (this == SPOOL_RING_BYTES) {
                return "a power of two from 1MiB to 256MiB";
            }
            return least() == MIB ? type.expected.concat(", at least 1MiB") : type.expected;
        }
        if (choices.length == 1) {
            return choices[0];
        }
        StringBuilder words = new StringBuilder(type.expected);
        String between = type == LIST ? " of " : " ";
        for (String choice : choices) {
            words.append(between).append(choice);
            between = ", ";
        }
        return words.toString();
    }

    /** The setting of this property, no pattern; null when there is none. */
    static @Nullable Setting of(String property) {
        for (Setting setting : values()) {
            if (setting.property.equals(property)) {
                return setting;
            }
        }
        return null;
    }

    /** The number that this text means; {@link Numbers#BAD} when it means none within the bounds. */
    long number(String text) {
        long number =
                switch (type) {
                    case SIZE -> Numbers.size(text);
                    case DURATION -> Numbers.duration(text);
                    default -> Numbers.count(text);
                };
        return number >= least() && number <= most() ? number : Numbers.BAD;
    }

    /** The choice that this text means, as declared; null when it means none. */
    @Nullable
    String choice(String text) {
        for (String choice : choices) {
            if (choice.equalsIgnoreCase(text)) {
                return choice;
            }
        }
        return null;
    }

    /** The smallest number that can be used. */
    private long least() {
        return switch (this) {
            case SPOOL_MAX_BYTES, STORE_MAX_BYTES, SPOOL_RING_BYTES, INTEGRITY_MAX_BYTES -> MIB;
            case SPOOL_MAX_AGE, STORE_MAX_AGE, METRIC_INTERVAL -> 1;
            default -> 0;
        };
    }

    /** The greatest number that can be used. */
    private long most() {
        return switch (type) {
            case COUNT -> Integer.MAX_VALUE;
            // As nanoseconds it must fit a long.
            case DURATION -> Long.MAX_VALUE / 1_000_000;
            default -> this == SPOOL_RING_BYTES ? 256 * MIB : Long.MAX_VALUE;
        };
    }

    /** A value as it may be shown to anybody: secrets masked, on one line, not too long. */
    String shown(String value) {
        return switch (this) {
            case OTLP_HEADERS, OTLP_SIGNAL_HEADERS -> Masks.pairs(value);
            case OTLP_ENDPOINT, OTLP_SIGNAL_ENDPOINT -> Masks.url(value);
            default -> Masks.line(value);
        };
    }
}
