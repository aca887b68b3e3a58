package io.indelible.agent.engine.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.indelible.agent.engine.config.OwnerOnly;
import io.indelible.exporter.ExportHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures as a file in the directory of the running instance, for {@code doctor}: one JSON object, replaced as a whole.
 * It dies with the directory; of a process that was killed it tells the last state. Used by the export thread.
 */
public final class HealthFile {
    /** Its name in the instance's directory. */
    public static final String NAME = "health.json";

    private final Path service;
    private final Health health;

    /** The file of whatever instance below {@code service} is written to. */
    public HealthFile(Path service, Health health) {
        this.service = service;
        this.health = health;
    }

    /**
     * Writes it, if anything was recorded and there is a directory.
     *
     * @throws IOException when it cannot be written now
     */
    public void write(Instant now) throws IOException {
        String instance = health.instance();
        List<Figure> figures = health.figures();
        if (instance == null || figures.isEmpty() || !Files.isDirectory(service.resolve(instance))) {
            return;
        }
        Path fresh = service.resolve(instance).resolve(NAME + ".new");
        try (JsonGenerator out = Json.FACTORY.createGenerator(Files.newBufferedWriter(fresh))) {
            OwnerOnly.restrict(fresh.toFile());
            write(out, now, figures);
        }
        Files.move(fresh, fresh.resolveSibling(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(JsonGenerator out, Instant now, List<Figure> figures) throws IOException {
        out.writeStartObject();
        out.writeStringField("time", now.toString());
        out.writeArrayFieldStart("destinations");
        for (ExportHealth each : health.destinations()) {
            write(out, each);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("figures");
        for (Figure figure : figures) {
            write(out, figure);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, ExportHealth destination) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", destination.destination());
        out.writeStringField("lastSuccess", text(destination.lastSuccess()));
        out.writeStringField("lastError", destination.lastError());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Figure figure) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", figure.name());
        out.writeStringField("unit", figure.unit());
        if (figure.value() instanceof Double real) {
            out.writeNumberField("value", real);
        } else {
            out.writeNumberField("value", figure.value().longValue());
        }
        if (figure.kind() == Figure.Kind.HISTOGRAM) {
            out.writeNumberField("count", figure.count());
        }
        out.writeObjectFieldStart("attributes");
        for (Map.Entry<String, String> tag : figure.tags().entrySet()) {
            out.writeStringField(tag.getKey(), tag.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** Loaded with the first figures: a program that records nothing starts without Jackson. */
    private static final class Json {
        static final JsonFactory FACTORY = new JsonFactory();
    }
}
