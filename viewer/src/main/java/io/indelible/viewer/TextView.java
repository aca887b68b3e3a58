package io.indelible.viewer;

import io.indelible.viewer.Table.Column;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Lists for people. */
final class TextView {
    /** As much of an id as is unique in practice; any unique prefix finds the trace. */
    private static final int SHORT_ID = 12;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private final PrintWriter out;
    private final Style style;
    private final ZoneId zone;

    TextView(PrintWriter out, Style style, ZoneId zone) {
        this.out = out;
        this.style = style;
        this.zone = zone;
    }

    void traces(List<TraceRow> traces) {
        Table table = new Table(List.of(
                Column.left("STARTED"),
                Column.left("TRACE"),
                Column.left("SERVICE"),
                Column.elastic("OPERATION"),
                Column.right("DURATION"),
                Column.right("SPANS"),
                Column.right("ERRORS")));
        for (TraceRow trace : traces) {
            table.add(
                    trace.errors() > 0,
                    List.of(
                            time(trace.startNanos(), zone),
                            shortId(trace.traceId()),
                            trace.service(),
                            trace.operation(),
                            style.duration(trace.durationNanos()),
                            Integer.toString(trace.spans()),
                            blankIfZero(trace.errors())));
        }
        table.print(out, style);
    }

    void operations(List<OperationRow> operations) {
        Table table = new Table(List.of(
                Column.elastic("OPERATION"),
                Column.right("COUNT"),
                Column.right("ERRORS"),
                Column.right("TOTAL"),
                Column.right("P50"),
                Column.right("P95"),
                Column.right("BYTES")));
        for (OperationRow operation : operations) {
            table.add(
                    operation.errors() > 0,
                    List.of(
                            operation.name(),
                            Long.toString(operation.count()),
                            blankIfZero(operation.errors()),
                            style.duration(operation.totalNanos()),
                            style.duration(operation.quantileNanos(0.5)),
                            style.duration(operation.quantileNanos(0.95)),
                            operation.bytes() == 0 ? "" : Units.bytes(operation.bytes())));
        }
        table.print(out, style);
    }

    static String time(long nanos, ZoneId zone) {
        return TIME.format(Instant.ofEpochSecond(0, nanos).atZone(zone));
    }

    private static String shortId(String traceId) {
        return traceId.substring(0, Math.min(SHORT_ID, traceId.length()));
    }

    private static String blankIfZero(long number) {
        return number == 0 ? "" : Long.toString(number);
    }
}
