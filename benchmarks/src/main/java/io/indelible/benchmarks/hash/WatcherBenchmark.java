package io.indelible.benchmarks.hash;

import io.indelible.benchmarks.ClassPathEngine;
import io.indelible.bridge.Bridge;
import io.indelible.instrumentation.file.FileInstrumentation;
import io.indelible.instrumentation.hash.HashInstrumentation;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What is added to a call that is only watched, without the call: the bridge is rung as advice does. The source is read
 * from, the digest is fed; neither ever ends.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
@State(Scope.Thread)
public class WatcherBenchmark {
    private static final String PATH = "/srv/import/incoming/invoice.pdf";

    private static final String TARGET = "/srv/import/archive/invoice.pdf";

    private final Object stream = new Object();
    private final Object target = new Object();
    private final NullDigest digest = new NullDigest();
    private final byte[] buffer = new byte[8192];
    private final ByteBuffer filled = ByteBuffer.allocateDirect(buffer.length).position(buffer.length);

    /** Answers the doorbell. */
    @Setup
    public void answer() {
        ClassPathEngine.of((signal, bytes, offset, length) -> true, (operation, errorType) -> {})
                .answer(new FileInstrumentation(), new HashInstrumentation());
        Bridge.bytesRead(stream, PATH, buffer, 0, buffer.length, null);
    }

    /** {@code read()}. */
    @Benchmark
    public void readOne() {
        Bridge.byteRead(stream, PATH, 7, null);
    }

    /** {@code read(byte[8192])}. */
    @Benchmark
    public void readBlock() {
        Bridge.bytesRead(stream, PATH, buffer, 0, buffer.length, null);
    }

    /** {@code FileChannel.read(ByteBuffer)} of 8 KiB. */
    @Benchmark
    public void readBuffer() {
        Bridge.bytesRead(stream, PATH, filled, -1, buffer.length, null);
    }

    /** {@code write(byte[8192])} of bytes that are no file's. */
    @Benchmark
    public void writeBlock() {
        Bridge.bytesWritten(target, TARGET, buffer, 0, buffer.length, null);
    }

    /** {@code read(byte[8192])} and {@code write(byte[8192])}: a copy goes on. */
    @Benchmark
    public void readAndWriteBlock() {
        Bridge.bytesRead(stream, PATH, buffer, 0, buffer.length, null);
        Bridge.bytesWritten(target, TARGET, buffer, 0, buffer.length, null);
    }

    /** {@code update(byte)} of bytes that are no file's. */
    @Benchmark
    public void updateOne() {
        Bridge.digested(digest, (byte) 7);
    }

    /** {@code update(byte[8192])} of bytes that are no file's. */
    @Benchmark
    public void updateBlock() {
        Bridge.digested(digest, buffer, 0, buffer.length);
    }

    /** {@code read()} and {@code update(byte)}, byte by byte: the digest follows the file. */
    @Benchmark
    public void readAndUpdateOne() {
        Bridge.byteRead(stream, PATH, 7, null);
        Bridge.digested(digest, (byte) 7);
    }

    /** {@code read(byte[8192])} and {@code update(byte[8192])}: the digest follows the file. */
    @Benchmark
    public void readAndUpdateBlock() {
        Bridge.bytesRead(stream, PATH, buffer, 0, buffer.length, null);
        Bridge.digested(digest, buffer, 0, buffer.length);
    }
}
