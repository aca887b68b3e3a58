package io.indelible.agent.engine;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.otlp.ProtoWriter;
import io.indelible.exporter.spool.Spool;
import io.indelible.exporter.spool.SpoolSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What processes leave in a service's directory. */
final class Processes {
    private Processes() {}

    /** A process that died with these spans undelivered; returns its instance. */
    static String dead(Path service, String... spanNames) throws IOException {
        return dead(List.of(), service, spanNames);
    }

    /** One that recorded for these destinations. */
    static String dead(List<String> destinations, Path service, String... spanNames) throws IOException {
        Files.createDirectories(service);
        SpoolSettings settings =
                new SpoolSettings(service, 1 << 20, 1 << 22, 1 << 26, Long.MAX_VALUE, 0).withDestinations(destinations);
        Spool spool = Spool.open(settings, new byte[0], AgentLog.SILENT);
        for (String name : spanNames) {
            byte[] record = span(name);
            spool.write(record, 0, record.length);
        }
        String instance = spool.instance();
        spool.close();
        return instance;
    }

    /** A record of one span. */
    static byte[] span(String name) {
        ProtoWriter out = new ProtoWriter(64);
        out.rawVarint(SpoolRecord.VERSION);
        out.rawVarint(Signal.TRACES.number);
        out.raw(new byte[2], 0, 2);
        out.id(1, 1, 2);
        out.id(2, 3);
        out.text(5, name);
        return out.toByteArray();
    }

    /** The names of the entries of a service's directory that are spools. */
    static List<String> spools(Path service) throws IOException {
        try (Stream<Path> entries = Files.list(service)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("inst-"))
                    .toList();
        }
    }

    /** All that the store holds. */
    static String stored(Path service) throws IOException {
        Path store = service.resolve("store");
        if (!Files.isDirectory(store)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(store)) {
            files.sorted().forEach(file -> text.append(read(file)));
        }
        return text.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
