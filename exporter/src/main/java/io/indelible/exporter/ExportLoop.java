package io.indelible.exporter;

/** Placeholder so that package-info links resolve; see the export helper's work. */
public final class ExportLoop {
    private ExportLoop() {}
}
