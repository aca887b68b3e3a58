package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.Store.Span;
import io.indelible.test.app.Flows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is recorded of each way to read, write and copy: exactly that, with its files and bytes. A wrong claim would be worse
 * than a missing one, so half of the ways are no copies though they look like some.
 */
final class FlowsIT {
    private static final String COPY = "file copy a.bin -> b.bin " + Flows.SIZE;
    private static final String HASH = "hash SHA-256 a.bin " + Flows.SIZE;
    private static final String READ = "file read a.bin " + Flows.SIZE;
    private static final String READ_OTHER = "file read c.bin " + Flows.SIZE;
    private static final String WRITE = "file write b.bin " + Flows.SIZE;

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicNode> everyWay_isToldAsWhatItIs() {
        return Jdk.all().map(jdk -> DynamicContainer.dynamicContainer(jdk.toString(), tests(run(jdk), expectations())));
    }

    private static Stream<DynamicNode> tests(Map<String, List<String>> told, Map<String, List<String>> expected) {
        return expected.entrySet().stream()
                .map(flow -> DynamicTest.dynamicTest(
                        flow.getKey(), () -> assertThat(told.getOrDefault(flow.getKey(), List.of()))
                                .containsExactlyInAnyOrderElementsOf(flow.getValue())));
    }

