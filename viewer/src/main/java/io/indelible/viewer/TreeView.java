package io.indelible.viewer;

import io.indelible.viewer.TraceTree.Node;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One trace for people: a tree, and under each span what it worked on and how it failed. */
final class TreeView {
    private static final int MAX_NAME_WIDTH = 56;
    /** Deeper branches are drawn no further to the right: nobody could tell them apart. */
    private static final int MAX_DRAWN_DEPTH = 40;

    private static final int DURATION_WIDTH = 9;
    private static final int SIZE_WIDTH = 8;
    private static final int SPEED_WIDTH = 9;

    private final PrintWriter out;
    private final Style style;
    private final ZoneId zone;

    TreeView(PrintWriter out, Style style, ZoneId zone) {
        this.out = out;
        this.style = style;
        this.zone = zone;
    }

    void print(List<SpanRow> spans, Function<SpanRow, List<EventRow>> events) {
        List<Node> nodes = TraceTree.nodes(spans);
        printHead(spans);
        int nameWidth = Math.min(
                MAX_NAME_WIDTH,
                nodes.stream()
                        .mapToInt(node -> branch(node).length() + label(node).length())
                        .max()
                        .orElse(0));
        for (Node node : nodes) {
            printSpan(node, nameWidth);
            String indent = indent(node);
            details(node.span()).forEach(detail -> printDetail(indent, detail, false));
            events.apply(node.span())
                    .forEach(event -> printDetail(
                            indent, (event.isException() ? "! " : "* ") + event.text(), event.isException()));
        }
    }

    private void printHead(List<SpanRow> spans) {
        TraceRow trace = new TraceRow(spans.get(0).traceId());
        spans.forEach(trace::add);
        out.println(style.bold("Trace " + trace.traceId()));
        String errors = trace.errors() == 0 ? "" : ", " + count(trace.errors(), "error");
        out.println(TextView.time(trace.startNanos(), zone) + "  " + style.duration(trace.durationNanos()) + "  "
                + count(trace.spans(), "span") + style.red(errors));
        out.println();
    }

    private void printSpan(Node node, int nameWidth) {
        SpanRow span = node.span();
        String branch = branch(node);
        String label = style.cut(label(node), Math.max(8, nameWidth - branch.length()));
        String padding = " ".repeat(Math.max(0, nameWidth - branch.length() - label.length()));
        String numbers = Style.padLeft(style.duration(span.durationNanos()), DURATION_WIDTH)
                + "  " + Style.padLeft(bytes(span), SIZE_WIDTH)
                + "  " + Style.padLeft(speed(span), SPEED_WIDTH);
        String marks = marks(span);
        String line = style.dim(branch) + (span.error() ? style.red(label) : label) + padding + "  " + numbers
                + (marks.isEmpty() ? "" : "  " + (span.error() ? style.red(marks) : marks));
        out.println(line.stripTrailing());
    }

    private void printDetail(String indent, String text, boolean alarm) {
        String line = style.cutLine(Style.safe(text), indent.length());
        out.println(style.dim(indent) + (alarm ? style.red(line) : style.dim(line)));
    }

    /** The name, and the service where it is another one than above. */
    private static String label(Node node) {
        Node parent = node.parent();
        String service = node.span().service();
        boolean told = parent != null && parent.span().service().equals(service);
        return Style.safe(told ? node.span().name() : node.span().name() + "  [" + service + "]");
    }

    private String branch(Node node) {
        if (node.parent() == null) {
            return "";
        }
        return trunk(node.parent()) + (node.last() ? style.glyph("└─ ", "`- ") : style.glyph("├─ ", "|- "));
    }

    /** What is drawn left of everything below this span. */
    private String trunk(@Nullable Node node) {
        StringBuilder trunk = new StringBuilder();
        for (Node at = node; at != null && at.parent() != null; at = at.parent()) {
            if (at.depth() <= MAX_DRAWN_DEPTH) {
                trunk.insert(0, at.last() ? "   " : style.glyph("│  ", "|  "));
            }
        }
        return trunk.toString();
    }

    private String indent(Node node) {
        return trunk(node) + (node.hasChildren() ? style.glyph("│  ", "|  ") : "   ");
    }

    private static String bytes(SpanRow span) {
        Long bytes = span.bytes();
        return bytes == null ? "" : Units.bytes(bytes);
    }

    private static String speed(SpanRow span) {
        Long bytes = span.workedBytes();
        return bytes == null ? "" : Units.speed(bytes, span.durationNanos());
    }

    private static String marks(SpanRow span) {
        String batch = span.text("db.operation.batch.size");
        return Stream.of(
                        span.text("indelible.copy.strategy"),
                        batch == null ? null : "batch of " + batch,
                        span.text("http.response.status_code"),
                        span.error() ? errorMark(span) : null)
                .filter(mark -> mark != null)
                .map(Style::safe)
                .collect(Collectors.joining("  "));
    }

    private static String errorMark(SpanRow span) {
        String type = span.text("error.type");
        boolean told = type == null || type.equals(span.text("http.response.status_code"));
        return told ? "ERROR" : "ERROR " + type;
    }

    private List<String> details(SpanRow span) {
        List<String> details = new ArrayList<>();
        String path = span.text("file.path");
        if (path != null) {
            String target = span.text("indelible.file.target.path");
            details.add(target == null ? path : path + style.glyph(" → ", " -> ") + target);
        }
        add(details, span.text("db.query.text"));
        String url = span.text("url.full");
        add(details, url != null ? url : span.text("url.path"));
        if (!span.statusMessage().isEmpty()) {
            details.add(span.statusMessage());
        }
        return details;
    }

    private static void add(List<String> details, @Nullable String detail) {
        if (detail != null) {
            details.add(detail);
        }
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
