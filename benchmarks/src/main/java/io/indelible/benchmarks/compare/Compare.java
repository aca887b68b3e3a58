package io.indelible.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs every workload under every contender, several rounds in turn, and prints a Markdown table of ratios to the first
 * contender of its kind. Arguments: indelible.jar, folder with the other agents' jars, class path of the workload, number of
 * rounds, and homes of the JDKs to use.
 */
public final class Compare {
    private static final List<String> WORKLOADS = List.of("hello", "hash", "copy", "small-files", "jdbc", "http");
    private static final Map<String, int[]> COUNTS = Map.of(
            "hello", new int[] {0, 0},
            "hash", new int[] {20_000, 10_000},
            "copy", new int[] {20_000, 10_000},
            "small-files", new int[] {20_000, 100_000},
            "jdbc", new int[] {200_000, 100_000},
            "http", new int[] {15_000, 5_000});
    private static final long PATIENCE_SECONDS = 300;

    private final List<Contender> contenders;
    private final String classPath;
    private final int rounds;
    private final Path scratch;

    private Compare(List<Contender> contenders, String classPath, int rounds) throws IOException {
        this.contenders = contenders;
        this.classPath = classPath;
        this.rounds = rounds;
        scratch = Files.createTempDirectory("compare");
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        Compare compare = new Compare(
                Contender.all(Path.of(arguments[0]).toAbsolutePath(), Path.of(arguments[1])),
                arguments[2],
                Integer.parseInt(arguments[3]));
        for (int i = 4; i < arguments.length; i++) {
            compare.run(Path.of(arguments[i]));
        }
    }

    private void run(Path jdk) throws Exception {
        System.out.println("\n## " + version(jdk) + ", " + rounds + " rounds\n");
        try (Receiver receiver = new Receiver()) {
            for (String workload : WORKLOADS) {
                Map<Contender, List<Result>> results = new LinkedHashMap<>();
                for (int round = 0; round < rounds; round++) {
                    for (Contender contender : contenders) {
                        Result result = run(jdk, contender, workload, receiver);
                        results.computeIfAbsent(contender, each -> new ArrayList<>())
                                .add(result);
                    }
                }
                System.out.println(Report.table(workload, results));
            }
        }
    }

    private Result run(Path jdk, Contender contender, String workload, Receiver receiver) throws Exception {
        Path work = Files.createTempDirectory(scratch, "run");
        List<String> line = new ArrayList<>();
        line.add(jdk.resolve("bin/java").toString());
        line.add("-Xmx512m");
        line.addAll(contender.flags(work, receiver.port()));
        int[] counts = COUNTS.getOrDefault(workload, new int[2]);
        line.addAll(List.of("-cp", classPath, Workload.class.getName(), workload));
        line.addAll(List.of(Integer.toString(counts[0]), Integer.toString(counts[1]), work.toString()));
        receiver.reset();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = result(process);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(contender.name() + " failed in " + workload);
        }
        return Result.parse(said, System.nanoTime() - start, receiver.bytes(), receiver.spans());
    }

    private static String result(Process process) throws IOException {
        String result = "";
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("result ")) {
                    result = line;
                }
            }
        }
        return result;
    }

    private static String version(Path jdk) throws IOException {
        for (String line : Files.readAllLines(jdk.resolve("release"))) {
            if (line.startsWith("JAVA_VERSION=")) {
                return "JDK " + line.substring("JAVA_VERSION=".length()).replace("\"", "");
            }
        }
        return jdk.toString();
    }
}
