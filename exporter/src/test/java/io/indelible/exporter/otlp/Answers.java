package io.indelible.exporter.otlp;

import io.indelible.exporter.Exporter.Kind;
import io.indelible.exporter.Exporter.Outcome;
import io.indelible.exporter.Records;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import java.util.List;

/** Asks again until there is an answer, as the export loop does. */
final class Answers {
    private Answers() {}

    static Outcome settled(OtlpExporter exporter, Signal signal, List<SpoolRecord> records)
            throws InterruptedException {
        Outcome outcome = Outcome.PENDING;
        while (outcome.kind() == Kind.PENDING) {
            outcome = exporter.export(signal, Records.resource(), "i", records);
        }
        return outcome;
    }
}
