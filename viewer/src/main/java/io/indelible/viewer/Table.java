package io.indelible.viewer;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Aligned columns. One of them gives way where a line is too long for the terminal. */
final class Table {
    private static final String GAP = "  ";
    private static final int MIN_ELASTIC = 10;

    private final List<Column> columns;
    private final List<Row> rows = new ArrayList<>();

    Table(List<Column> columns) {
        this.columns = columns;
    }

    /** A column: right-aligned for numbers; elastic for the one that gives way. */
    record Column(String title, boolean right, boolean elastic) {
        static Column left(String title) {
            return new Column(title, false, false);
        }

        static Column right(String title) {
            return new Column(title, true, false);
        }

        static Column elastic(String title) {
            return new Column(title, false, true);
        }
    }

    private record Row(boolean alarm, List<String> cells) {}

    /** @param alarm shows the whole line in the colour of trouble */
    void add(boolean alarm, List<String> cells) {
        rows.add(new Row(alarm, cells.stream().map(Style::safe).toList()));
    }

    void print(PrintWriter out, Style style) {
        int[] widths = widths(style);
        out.println(style.bold(line(columns.stream().map(Column::title).toList(), widths, style)));
        for (Row row : rows) {
            String line = line(row.cells(), widths, style);
            out.println(row.alarm() ? style.red(line) : line);
        }
    }

    private int[] widths(Style style) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).title().length();
            for (Row row : rows) {
                widths[i] = Math.max(widths[i], row.cells().get(i).length());
            }
        }
        shrink(widths, style.width());
        return widths;
    }

    private void shrink(int[] widths, int available) {
        int needed = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            needed += width;
        }
        for (int i = 0; i < widths.length && available > 0; i++) {
            if (columns.get(i).elastic() && needed > available) {
                widths[i] = Math.max(Math.min(MIN_ELASTIC, widths[i]), widths[i] - (needed - available));
            }
        }
    }

    private String line(List<String> cells, int[] widths, Style style) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = style.cut(cells.get(i), widths[i]);
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).right() ? Style.padLeft(cell, widths[i]) : Style.pad(cell, widths[i]));
        }
        return line.toString().stripTrailing();
    }
}
