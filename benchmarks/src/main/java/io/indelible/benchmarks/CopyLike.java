package io.indelible.benchmarks;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Figures;
import io.indelible.instrumentation.Metric;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Vocabulary;
import io.indelible.instrumentation.file.Extensions;
import io.indelible.instrumentation.file.FileFigures;

/** An operation with the attributes of a file copy, but without its look at the file: what is left is the engine's. */
public final class CopyLike extends Operation {
    /** A path of usual length. */
    public static final String SOURCE = "/srv/import/incoming/2026-11-22/invoice-000123.pdf";
    /** Another. */
    public static final String TARGET = "/srv/import/archive/2026/11/22/invoice-000123.pdf";
    /** A size. */
    public static final long SIZE = 65_536;

    /** One that has not begun. */
    public CopyLike() {
        super(Family.FILE);
    }

    @Override
    public String spanName() {
        return "file copy";
    }

    @Override
    public void describe(AttributeWriter attributes) {
        tag(attributes);
        attributes.put(Vocabulary.FILE_PATH, SOURCE);
        attributes.put(Vocabulary.FILE_EXTENSION, "pdf");
        attributes.put(Vocabulary.FILE_TARGET_PATH, TARGET);
        attributes.put(Vocabulary.FILE_SIZE, SIZE);
        attributes.put(Vocabulary.COPY_TRANSFERRED_SIZE, SIZE);
    }

    @Override
    public void tag(AttributeWriter tags) {
        tags.put(Vocabulary.FILE_OPERATION_NAME, "copy");
        tags.put(Vocabulary.COPY_STRATEGY, "copy");
    }

    @Override
    public void measure(Figures figures) {
        FileFigures.operation(figures, "copy", Extensions.tag(SOURCE), null);
        io(figures, "read");
        io(figures, "write");
        FileFigures.throughput(figures, Metric.COPY_THROUGHPUT, Vocabulary.COPY_STRATEGY, "copy", SIZE, durationNanos);
    }

    private static void io(Figures figures, String direction) {
        figures.of(Metric.FILE_IO);
        figures.put(Vocabulary.FILE_OPERATION_NAME, "copy");
        figures.put(Vocabulary.DISK_IO_DIRECTION, direction);
        figures.add((double) SIZE);
    }
}
