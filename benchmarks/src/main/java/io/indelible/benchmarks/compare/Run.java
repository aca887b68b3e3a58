package io.indelible.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process under one contender, with its lines. */
final class Run {
    private static final long PATIENCE_SECONDS = 300;
    private static final long NANOS_PER_TICK = 10_000_000;

    private final Contender contender;
    private final Path jdk;
    private final Path work;
    private final Receiver receiver;

    Run(Contender contender, Path jdk, Path work, Receiver receiver) {
        this.contender = contender;
        this.jdk = jdk;
        this.work = work;
        this.receiver = receiver;
    }

    /** Runs it to its end and tells what it cost. */
    Result measured(List<String> program) throws IOException, InterruptedException {
        receiver.reset();
        long cpu = childrensCpuNanos();
        long start = System.nanoTime();
        Process process = start(program);
        String said = "";
        try (BufferedReader out = lines(process)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("result ")) {
                    said = line;
                }
            }
        }
        awaitEnd(process);
        long wall = System.nanoTime() - start;
        return Result.parse(said, wall, childrensCpuNanos() - cpu, receiver);
    }

    Process start(List<String> program) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(jdk.resolve("bin/java").toString());
        line.add("-Xmx512m");
        line.addAll(contender.flags(work, receiver.port()));
        line.addAll(program);
        return start(line, ProcessBuilder.Redirect.PIPE);
    }

    /** Delivers what the process left, where the contender has such a thing, and tells how many traces there are now. */
    long tracesAfterAll() throws IOException, InterruptedException {
        if (!contender.left().isEmpty()) {
            List<String> line = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
            line.addAll(contender.left(work, receiver.port()));
            awaitEnd(start(line, ProcessBuilder.Redirect.DISCARD));
        }
        return contender.isLocal() ? stored() : receiver.traces();
    }

    private long stored() throws IOException {
        TraceIds ids = new TraceIds();
        List<Path> files;
        try (var all = Files.walk(work.resolve("indelible"))) {
            files = all.filter(file -> file.toString().contains("/store/")
                            && file.toString().endsWith(".jsonl"))
                    .toList();
        }
        for (Path file : files) {
            try (var in = Files.newInputStream(file)) {
                ids.addJson(in);
            }
        }
        return ids.count();
    }

    private static Process start(List<String> line, ProcessBuilder.Redirect out) throws IOException {
        return new ProcessBuilder(line)
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    void awaitEnd(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(contender.name() + " failed");
        }
    }

    /** User and system time of all children that were waited for, and of theirs; zero where there is no {@code /proc}. */
    private static long childrensCpuNanos() throws IOException {
        Path stat = Path.of("/proc/self/stat");
        if (!Files.isReadable(stat)) {
            return 0;
        }
        String text = Files.readString(stat);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * NANOS_PER_TICK;
    }
}
