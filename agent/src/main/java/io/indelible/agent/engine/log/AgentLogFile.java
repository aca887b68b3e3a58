package io.indelible.agent.engine.log;

import io.indelible.exporter.AgentLog;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own log. {@link #log} only puts a line into a bounded buffer in memory, so any thread may call it at any
 * time: before there is a directory, on a full disk, on a thread of the application. {@link #flush} writes what is
 * buffered and belongs to engine threads, which call it about once a second and at shutdown. What cannot be written stays
 * buffered for the next time; what does not fit is counted and said. The same text is written once a minute at most, the
 * repeats as a count. Nothing is ever thrown.
 */
public final class AgentLogFile implements AgentLog {
    static final int MOST_LINES = 512;
    private static final int LONGEST_TRACE = 8 * 1024;
    private static final long FILE_BYTES = 1 << 20;
    private static final int FILES = 3;

    private final Level least;
    private final Clock clock;
    private final long fileBytes;
    private long pid;
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger buffered = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final Repeats repeats = new Repeats();
    private @Nullable RotatedFile file;
    // What a failed write leaves, to be tried again in front of newer lines.
    private byte[] unwritten = new byte[0];
    private Consumer<String> lastResort = nobody -> {};
    /** The first warning since something was written. */
    private volatile @Nullable String warning;

    /**
     * A log without a file yet.
     *
     * @param least lines below this level are left out
     */
    public AgentLogFile(Level least) {
        this(least, Clock.systemUTC(), FILE_BYTES);
    }

    AgentLogFile(Level least, Clock clock, long fileBytes) {
        this.least = least;
        this.clock = clock;
        this.fileBytes = fileBytes;
    }

    /** As {@link #open(File, Consumer)}, with nobody to tell when nothing can be written. */
    public void open(File directory) {
        open(directory, nobody -> {});
    }

    /**
     * Names the directory of {@code agent.log} and writes what is buffered. Engine threads only.
     *
     * @param lastResort told once, on a thread that flushes, when there is a warning that cannot be written
     */
    public synchronized void open(File directory, Consumer<String> lastResort) {
        this.lastResort = lastResort;
        // Not in the constructor, which runs in premain: the class of process handles starts a thread pool.
        pid = ProcessHandle.current().pid();
        file = new RotatedFile(new File(directory, "agent.log"), fileBytes, FILES);
        flush();
    }

    @Override
    public void log(Level level, String message, @Nullable Throwable cause) {
        if (level == Level.WARN && warning == null) {
            warning = message;
        }
        if (level.compareTo(least) < 0 || !repeats.permit(message, clock.millis())) {
            return;
        }
        if (buffered.incrementAndGet() > MOST_LINES) {
            buffered.decrementAndGet();
            dropped.incrementAndGet();
            return;
        }
        lines.add(new Line(clock.millis(), level, message, cause));
    }

    /** Writes what is buffered, if there is a file and it can be written now. Engine threads only: it may block. */
    public synchronized void flush() {
        if (file == null) {
            return;
        }
        try {
            write(file);
        } catch (IOException | RuntimeException e) {
            // Stays unwritten, for the next time.
            sayOtherwise(e);
        }
    }

    private void sayOtherwise(Exception trouble) {
        String first = warning;
        if (first != null) {
            lastResort.accept(first + " (this and more would be in agent.log, which cannot be written: "
                    + trouble.getMessage() + ")");
            lastResort = told -> {};
        }
    }

    private void write(RotatedFile target) throws IOException {
        if (unwritten.length == 0) {
            unwritten = drain().getBytes(StandardCharsets.UTF_8);
        }
        if (unwritten.length > 0) {
            target.append(unwritten);
            unwritten = new byte[0];
            warning = null;
        }
    }

    private String drain() {
        StringBuilder text = new StringBuilder();
        for (Line line = lines.poll(); line != null; line = lines.poll()) {
            buffered.decrementAndGet();
            write(line, text);
        }
        long now = clock.millis();
        repeats.expire(now, (message, count) -> {
            String said = message + " (" + count + " more times in the minute after)";
            write(new Line(now, Level.INFO, said, null), text);
        });
        int lost = dropped.getAndSet(0);
        if (lost > 0) {
            write(new Line(now, Level.WARN, lost + " lines of this log were dropped", null), text);
        }
        return text.toString();
    }

    private void write(Line line, StringBuilder text) {
        text.append(Instant.ofEpochMilli(line.millis)).append(' ').append(line.level);
        text.append(" [").append(pid).append("] ").append(oneLine(line.message)).append('\n');
        if (line.cause != null) {
            text.append(trace(line.cause));
        }
    }

    private static String oneLine(String message) {
        return message.replace('\r', ' ').replace('\n', ' ');
    }

    private static String trace(Throwable cause) {
        StringWriter trace = new StringWriter();
        try {
            cause.printStackTrace(new PrintWriter(trace));
        } catch (RuntimeException e) {
            // Its own code, which a cause from the application may have, failed; its name must do.
            return cause.getClass().getName() + '\n';
        }
        String text = trace.toString();
        return text.length() <= LONGEST_TRACE ? text : text.substring(0, LONGEST_TRACE) + "...\n";
    }

    private record Line(long millis, Level level, String message, @Nullable Throwable cause) {}
}
