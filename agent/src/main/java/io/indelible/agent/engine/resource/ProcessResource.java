package io.indelible.agent.engine.resource;

import io.indelible.agent.engine.config.Settings;
import io.indelible.exporter.otlp.ProtoWriter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.internal.OtelVersion;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is said of this process with everything it records, by the semantic conventions for resources. Command lines and
 * their arguments are left out: they hold secrets. What the user sets in {@code otel.resource.attributes} goes before
 * what is found here, but for {@code service.name}, which has a setting of its own, and {@code telemetry.}, which says
 * who wrote the record. Immutable; made on an engine thread, for it reads files.
 */
public final class ProcessResource {
    private static final String SERVICE_NAME = "service.name";
    private static final String INSTANCE_ID = "service.instance.id";

    // Field numbers of opentelemetry.proto.resource.v1.Resource and opentelemetry.proto.common.v1.
    private static final int RESOURCE_ATTRIBUTES = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING_VALUE = 1;
    private static final int INT_VALUE = 3;

    private final Map<String, Object> attributes;

    private ProcessResource(Map<String, Object> attributes) {
        this.attributes = Collections.unmodifiableMap(attributes);
    }

    /**
     * The resource of this process.
     *
     * @param agentVersion the version of Indelible
     */
    public static ProcessResource of(Settings settings, String agentVersion) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(SERVICE_NAME, settings.serviceName());
        attributes.put(INSTANCE_ID, UUID.randomUUID().toString());
        addProcess(attributes);
        addRuntime(attributes);
        addHost(attributes);
        attributes.putAll(settings.resourceAttributes());
        attributes.put(SERVICE_NAME, settings.serviceName());
        addTelemetry(attributes, agentVersion);
        return new ProcessResource(attributes);
    }

    /** {@code service.instance.id}: a random UUID unless the user set one. */
    public String instanceId() {
        return String.valueOf(attributes.get(INSTANCE_ID));
    }

    /** The attributes in the order in which they are written; values are {@link String} or {@link Long}. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** As an OTLP {@code Resource} message. */
    public byte[] encode() {
        ProtoWriter writer = new ProtoWriter(1024);
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            int keyValue = writer.begin(RESOURCE_ATTRIBUTES);
            writer.text(KEY, attribute.getKey());
            int value = writer.begin(VALUE);
            if (attribute.getValue() instanceof Long number) {
                writer.varint(INT_VALUE, number);
            } else {
                writer.text(STRING_VALUE, attribute.getValue().toString());
            }
            writer.end(value);
            writer.end(keyValue);
        }
        return writer.toByteArray();
    }

    /**
     * For the SDK. Its class starts {@code java.util.logging}, so this is called when the application may have set that
     * up, not at start.
     */
    public Resource toSdk() {
        AttributesBuilder builder = Attributes.builder();
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            if (attribute.getValue() instanceof Long number) {
                builder.put(attribute.getKey(), number.longValue());
            } else {
                builder.put(attribute.getKey(), attribute.getValue().toString());
            }
        }
        return Resource.create(builder.build());
    }

    private static void addProcess(Map<String, Object> attributes) {
        ProcessHandle process = ProcessHandle.current();
        ProcessHandle.Info info = process.info();
        attributes.put("process.pid", process.pid());
        info.startInstant().ifPresent(start -> attributes.put("process.creation.time", start.toString()));
        // The program that runs, without arguments.
        info.command().ifPresent(command -> attributes.put("process.command", command));
    }

    private static void addRuntime(Map<String, Object> attributes) {
        add(attributes, "process.runtime.name", System.getProperty("java.runtime.name"));
        add(attributes, "process.runtime.version", System.getProperty("java.runtime.version"));
        String machine =
                property("java.vm.vendor") + ' ' + property("java.vm.name") + ' ' + property("java.vm.version");
        add(attributes, "process.runtime.description", machine);
    }

    private static void addHost(Map<String, Object> attributes) {
        add(attributes, "host.name", Host.name(System.getenv()));
        add(attributes, "host.arch", Host.arch(property("os.arch")));
        add(attributes, "os.type", Host.osType(property("os.name")));
        add(attributes, "os.name", System.getProperty("os.name"));
        add(attributes, "os.version", System.getProperty("os.version"));
    }

    private static void addTelemetry(Map<String, Object> attributes, String agentVersion) {
        attributes.put("telemetry.sdk.name", "opentelemetry");
        attributes.put("telemetry.sdk.language", "java");
        attributes.put("telemetry.sdk.version", OtelVersion.VERSION);
        attributes.put("telemetry.distro.name", "indelible");
        attributes.put("telemetry.distro.version", agentVersion);
    }

    private static void add(Map<String, Object> attributes, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            attributes.put(key, value);
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }
}