    private static Map<String, List<String>> expectations() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (String copy : List.of(
                "loop",
                "loop-source-first",
                "buffered",
                "bytes",
                "transfer-stream",
                "new-streams",
                "byte-channels",
                "direct-positional",
                "transfer-to",
                "transfer-from",
                "mapped",
                "random-access",
                "read-all",
                "copy-from-stream",
                "copy-to-stream",
                "copy-to-buffered",
                "files-copy",
                "commons-file",
                "commons-large",
                "guava-files",
                "guava-streams",
                "spring",
                "kotlin",
                "closed-twice")) {
            expected.put(copy, List.of(COPY));
        }
        expected.put("interleaved", List.of(READ, READ_OTHER, "file write b.bin " + 2 * Flows.SIZE));
        expected.put("part", List.of("file read a.bin 10000", "file write b.bin 10000"));
        expected.put("tail", List.of("file read a.bin 290000", "file write b.bin 290000"));
        expected.put("header", List.of(READ, "file write b.bin " + (Flows.SIZE + 10)));
        expected.put("changed", List.of(READ, WRITE));
        expected.put("appended", List.of("file write b.bin 5000", READ, WRITE));
        expected.put(
                "joined",
                List.of(
                        "file copy a.bin -> ? " + Flows.SIZE,
                        "file copy c.bin -> ? " + Flows.SIZE,
                        "file write b.bin " + 2 * Flows.SIZE));
        expected.put("backwards", List.of(READ, WRITE));
        expected.put("memory", List.of(WRITE));
        expected.put("read", List.of(READ));
        expected.put("read-little", List.of());
        expected.put("read-twice", List.of(READ, READ_OTHER));
        expected.put("missing", List.of("file read b.bin failed java.io.FileNotFoundException"));
        expected.put("missing-channel", List.of("file read b.bin failed java.nio.file.NoSuchFileException"));
        expected.put("exception", List.of("file read a.bin 100000", "file write b.bin 100000"));
        expected.put("slow-copy", List.of(COPY + " until it was closed"));
        expected.put("slow-read", List.of(READ + " until it was closed"));
        expected.put("never-closed", List.of(READ + " left open"));
        expected.put("hash-and-copy", List.of(HASH, COPY));
        expected.put("digest-and-write", List.of(HASH, COPY));
        expected.put("hash-exception", List.of("file read a.bin 100000", "hash SHA-256 c.bin " + Flows.SIZE));
        expected.put("hash-virtual-threads", Collections.nCopies(16, HASH));
        expected.put("two-copies", List.of(COPY, "file copy a.bin -> d.bin " + Flows.SIZE));
        expected.put(
                "zip",
                List.of(
                        "file read archive.zip *",
                        "file read archive.zip *",
                        "file copy archive.zip -> one.bin " + Flows.SIZE,
                        "file copy archive.zip -> two.bin " + Flows.SIZE));
        expected.put("zip-of-memory", List.of(READ, READ_OTHER, WRITE));
        expected.putAll(uploads());
        expected.putAll(OddWays.expectations());
        List<String> sixteen = IntStream.range(0, 16)
                .mapToObj(i -> "file copy a.bin -> t" + i + ".bin " + Flows.SIZE)
                .toList();
        expected.put("threads", sixteen);
        expected.put("virtual-threads", sixteen);
        return expected;
    }

    private static Map<String, List<String>> uploads() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        String copied = "file copy a.bin -> ? " + Flows.SIZE;
        expected.put("upload", List.of(READ + " in PUT /"));
        expected.put("post-files-copy", List.of(copied + " in POST /"));
        expected.put("post-files-copy-buffered", List.of(copied + " in PUT /"));
        for (String read : List.of("post-opened-before", "post-opened-after", "post-bytes", "post-read-all")) {
            expected.put(read, List.of(READ + " in POST /"));
        }
        expected.put("post-buffered", List.of(READ + " in PUT /"));
        expected.put("post-form", List.of(copied + " in POST /", READ_OTHER + " in POST /"));
        expected.put("post-again", List.of(READ + " in POST /first"));
        expected.put(
                "post-one-after-the-other",
                List.of(copied + " in POST /first", "file copy c.bin -> ? " + Flows.SIZE + " in POST /second"));
        expected.put("post-hashed", List.of("hash SHA-256 a.bin " + Flows.SIZE));
        for (String read : List.of("post-part", "post-beginning", "post-other", "post-changed", "post-halves")) {
            expected.put(read, List.of(READ));
        }
        // The request of the last one is inside the copy, and not the copy in the request.
        expected.put("post-reset", List.of(copied));
        expected.put("post-inside", List.of(copied));
        for (String given : List.of("post-disconnected", "post-dropped", "post-kept")) {
            expected.put(given, List.of(copied + " in POST / abandoned"));
        }
        return expected;
    }

    private static Map<String, List<String>> run(Jdk jdk) {
        Path work = folder.resolve(jdk.toString());
        Path files = work.resolve("files");
        try {
            Flows.prepare(files);
        } catch (IOException full) {
            throw new AssertionError(full);
        }
        new ForkedJvm(jdk, work)
                .app(Flows.class, files.toString())
                .start()
                .await()
                .ok();
        return told(Store.complete(work, "test").spans(), files);
    }

    private static Map<String, List<String>> told(List<Span> spans, Path files) {
        Map<String, List<String>> told = new TreeMap<>();
        Map<String, Span> byId = new TreeMap<>();
        spans.forEach(span -> byId.put(span.spanId(), span));
        for (Span span : spans) {
            if (span.name().startsWith("file ") || span.name().startsWith("hash ")) {
                String about = span.text("file.path") == null
                        ? span.text("indelible.file.target.path")
                        : span.text("file.path");
                String flow = about == null
                        ? OddWays.OF_NO_FILE
                        : files.relativize(Path.of(about)).getName(0).toString();
                String words = words(span, byId.get(span.parentSpanId()));
                told.computeIfAbsent(flow, name -> new ArrayList<>())
                        .add(flow.startsWith("slow-") ? words + untilClosed(span) : words);
            }
        }
        return told;
    }

    private static String untilClosed(Span span) {
        long millis = TimeUnit.NANOSECONDS.toMillis(span.end() - span.start());
        boolean until = millis >= Flows.OPEN_MILLIS && millis < Flows.CLOSED_MILLIS;
        return until ? " until it was closed" : " for " + millis + " ms";
    }

    private static String words(Span span, Span parent) {
        StringBuilder words = new StringBuilder(span.name()).append(' ').append(name(span.text("file.path")));
        if (span.name().equals("file copy")) {
            words.append(" -> ").append(name(span.text("indelible.file.target.path")));
        }
        words.append(' ');
        if (span.error()) {
            words.append("failed ").append(span.text("error.type"));
        } else {
            words.append(words.indexOf("read archive.zip") > 0 ? "*" : bytes(span));
        }
        if (span.attributes().containsKey("indelible.file.left_open")) {
            words.append(" left open");
        }
        if (parent != null && parent.kind() == 3) {
            words.append(span.traceId().equals(parent.traceId()) ? " in " : " in another trace, of ")
                    .append(parent.name())
                    .append(' ')
                    .append(URI.create(parent.text("url.full")).getPath())
                    .append(parent.attributes().containsKey("indelible.http.abandoned") ? " abandoned" : "");
        } else if (parent == null && !span.parentSpanId().isEmpty()) {
            words.append(" in nobody knows what");
        }
        return words.toString();
    }

    private static String name(String path) {
        return path == null ? "?" : Path.of(path).getFileName().toString();
    }

    private static Object bytes(Span span) {
        for (String attribute : List.of(
                "indelible.copy.transferred.size",
                "indelible.hash.input.size",
                "indelible.file.read.size",
                "indelible.file.written.size")) {
            if (span.attributes().containsKey(attribute)) {
                return span.number(attribute);
            }
        }
        return "no bytes";
    }
}
