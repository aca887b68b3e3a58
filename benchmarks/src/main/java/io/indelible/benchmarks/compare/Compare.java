package io.indelible.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.benchmarks.ScratchFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs every workload under every contender, several rounds in turn, and writes {@code compare.md} and {@code compare.json}.
 * Arguments: indelible.jar, folder with the other agents' jars, class path of the workload, the sample application's jar,
 * where to write to, number of rounds, a comma list of workloads, and homes of the JDKs to use.
 */
public final class Compare {
    /**
     * Operations to warm up with, operations to measure, and how many of them between two rests of a millisecond; 0 for no rest.
     * Without rests a query in memory would be done so often that agents are measured at losing spans.
     */
    private static final Map<String, List<String>> COUNTS = Map.of(
            "hello", List.of("0", "0", "0"),
            "hash", List.of("12000", "6000", "4"),
            "copy", List.of("12000", "6000", "4"),
            "small-files", List.of("20000", "100000", "0"),
            "jdbc", List.of("120000", "30000", "10"),
            "http", List.of("40000", "10000", "0"));

    /** Queries a second, threads. */
    private static final List<String> LOADS =
            List.of("10 1", "1000 1", "10000 1", "100000 1", "10000 8", "10000 64", "100000 64");

    private static final String IMPORTED_FILES = "300";

    private final List<Contender> contenders;
    private final String classPath;
    private final Path sample;
    private final Path output;
    private final int rounds;
    private final List<String> workloads;
    private final Path scratch = ScratchFolder.create();
    private final StringBuilder markdown = new StringBuilder();
    private final List<Map<String, Object>> json = new ArrayList<>();

    private Compare(String[] arguments) throws IOException {
        contenders = Contender.all(Path.of(arguments[0]).toAbsolutePath(), Path.of(arguments[1]));
        sample = Path.of(arguments[3]);
        classPath = arguments[2] + File.pathSeparator + sample; // which brings the database
        output = Files.createDirectories(Path.of(arguments[4]));
        rounds = Integer.parseInt(arguments[5]);
        workloads = List.of(arguments[6].split(",", -1));
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        Compare compare = new Compare(arguments);
        for (int i = 7; i < arguments.length; i++) {
            compare.run(Path.of(arguments[i]));
        }
        ScratchFolder.delete(compare.scratch);
    }

    private void run(Path jdk) throws Exception {
        String version = version(jdk);
        tell("\n## " + version + ", " + rounds
                + " rounds in turn\n\nMedian (least–most); `?` where these lie too far apart.\n");
        for (String workload : workloads) {
            if (workload.equals("scale")) {
                scale(jdk, version);
            } else if (!workload.equals("losses")) {
                costs(jdk, version, workload);
            }
        }
        if (workloads.contains("losses")) {
            losses(jdk, version);
        }
    }

    /** The same query at every rate, and from every number of threads. */
    private void scale(Path jdk, String version) throws Exception {
        for (String load : LOADS) {
            costs(jdk, version, "scale " + load);
        }
    }

    private void losses(Path jdk, String version) throws Exception {
        Losses losses = new Losses(contenders, jdk, classPath, scratch);
        losses(version, "kill -9", losses.killed());
        losses(version, "an endpoint that is away for 60 s", losses.outage());
    }

    private void costs(Path jdk, String version, String workload) throws Exception {
        Map<Contender, List<Result>> results = new LinkedHashMap<>();
        try (Receiver receiver = new Receiver()) {
            for (int round = 0; round < rounds; round++) {
                for (Contender contender : contenders) {
                    Path work = Files.createTempDirectory(scratch, "run");
                    Run run = new Run(contender, jdk, work, receiver);
                    results.computeIfAbsent(contender, each -> new ArrayList<>())
                            .add(run.measured(program(workload, work)));
                    ScratchFolder.delete(work);
                }
            }
        }
        results.forEach((contender, runs) -> json.add(Map.of(
                "jdk",
                version,
                "workload",
                workload,
                "agent",
                contender.name(),
                "runs",
                runs.stream().map(Result::values).toList())));
        tell(Report.costs(workload, results));
    }

    private void losses(String version, String fault, Map<Contender, String> lost) throws IOException {
        lost.forEach((contender, text) ->
                json.add(Map.of("jdk", version, "fault", fault, "agent", contender.name(), "lost", text)));
        tell(Report.losses("lost by " + fault, lost));
    }

    private List<String> program(String workload, Path work) {
        if (workload.equals("importer")) {
            return List.of(
                    "-jar",
                    sample.toString(),
                    "--files",
                    IMPORTED_FILES,
                    "--work",
                    work.resolve("import").toString());
        }
        if (workload.startsWith("scale ")) {
            List<String> program = new ArrayList<>(List.of("-cp", classPath, ScaleLoad.class.getName()));
            program.addAll(List.of(workload.substring("scale ".length()).split(" ", -1)));
            return program;
        }
        List<String> program = new ArrayList<>(List.of("-cp", classPath, Workload.class.getName(), workload));
        program.addAll(COUNTS.getOrDefault(workload, List.of()));
        program.add(work.toString());
        return program;
    }

    /** What was found so far is on disk, should the rest fail. */
    private void tell(String text) throws IOException {
        System.out.println(text);
        markdown.append(text).append('\n');
        Files.writeString(output.resolve("compare.md"), markdown);
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(output.resolve("compare.json").toFile(), json);
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
