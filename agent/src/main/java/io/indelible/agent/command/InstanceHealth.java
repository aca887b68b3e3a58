package io.indelible.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.agent.engine.health.HealthFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process wrote down of how its agent does, some seconds ago or before it died.
 *
 * @param json all of it
 */
record InstanceHealth(JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** That of the process with this directory; null when it has written none, or in no way that this program knows. */
    static @Nullable InstanceHealth in(Path directory) {
        try {
            JsonNode json = MAPPER.readTree(directory.resolve(HealthFile.NAME).toFile());
            return json.isObject() ? new InstanceHealth(json) : null;
        } catch (IOException noneYet) {
            return null;
        }
    }

    /** When it was written, as text. */
    String time() {
        return json.path("time").asText();
    }

    /** What is not zero, a line each: {@code otel.sdk.exporter.span.exported 312 {span} (file)}. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (JsonNode figure : json.path("figures")) {
            if (figure.path("value").asDouble() != 0) {
                lines.add(figure.path("name").asText()
                        + ' '
                        + figure.path("value").asText()
                        + ' '
                        + unit(figure));
            }
        }
        for (JsonNode destination : json.path("destinations")) {
            if (destination.hasNonNull("lastError")) {
                lines.add("last trouble of " + destination.path("name").asText() + ": "
                        + destination.path("lastError").asText());
            }
        }
        return lines;
    }

    private static String unit(JsonNode figure) {
        StringBuilder text = new StringBuilder(figure.path("unit").asText());
        String between = " (";
        for (JsonNode value : figure.path("attributes")) {
            String shown = value.asText();
            if (!shown.endsWith("/0")) { // the component's name, which says no more than its type
                text.append(between).append(shown);
                between = ", ";
            }
        }
        return between.equals(" (") ? text.toString() : text.append(')').toString();
    }
}
