package io.indelible.benchmarks.spool;

import io.indelible.benchmarks.Jvm;
import io.indelible.benchmarks.RingSpool;
import io.indelible.benchmarks.ScratchFolder;
import io.indelible.exporter.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A burst of records of 320 bytes into the ring, from as many threads as {@code -t} says; beside it Chronicle Queue as its own
 * documentation would have it used, an appender for each thread; and the floor: the same bytes into a mapped file that nobody
 * shares. One burst is one shot, and no longer than the ring can hold of four threads: emptying it meanwhile would measure how
 * the threads fight with the one that empties it.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 60)
@Measurement(iterations = 100)
@Fork(2)
public class SpoolBenchmark {
    private static final int RECORDS = 40_000;
    private static final byte[] RECORD = new byte[320];

    /** The ring, shared by all threads. */
    @State(Scope.Benchmark)
    public static class Ring {
        final RingSpool spool = RingSpool.open();

        /** Makes room for a burst. */
        @Setup(Level.Iteration)
        public void drain() {
            spool.drain();
        }

        /** Ends it. */
        @TearDown
        public void close() {
            spool.close();
        }
    }

    /** A queue with the default settings, shared by all threads. */
    @State(Scope.Benchmark)
    public static class Chronicle {
        final Path directory = ScratchFolder.create();
        final SingleChronicleQueue queue =
                SingleChronicleQueueBuilder.binary(directory.toFile()).build();

        /** Ends it, and takes its gigabytes from the disk. */
        @TearDown
        public void close() {
            queue.close();
            ScratchFolder.delete(directory);
        }
    }

    /** A thread's way into the queue. */
    @State(Scope.Thread)
    @NullUnmarked // set up before it is used
    public static class Appender {
        private final Bytes<?> record = Bytes.wrapForRead(RECORD);
        private ExcerptAppender appender;

        /** Opens it on the thread that uses it. */
        @Setup
        public void open(Chronicle chronicle) {
            appender = chronicle.queue.createAppender();
        }

        void append() {
            record.readPositionRemaining(0, RECORD.length);
            appender.writeBytes(record);
        }
    }

    /** A mapped file of the thread's own. */
    @State(Scope.Thread)
    public static class Mapped {
        private static final int SIZE = 64 << 20;

        final MappedByteBuffer memory = map();

        private static MappedByteBuffer map() {
            try {
                Path file = Files.createTempFile("indelible-benchmark", ".mapped");
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    return channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Into the ring. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    @Fork(
            value = 2,
            jvmArgsAppend = {Jvm.EXPORT, Jvm.OPEN})
    public void ring(Ring ring) {
        for (int i = 0; i < RECORDS; i++) {
            ring.spool.write(Signal.TRACES, RECORD, 0, RECORD.length);
        }
    }

    /** Into the queue; few at a time, for it fills the disk. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    @Warmup(iterations = 15)
    @Measurement(iterations = 15)
    @Fork(
            value = 2,
            jvmArgsAppend = {
                Jvm.EXPORT,
                Jvm.OPEN,
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Dchronicle.announcer.disable=true",
                "-Dchronicle.disk.monitor.disable=true",
                "-Dchronicle.analytics.disable=true"
            })
    public void chronicle(Appender appender) {
        for (int i = 0; i < RECORDS; i++) {
            appender.append();
        }
    }

    /** Into the file. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void mapped(Mapped mapped) {
        MappedByteBuffer memory = mapped.memory;
        for (int i = 0; i < RECORDS; i++) {
            if (memory.remaining() < RECORD.length) {
                memory.clear();
            }
            memory.put(RECORD);
        }
    }
}
