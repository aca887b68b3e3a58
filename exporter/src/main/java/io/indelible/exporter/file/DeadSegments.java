package io.indelible.exporter.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Ends the segments that dead instances left open. A line that is not whole was never acknowledged, so its records are
 * still in the spool, and it can be cut away.
 */
final class DeadSegments {
    private final Path directory;
    private final AgentLog log;
    private final JsonFactory json = new JsonFactory();

    DeadSegments(Path directory, AgentLog log) {
        this.directory = directory;
        this.log = log;
    }

    /** Ends those of instances that are not alive; says what it cannot end, and leaves it. */
    void finish(Predicate<String> instanceIsAlive) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SegmentName.OPEN)) {
            for (Path each : files) {
                SegmentName name = SegmentName.parse(each);
                if (name != null && !instanceIsAlive.test(name.instance())) {
                    finish(each);
                }
            }
        } catch (IOException | RuntimeException e) {
            log.warn("The local store cannot be listed: " + directory, e);
        }
    }

    private void finish(Path open) {
        try {
            if (cut(open) == 0) {
                Files.deleteIfExists(open);
            } else {
                Files.move(open, SegmentName.closed(open));
            }
        } catch (IOException e) {
            log.warn("What a dead process left in the local store cannot be finished: " + open.getFileName(), e);
        }
    }

    /** Cuts what stands behind the last whole line; returns the length that is left. */
    private long cut(Path open) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(open.toFile(), "rw")) {
            long length = file.length();
            long end = lineEnd(file, length);
            while (end > 0) {
                long start = lineEnd(file, end - 1);
                if (whole(file, start, end)) {
                    break;
                }
                end = start;
            }
            if (end < length) {
                file.setLength(end);
            }
            return end;
        }
    }

    // The place behind the last newline before this one; 0 when there is none.
    private static long lineEnd(RandomAccessFile file, long before) throws IOException {
        byte[] block = new byte[8 << 10];
        for (long end = before; end > 0; ) {
            int count = (int) Math.min(block.length, end);
            file.seek(end - count);
            file.readFully(block, 0, count);
            for (int i = count - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return end - count + i + 1;
                }
            }
            end -= count;
        }
        return 0;
    }

    // A machine that lost power may leave zeros where a line should be.
    private boolean whole(RandomAccessFile file, long start, long end) throws IOException {
        if (end - start > StoreLines.MAX_LINE) {
            return false;
        }
        byte[] line = new byte[(int) (end - start)];
        file.seek(start);
        file.readFully(line);
        try (JsonParser parser = json.createParser(line)) {
            boolean something = false;
            while (parser.nextToken() != null) {
                something = true;
            }
            return something;
        } catch (IOException malformed) {
            return false;
        }
    }
}
