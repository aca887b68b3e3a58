package io.indelible.test;

import io.indelible.test.app.Flows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be told of the ways that are not the usual ones: the right thing, or nothing of what is not known. */
final class OddWays {
    /** Where hashes are that name no file, of whatever way. */
    static final String OF_NO_FILE = "hashes of no file";

    private static final int SIZE = Flows.SIZE;
    private static final int TEXT = 388_890;
    private static final String COPY = "file copy a.bin -> b.bin " + SIZE;
    private static final String READ = "file read a.bin " + SIZE;
    private static final String READ_OTHER = "file read c.bin " + SIZE;
    private static final String WRITE = "file write b.bin " + SIZE;
    private static final String TEXT_WRITTEN = "file write t.txt " + TEXT;
    private static final String TEXT_READ = "file read t.txt " + TEXT;
    private static final String HASH = "hash SHA-256 a.bin " + SIZE;

    private OddWays() {}

    static Map<String, List<String>> expectations() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        copies(expected);
        notCopies(expected);
        notAllOfIt(expected);
        targets(expected);
        hashes(expected);
        return expected;
    }

    private static void copies(Map<String, List<String>> expected) {
        for (String copy : List.of(
                "mapped-chunks",
                "scatter-gather",
                "transfer-from-stream",
                "latin-reader",
                "append-to-nothing",
                "preallocated")) {
            expected.put(copy, List.of(COPY));
        }
        expected.put("temporary-loop", List.of("file copy a.bin -> tmp " + SIZE, "file move tmp 0"));
        expected.put(
                "many-targets",
                List.of(
                        "file copy a.bin -> m0 " + SIZE,
                        "file copy a.bin -> m1 " + SIZE,
                        "file copy a.bin -> m2 " + SIZE));
        for (String text : List.of("strings", "scanner")) {
            expected.put(text, List.of(TEXT_WRITTEN, "file copy t.txt -> b.bin " + TEXT));
        }
        expected.put("mismatch-equal", List.of(COPY, READ, "file read b.bin " + SIZE));
        expected.put("source-grows", List.of("file write a.bin 10000", "file copy a.bin -> b.bin " + (SIZE + 10_000)));
    }

    private static void notCopies(Map<String, List<String>> expected) {
        expected.put("async-missing", List.of("file read b.bin failed java.nio.file.NoSuchFileException"));
        for (String both : List.of(
                "async",
                "async-handlers",
                "parallel-writes",
                "positional-swapped",
                "transfer-swapped",
                "delete-on-close",
                "cipher-in-place",
                "handed-over",
                "cut")) {
            expected.put(both, List.of(READ, WRITE));
        }
        expected.put(
                "rest-behind-other-thread",
                List.of("file write a.bin " + (SIZE - 100_000), "file write b.bin " + (SIZE - 100_000)));
        expected.put(
                "rest-behind-line",
                List.of("file write lines.txt 100006", "file read lines.txt 100006", "file write b.bin 100000"));
        for (String byMemory : List.of("mapped-slices", "mapped-half-twice", "mapped-private-edit")) {
            expected.put(byMemory, List.of(WRITE));
        }
        expected.put("read-to-map", List.of(READ));
        expected.put("read-into-map", List.of(READ));
        expected.put("utf-upper", List.of(TEXT_WRITTEN, TEXT_READ, "file write b.bin " + TEXT));
        expected.put("recoded", List.of(TEXT_WRITTEN, TEXT_READ, "file write b.bin " + 2 * TEXT));
        expected.put("read-both-write-first", List.of(READ, READ_OTHER, WRITE));
        expected.put("swapped", List.of("file copy c.bin -> a.bin " + SIZE, READ, "file write c.bin " + SIZE));
        expected.put("mismatch", List.of("file read a.bin 8192", "file read c.bin 8192"));
    }

    private static void notAllOfIt(Map<String, List<String>> expected) {
        expected.put("gather-header", List.of(READ, "file write b.bin " + (SIZE + 10)));
        expected.put("transfer-from-part", List.of("file read a.bin 100000", "file write b.bin 100000"));
        expected.put("transfer-two", List.of("file read a.bin 150000", "file read c.bin 150000", WRITE));
        expected.put("seek-hole", List.of("file read a.bin 200000", "file write b.bin 200000"));
        expected.put("skip-then-rest", List.of("file read a.bin 290000", WRITE));
        expected.put("split", List.of(READ, "file write b.bin 150000", "file write d.bin 150000"));
        expected.put("twice-as-long", List.of(READ, "file write b.bin " + 2 * SIZE));
        expected.put("object", List.of(READ, "file write b.bin " + (SIZE + 27)));
        expected.put("sequence", List.of(READ, READ_OTHER, "file copy ? -> b.bin " + 2 * SIZE));
    }

    private static void targets(Map<String, List<String>> expected) {
        expected.put("append-option", List.of("file copy c.bin -> b.bin " + SIZE, READ, WRITE));
        expected.put("moved-while-open", List.of(READ, "file write tmp " + SIZE, "file move tmp 0"));
        expected.put("truncated-and-grown", List.of(READ, "file write b.bin " + (SIZE + 1)));
        Map<String, Integer> patches = Map.of("int", 4, "long", 8, "double", 8, "utf", 4, "bytes", 2, "chars", 4);
        patches.forEach(
                (how, bytes) -> expected.put("patched-" + how, List.of(READ, "file write b.bin " + (SIZE + bytes))));
    }

    private static void hashes(Map<String, List<String>> expected) {
        expected.put("hash-clone", List.of("hash SHA-256 a.bin 100000", HASH));
        expected.put("hash-three-apis", List.of(HASH, "hash MD5 a.bin " + SIZE, "hash CRC32 a.bin " + SIZE));
        expected.put("hash-mapped", List.of(HASH));
        expected.put("hash-direct", List.of(HASH));
        expected.put("hash-scatter-in-order", List.of(HASH));
        expected.put("hash-part", List.of("hash SHA-256 a.bin 100000"));
        expected.put("hash-mac", List.of(READ));
        for (String unnamed : List.of(
                "hash-by-others",
                "hash-memory-and-file",
                "hash-scatter",
                "hash-off",
                "hash-on-off",
                "hash-reset",
                "hash-halves")) {
            expected.put(unnamed, List.of(READ));
        }
        expected.put("hash-two-files", List.of(READ, READ_OTHER));
        expected.put("hash-interleaved", List.of(READ, READ_OTHER));
        expected.put("hash-of-other-line-ends", List.of(TEXT_WRITTEN, TEXT_READ));
        expected.put("hash-async", List.of(READ));
        expected.put("hash-mapped-slice", List.of());
        expected.put(
                OF_NO_FILE,
                List.of(
                        "hash SHA-256 ? " + SIZE, // by others
                        "hash MD5 ? " + SIZE,
                        "hash SHA-256 ? " + (SIZE + 4), // memory and file
                        "hash SHA-256 ? " + 2 * SIZE, // two files
                        "hash SHA-256 ? " + 2 * SIZE, // interleaved
                        "hash SHA-256 ? " + SIZE, // scatter, swapped
                        "hash SHA-256 ? " + SIZE, // asynchronous
                        "hash SHA-256 ? 200000", // a slice
                        "hash SHA-256 ? 200000", // off
                        "hash SHA-256 ? 100000", // on, then off
                        "hash SHA-256 ? 200000", // reset
                        "hash SHA-256 ? " + SIZE, // halves
                        "hash SHA-256 ? " + TEXT)); // other line ends
    }
}
