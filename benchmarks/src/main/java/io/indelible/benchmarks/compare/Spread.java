package io.indelible.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One figure over all rounds: least, median, most. */
final class Spread {
    /** A median so far from the least or the most is not told: the machine was disturbed, or the thing is not steady. */
    private static final double STEADY = 1.6;

    private final double[] sorted;

    private Spread(double[] sorted) {
        this.sorted = sorted;
    }

    static Spread of(List<Result> runs, String name) {
        return new Spread(
                runs.stream().mapToDouble(run -> run.value(name)).sorted().toArray());
    }

    double median() {
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    /** Half of what lies between the least and the most. */
    double doubt() {
        return sorted.length == 0 ? Double.NaN : (sorted[sorted.length - 1] - sorted[0]) / 2;
    }

    /** Whether there is a figure in every round. */
    boolean known() {
        return sorted.length > 0 && Arrays.stream(sorted).noneMatch(Double::isNaN);
    }

    private boolean steady() {
        return sorted[sorted.length - 1] <= STEADY * median() && median() <= STEADY * sorted[0];
    }

    /** Median (least–most) in a unit; without the median where it cannot be trusted. */
    String text(double unit, String format) {
        if (!known()) {
            return "–";
        }
        String least = number(sorted[0] / unit, format);
        String most = number(sorted[sorted.length - 1] / unit, format);
        if (least.equals(most)) {
            return least;
        }
        String median = steady() ? number(median() / unit, format) : "?";
        return median + " (" + least + "–" + most + ")";
    }

    private static String number(double value, String format) {
        return String.format(Locale.ROOT, format, value);
    }
}
