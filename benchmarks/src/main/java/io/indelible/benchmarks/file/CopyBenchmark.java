package io.indelible.benchmarks.file;

import io.indelible.benchmarks.Jvm;
import io.indelible.benchmarks.Pace;
import io.indelible.benchmarks.ScratchFolder;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** A copy of 64 KiB, bare and with the agent attached, in one run. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
@State(Scope.Thread)
public abstract class CopyBenchmark {
    private static final int SIZE = 65_536;

    private final byte[] buffer = new byte[8192];
    private Path source = Path.of("");
    private Path target = Path.of("");
    private Path inMemory = Path.of("");
    private List<Path> folders = List.of();

    /** Without the agent. */
    public static class Bare extends CopyBenchmark {}

    /** With it. */
    @Fork(
            value = 2,
            jvmArgsAppend = {Jvm.AGENT, Jvm.DIRECTORY, Jvm.NO_EXPORT})
    public static class Watched extends CopyBenchmark {}

    /** A file of 64 KiB. */
    @Setup
    public void create() throws IOException {
        Path directory = ScratchFolder.create();
        source = directory.resolve("source.bin");
        target = directory.resolve("target.bin");
        Files.write(source, new byte[SIZE]);
        Path memory = ScratchFolder.createInMemory();
        inMemory = memory.resolve("target.bin");
        folders = List.of(directory, memory);
    }

    /** Deletes all. */
    @TearDown
    public void delete() {
        folders.forEach(ScratchFolder::delete);
    }

    /** {@code Files.copy} of file to file. */
    @Benchmark
    @OperationsPerInvocation(Pace.BURST)
    public void copy(Pace pace) throws IOException {
        for (int i = 0; i < Pace.BURST; i++) {
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** {@code Files.copy} of file to a stream that takes all and does nothing. */
    @Benchmark
    @OperationsPerInvocation(Pace.BURST)
    public void copyToStream(Pace pace) throws IOException {
        for (int i = 0; i < Pace.BURST; i++) {
            Files.copy(source, OutputStream.nullOutputStream());
        }
    }

    /** A loop over streams, by 8 KiB, to a file in memory. */
    @Benchmark
    @OperationsPerInvocation(Pace.BURST)
    public void loop(Pace pace) throws IOException {
        for (int i = 0; i < Pace.BURST; i++) {
            try (InputStream in = new FileInputStream(source.toFile());
                    OutputStream out = new FileOutputStream(inMemory.toFile())) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    out.write(buffer, 0, count);
                }
            }
        }
    }

    /** A file that is read by 8 KiB and not copied. */
    @Benchmark
    @OperationsPerInvocation(Pace.BURST)
    public int read(Pace pace) throws IOException {
        int bytes = 0;
        for (int i = 0; i < Pace.BURST; i++) {
            try (InputStream in = new FileInputStream(source.toFile())) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    bytes += count;
                }
            }
        }
        return bytes;
    }
}
