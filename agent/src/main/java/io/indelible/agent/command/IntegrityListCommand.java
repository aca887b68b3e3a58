package io.indelible.agent.command;

import io.indelible.agent.engine.integrity.Entry;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code integrity list}: the digests that are remembered. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Lists the digests of files that were wholly hashed. States: settled; unsettled: the file may have "
                        + "been modified while it was hashed; changed: a program wrote to it since; mismatch: it was found with "
                        + "another digest though nothing had modified it.")
final class IntegrityListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private LedgerSelection selection = new LedgerSelection();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Entry> entries = selection.read(spec.commandLine().getErr());
        if (selection.json) {
            entries.forEach(entry -> json(entry, out));
        } else {
            text(entries, out);
        }
        out.flush();
        return selection.unreadable() ? 1 : 0;
    }

    private static void json(Entry entry, PrintWriter out) {
        Map<String, Object> line = JsonLines.of(entry);
        line.put("modified", time(entry.modifiedNanos()).toString());
        line.put("recorded", time(entry.recordedNanos()).toString());
        line.put("state", state(entry));
        JsonLines.print(out, line);
    }

    private static void text(List<Entry> entries, PrintWriter out) {
        int algorithm = 0;
        int digest = 0;
        for (Entry entry : entries) {
            algorithm = Math.max(algorithm, entry.algorithm().length());
            digest = Math.max(digest, 2 * entry.digest().length);
        }
        for (Entry entry : entries) {
            out.println(padded(state(entry), 9) + "  "
                    + time(entry.recordedNanos()).truncatedTo(ChronoUnit.SECONDS) + "  "
                    + padded(Bytes.shown(entry.size()), 8) + "  "
                    + padded(DoctorText.clean(entry.algorithm()), algorithm) + "  "
                    + padded(HexFormat.of().formatHex(entry.digest()), digest) + "  "
                    + DoctorText.clean(entry.path()));
        }
    }

    private static String state(Entry entry) {
        if (entry.mismatched()) {
            return "mismatch";
        }
        if (entry.changed()) {
            return "changed";
        }
        return entry.unsettled() ? "unsettled" : "settled";
    }

    private static Instant time(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
