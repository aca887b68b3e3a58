package io.indelible.viewer;

import com.fasterxml.jackson.core.JsonParser;
import io.indelible.viewer.ResourceBlocks.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the stores below a folder, {@code <dir>/<service>/store}: streaming, newest file first, passing over what is
 * damaged. Memory does not grow with the store.
 */
final class TraceStore {
    private final Path directory;
    private final @Nullable String service;
    private final Damage damage = new Damage();

    /** @param service shows only what this one recorded; null shows all */
    TraceStore(Path directory, @Nullable String service) {
        this.directory = directory;
        this.service = service;
    }

    Damage damage() {
        return damage;
    }

    /** Whether there is any store below the folder. */
    boolean exists() throws IOException {
        return !stores().isEmpty();
    }

    /**
     * Hands over spans until there is no file left that may matter.
     *
     * @param contained only spans in lines that hold this lower-case text; null reads every line
     * @param matters asked before each file with the time after which nothing in it or in any later one happened
     */
    void readSpans(
            AttributeFilter filter, byte @Nullable [] contained, LongPredicate matters, Consumer<SpanRow> receiver)
            throws IOException {
        read(
                "traces-",
                contained,
                matters,
                (json, segment) -> ResourceBlocks.read(
                        json, Shape.TRACES, record -> SpanReader.read(record, filter), (name, records) -> {
                            if (shown(segment, name)) {
                                String known = name.isEmpty() ? segment.folder() : name;
                                records.forEach(span -> receiver.accept(span.finish(known)));
                            }
                        }));
    }

    /** As {@link #readSpans}, log records. */
    void readEvents(byte[] contained, LongPredicate matters, Consumer<EventRow> receiver) throws IOException {
        read(
                "logs-",
                contained,
                matters,
                (json, segment) -> ResourceBlocks.read(json, Shape.LOGS, EventReader::read, (name, records) -> {
                    if (shown(segment, name)) {
                        records.forEach(receiver);
                    }
                }));
    }

    /** The folder's name may be a service's name made fit for a file system: either one will do. */
    private boolean shown(Segment segment, String name) {
        return service == null || service.equals(name) || service.equals(segment.folder());
    }

    @FunctionalInterface
    private interface LineParser {
        void parse(JsonParser json, Segment segment) throws IOException;
    }

    private void read(String signal, byte @Nullable [] contained, LongPredicate matters, LineParser parser)
            throws IOException {
        for (Segment segment : segments(signal)) {
            if (!matters.test(segment.modifiedNanos())) {
                return;
            }
            try (InputStream in = segment.read()) {
                read(new LineReader(in), segment, contained, parser);
            } catch (EOFException early) {
                damage.end(segment.file());
            } catch (IOException unreadable) {
                damage.file(segment.file());
            }
        }
    }

    private void read(LineReader lines, Segment segment, byte @Nullable [] contained, LineParser parser)
            throws IOException {
        while (lines.next()) {
            boolean wanted = contained == null ? lines.end() - lines.start() > 1 : lines.contains(contained);
            if (wanted && !parse(lines, segment, parser) && !(segment.open() && !lines.terminated())) {
                damage.line(segment.file());
            }
        }
    }

    private static boolean parse(LineReader lines, Segment segment, LineParser parser) {
        try (JsonParser json =
                OtlpJson.FACTORY.createParser(lines.buffer(), lines.start(), lines.end() - lines.start())) {
            parser.parse(json, segment);
            return true;
        } catch (IOException | NumberFormatException damaged) {
            return false;
        }
    }

    private List<Segment> segments(String signal) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (Path store : stores()) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(store, signal + "*.{jsonl,jsonl.gz,jsonl.open}")) {
                for (Path file : files) {
                    if (!Segment.isBeingCompressed(file)) {
                        segments.add(segment(store, file));
                    }
                }
            }
        }
        segments.sort(Comparator.comparingLong(Segment::modifiedNanos).reversed());
        return segments;
    }

    private static Segment segment(Path store, Path file) {
        Path folder = store.resolveSibling("").getFileName();
        return new Segment(folder == null ? "" : folder.toString(), file, modifiedNanos(file));
    }

    private static long modifiedNanos(Path file) {
        try {
            return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        } catch (IOException gone) {
            // Renamed since it was listed, so it is one of the newest.
            return Long.MAX_VALUE;
        }
    }

    private List<Path> stores() throws IOException {
        List<Path> stores = new ArrayList<>();
        addStore(directory, stores);
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, Files::isDirectory)) {
                folders.forEach(folder -> addStore(folder, stores));
            }
        }
        return stores;
    }

    private static void addStore(Path folder, List<Path> stores) {
        Path store = folder.toAbsolutePath().normalize().resolve("store");
        if (Files.isDirectory(store)) {
            stores.add(store);
        }
    }
}
