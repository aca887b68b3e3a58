package io.indelible.benchmarks.hash;

import io.indelible.benchmarks.Jvm;
import io.indelible.benchmarks.Pace;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Hashing as applications do it, bare and with the agent attached, in one run. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
@State(Scope.Thread)
public abstract class HashBenchmark {
    private static final int SIZE = 65_536;

    private final byte[] buffer = new byte[8192];
    private final NullDigest nothing = new NullDigest();
    private Path file = Path.of("");

    /** Without the agent. */
    public static class Bare extends HashBenchmark {}

    /** With it. */
    @Fork(
            value = 2,
            jvmArgsAppend = {Jvm.AGENT, Jvm.DIRECTORY, Jvm.NO_EXPORT})
    public static class Watched extends HashBenchmark {}

    /** A file of 64 KiB. */
    @Setup
    public void create() throws IOException {
        file = Files.createTempFile("indelible-benchmark", ".bin");
        Files.write(file, new byte[SIZE]);
    }

    /** Deletes it. */
    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }

    /** {@code update(byte)} of a digest that does nothing. */
    @Benchmark
    public void updateOne() {
        nothing.update((byte) 7);
    }

    /** {@code update(byte[])} of a digest that does nothing. */
    @Benchmark
    public void updateBlock() {
        nothing.update(buffer);
    }

    /** A file of 64 KiB in blocks of 8 KiB: opened, read, hashed. */
    @Benchmark
    @OperationsPerInvocation(Pace.BURST)
    public void fileByBlocks(Pace pace, Blackhole hashes) throws IOException, NoSuchAlgorithmException {
        for (int i = 0; i < Pace.BURST; i++) {
            hashes.consume(hash());
        }
    }

    private byte[] hash() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new FileInputStream(file.toFile())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return digest.digest();
    }

    /** The same file byte by byte through a buffer: the worst that applications do; nanoseconds per byte. */
    @Benchmark
    @OperationsPerInvocation(SIZE)
    public byte[] fileByBytes() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            for (int value = in.read(); value >= 0; value = in.read()) {
                digest.update((byte) value);
            }
        }
        return digest.digest();
    }

    /** As {@link #fileByBytes}, by a checksum. */
    @Benchmark
    @OperationsPerInvocation(SIZE)
    public long fileByBytesChecksum() throws IOException {
        CRC32 checksum = new CRC32();
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            for (int value = in.read(); value >= 0; value = in.read()) {
                checksum.update(value);
            }
        }
        return checksum.getValue();
    }
}
