package io.indelible.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The results of one workload as a Markdown table: a row per figure, a column per contender, and below each figure what is
 * added to the run without an agent, as a share of what OpenTelemetry adds.
 */
final class Report {
    private static final List<Row> ROWS = List.of(
            new Row("wall", "process, wall ms", 1e6, "%.0f", true),
            new Row("process", "process, CPU ms", 1e6, "%.0f", true),
            new Row("cpu", "CPU of all threads but the compilers', µs/op", 1e3, "%.2f", true),
            new Row("threadcpu", "CPU of the calling thread, µs/op", 1e3, "%.2f", true),
            new Row("p50", "p50, µs", 1e3, "%.2f", true),
            new Row("p99", "p99, µs", 1e3, "%.2f", false),
            new Row("allocated", "allocated by the calling thread, B/op", 1, "%.0f", true),
            new Row("gc", "in collections, ms", 1e6, "%.0f", false),
            new Row("classes", "classes loaded", 1, "%.0f", true),
            new Row("rss", "most resident, MB", 1e6, "%.0f", true),
            new Row("done", "operations", 1, "%.0f", false),
            new Row("sent", "sent, kB", 1e3, "%.0f", false),
            new Row("traces", "traces received", 1, "%.0f", false));

    private record Row(String name, String title, double unit, String format, boolean compared) {}

    private Report() {}

    static String costs(String workload, Map<Contender, List<Result>> results) {
        StringBuilder text = head(workload, results.keySet().stream().toList());
        for (Row row : ROWS) {
            if (results.values().stream().anyMatch(runs -> told(runs, row))) {
                line(
                        text,
                        row.title,
                        results,
                        runs -> told(runs, row) ? Spread.of(runs, row.name).text(row.unit, row.format) : "–");
                if (row.compared) {
                    ratios(text, row, results);
                }
            }
        }
        return text.toString();
    }

    /** What nobody sent, or a process that says nothing of itself, has no row. */
    private static boolean told(List<Result> runs, Row row) {
        Spread spread = Spread.of(runs, row.name);
        return spread.known() && spread.median() != 0;
    }

    private static void ratios(StringBuilder text, Row row, Map<Contender, List<Result>> results) {
        List<Result> bare = results.getOrDefault(Contender.NONE, List.of());
        List<Result> anchor = results.entrySet().stream()
                .filter(entry -> entry.getKey().isAnchor())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
        Spread without = Spread.of(bare, row.name);
        Spread with = Spread.of(anchor, row.name);
        double unit = with.median() - without.median();
        // What the anchor does not add for sure is no measure for others.
        if (unit > 2 * (without.doubt() + with.doubt())) {
            line(text, "… added, of OpenTelemetry's", results, runs -> {
                double added = Spread.of(runs, row.name).median() - without.median();
                return runs == bare || Double.isNaN(added) ? "" : String.format(Locale.ROOT, "**%.2f**", added / unit);
            });
        }
    }

    /** How many operations ended and were never received. */
    static String losses(String title, Map<Contender, String> lost) {
        List<Contender> contenders = List.copyOf(lost.keySet());
        StringBuilder text = head(title, contenders);
        text.append("| lost of ended operations |");
        contenders.forEach(each -> text.append(' ').append(lost.get(each)).append(" |"));
        return text.append('\n').toString();
    }

    private static StringBuilder head(String title, List<Contender> contenders) {
        StringBuilder text = new StringBuilder("### " + title + "\n\n| |");
        text.append(contenders.stream().map(each -> " " + each.name() + " |").collect(Collectors.joining()));
        return text.append("\n|---|").append("---|".repeat(contenders.size())).append('\n');
    }

    private static void line(
            StringBuilder text,
            String title,
            Map<Contender, List<Result>> results,
            Function<List<Result>, String> cell) {
        text.append("| ").append(title).append(" |");
        results.values()
                .forEach(runs -> text.append(' ').append(cell.apply(runs)).append(" |"));
        text.append('\n');
    }
}
