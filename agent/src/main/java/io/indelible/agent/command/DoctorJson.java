package io.indelible.agent.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.agent.engine.config.EffectiveSetting;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An examination for programs: one JSON object. Sizes are bytes, times ISO 8601, what is unknown is null. */
final class DoctorJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonGenerator json;

    private DoctorJson(JsonGenerator json) {
        this.json = json;
    }

    static void print(Examination examination, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            new DoctorJson(json).examination(examination);
            json.writeRaw(System.lineSeparator());
        }
        out.flush();
    }

    private void examination(Examination examination) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("enabled", examination.enabled());
        settings(examination.settings());
        directory(examination.directory());
        json.writeArrayFieldStart("services");
        for (ServiceState service : examination.services()) {
            service(service);
        }
        json.writeEndArray();
        findings(examination.findings());
        json.writeEndObject();
    }

    private void settings(List<EffectiveSetting> settings) throws IOException {
        json.writeArrayFieldStart("settings");
        for (EffectiveSetting setting : settings) {
            json.writeStartObject();
            json.writeStringField("name", setting.property());
            text("value", setting.value() == null ? null : setting.shown());
            json.writeStringField("source", setting.source().label());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void directory(DirectoryState directory) throws IOException {
        json.writeObjectFieldStart("directory");
        json.writeStringField("path", directory.path().toString());
        json.writeBooleanField("exists", directory.exists());
        json.writeBooleanField("writable", directory.writable());
        if (directory.freeBytes() < 0) {
            json.writeNullField("freeBytes");
        } else {
            json.writeNumberField("freeBytes", directory.freeBytes());
        }
        text("fileSystem", directory.fileSystem().isEmpty() ? null : directory.fileSystem());
        json.writeStringField("ring", lower(directory.ring().result()));
        json.writeEndObject();
    }

    private void service(ServiceState service) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", service.name());
        json.writeObjectFieldStart("store");
        json.writeNumberField("files", service.store().files());
        json.writeNumberField("bytes", service.store().bytes());
        text(
                "newest",
                service.store().newest() == null
                        ? null
                        : service.store().newest().toString());
        json.writeEndObject();
        json.writeArrayFieldStart("spools");
        for (SpoolState spool : service.spools()) {
            spool(spool);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("setAside");
        for (String name : service.setAside()) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void spool(SpoolState spool) throws IOException {
        json.writeStartObject();
        json.writeStringField("instance", spool.instance());
        json.writeStringField("owner", lower(spool.owner()));
        json.writeNumberField("bytes", spool.bytes());
        json.writeObjectFieldStart("backlogBytes");
        for (Map.Entry<String, Long> destination : spool.backlog().entrySet()) {
            json.writeNumberField(destination.getKey(), destination.getValue());
        }
        json.writeEndObject();
        json.writeFieldName("health");
        InstanceHealth health = spool.health();
        if (health == null) {
            json.writeNull();
        } else {
            MAPPER.writeTree(json, health.json());
        }
        json.writeEndObject();
    }

    private void findings(List<Finding> findings) throws IOException {
        json.writeArrayFieldStart("problems");
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("problem", finding.problem());
            json.writeStringField("remedy", finding.remedy());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void text(String name, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
