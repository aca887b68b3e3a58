package io.indelible.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads a local store as any other tool would: OTLP JSON lines, by the public contract only. */
final class Store {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    /** What was delivered by now. */
    Store(Path work, String service) {
        directory = work.resolve("indelible").resolve(service).resolve("store");
    }

    /**
     * All that processes of the service recorded, who must be over: what they could not deliver in the five seconds at their
     * end, as on a busy machine, is delivered first.
     */
    static Store complete(Path work, String service) {
        Store store = new Store(work, service);
        if (!store.instances().isEmpty()) {
            new ForkedJvm(Jdk.own(), work)
                    .property("otel.service.name", service)
                    .command("drain", "--timeout", "2m")
                    .run()
                    .ok();
        }
        return store;
    }

    /** What processes of the service have that live, or left that are dead. */
    List<Path> instances() {
        Path service = directory.getParent();
        if (!Files.isDirectory(service)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(service)) {
            return entries.filter(each -> each.getFileName().toString().startsWith("inst-"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** A span, with its attributes as text or numbers. */
    record Span(
            String traceId,
            String spanId,
            String parentSpanId,
            String name,
            int kind,
            long start,
            long end,
            boolean error,
            String scope,
            String service,
            Map<String, Object> attributes) {
        String text(String attribute) {
            return (String) attributes.get(attribute);
        }

        long number(String attribute) {
            Object value = attributes.get(attribute);
            if (value == null) {
                throw new AssertionError("no " + attribute + " in " + this);
            }
            return (Long) value;
        }
    }

    /** A log record. */
    record Event(String name, String traceId, String spanId, int severity, Map<String, Object> attributes) {}

    /** All spans, in no particular order. */
    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        eachSpan(spans::add);
        return spans;
    }

    /** Shows every span without keeping them all, for there may be a million. */
    void eachSpan(Consumer<Span> reader) {
        eachLine("traces", line -> {
            for (JsonNode resource : line.get("resourceSpans")) {
                String service =
                        String.valueOf(attributes(resource.get("resource")).get("service.name"));
                for (JsonNode scope : resource.get("scopeSpans")) {
                    String scopeName = scope.path("scope").path("name").asText();
                    scope.get("spans").forEach(span -> reader.accept(span(span, scopeName, service)));
                }
            }
        });
    }

    /** All spans of this name. */
    List<Span> spans(String name) {
        return spans().stream().filter(span -> span.name().equals(name)).toList();
    }

    /** All log records. */
    List<Event> events() {
        return eventsByInstance().values().stream().flatMap(List::stream).toList();
    }

    /** All log records under the {@code service.instance.id} of the process that wrote them, in the order of the files. */
    Map<String, List<Event>> eventsByInstance() {
        Map<String, List<Event>> events = new LinkedHashMap<>();
        for (JsonNode line : lines("logs")) {
            for (JsonNode resource : line.get("resourceLogs")) {
                String instance =
                        String.valueOf(attributes(resource.get("resource")).get("service.instance.id"));
                List<Event> itsOwn = events.computeIfAbsent(instance, each -> new ArrayList<>());
                for (JsonNode scope : resource.get("scopeLogs")) {
                    scope.get("logRecords").forEach(each -> itsOwn.add(event(each)));
                }
            }
        }
        return events;
    }

    /** The names of all metrics. */
    List<JsonNode> metrics() {
        List<JsonNode> metrics = new ArrayList<>();
        for (JsonNode line : lines("metrics")) {
            for (JsonNode resource : line.get("resourceMetrics")) {
                for (JsonNode scope : resource.get("scopeMetrics")) {
                    scope.get("metrics").forEach(metrics::add);
                }
            }
        }
        return metrics;
    }

    /** The attributes of the resource of every line of these files ({@code traces}, {@code logs}, {@code metrics}). */
    List<Map<String, Object>> resources(String signal) {
        List<Map<String, Object>> resources = new ArrayList<>();
        String array = "resource" + Character.toUpperCase(signal.charAt(0)) + signal.substring(1);
        for (JsonNode line : lines(signal)) {
            line.get(array.equals("resourceTraces") ? "resourceSpans" : array)
                    .forEach(each -> resources.add(attributes(each.get("resource"))));
        }
        return resources;
    }

    /** All that is written in the files, as it stands there. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Path file : files()) {
            try {
                text.append(Files.readString(file));
            } catch (IOException unreadable) {
                throw new AssertionError(unreadable);
            }
        }
        return text.toString();
    }

    /** The attributes of a resource, span or data point. */
    static Map<String, Object> attributes(JsonNode owner) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (JsonNode attribute : owner.path("attributes")) {
            JsonNode value = attribute.get("value");
            attributes.put(attribute.get("key").asText(), value(value));
        }
        return attributes;
    }

    /** The files of the store. */
    List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Object value(JsonNode value) {
        if (value.has("stringValue")) {
            return value.get("stringValue").asText();
        }
        if (value.has("intValue")) {
            return Long.parseLong(value.get("intValue").asText());
        }
        return value.has("boolValue") ? (Object) value.get("boolValue").asBoolean() : value.toString();
    }

    private List<JsonNode> lines(String signal) {
        List<JsonNode> lines = new ArrayList<>();
        eachLine(signal, lines::add);
        return lines;
    }

    private void eachLine(String signal, Consumer<JsonNode> reader) {
        for (Path file : files()) {
            if (file.getFileName().toString().startsWith(signal + "-")) {
                try (Stream<String> text = Files.lines(file)) {
                    text.forEach(line -> reader.accept(parse(line)));
                } catch (IOException unreadable) {
                    throw new AssertionError(unreadable);
                }
            }
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException malformed) {
            throw new AssertionError("not JSON: " + line, malformed);
        }
    }

    private static Span span(JsonNode span, String scope, String service) {
        return new Span(
                span.get("traceId").asText(),
                span.get("spanId").asText(),
                span.path("parentSpanId").asText(""),
                span.get("name").asText(),
                span.get("kind").asInt(),
                Long.parseLong(span.get("startTimeUnixNano").asText()),
                Long.parseLong(span.get("endTimeUnixNano").asText()),
                span.path("status").path("code").asInt(0) == 2,
                scope,
                service,
                attributes(span));
    }

    private static Event event(JsonNode event) {
        return new Event(
                event.path("eventName").asText(),
                event.path("traceId").asText(),
                event.path("spanId").asText(),
                event.path("severityNumber").asInt(),
                attributes(event));
    }
}
