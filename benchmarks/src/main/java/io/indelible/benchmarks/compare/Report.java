package io.indelible.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the results of one workload as a Markdown table: medians, with the spread of the noisiest figure beside them. */
final class Report {
    private Report() {}

    static String table(String workload, Map<Contender, List<Result>> results) {
        StringBuilder text = new StringBuilder();
        text.append("### ").append(workload).append("\n\n");
        text.append("| agent | process wall ms (min-max) | CPU µs/op | calling thread µs/op | p50 µs | p99 µs |");
        text.append(" allocated B/op | classes | peak RSS MB | sent B | spans received |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|---|\n");
        results.forEach((contender, runs) -> row(text, contender.name(), runs));
        return text.toString();
    }

    private static void row(StringBuilder text, String name, List<Result> runs) {
        double[] wall = sorted(runs, "wall");
        text.append(String.format(
                Locale.ROOT,
                "| %s | %.0f (%.0f-%.0f) | %.2f | %.2f | %.2f | %.2f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
                name,
                median(wall) / 1e6,
                wall[0] / 1e6,
                wall[wall.length - 1] / 1e6,
                median(runs, "cpu") / 1e3,
                median(runs, "threadcpu") / 1e3,
                median(runs, "p50") / 1e3,
                median(runs, "p99") / 1e3,
                median(runs, "allocated"),
                median(runs, "classes"),
                median(runs, "rss") / 1e6,
                median(runs, "sent"),
                median(runs, "spans")));
    }

    private static double median(List<Result> runs, String name) {
        return median(sorted(runs, name));
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static double[] sorted(List<Result> runs, String name) {
        double[] values = runs.stream().mapToDouble(run -> run.value(name)).toArray();
        Arrays.sort(values);
        return values;
    }
}
