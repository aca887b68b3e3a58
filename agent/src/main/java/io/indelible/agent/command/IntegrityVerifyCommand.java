package io.indelible.agent.command;

import io.indelible.agent.command.Verification.Outcome;
import io.indelible.agent.command.Verification.Result;
import io.indelible.agent.engine.integrity.Entry;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code integrity verify}: hashes files again and compares. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Hashes remembered files again. Results: ok; mismatch: size and modification time are what they "
                + "were and the content is not; changed: the file was modified; missing; unverifiable.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no file is other than it should be",
            "1:a file is, or a ledger cannot be read",
            "2:the command line was wrong"
        })
final class IntegrityVerifyCommand implements Callable<Integer> {
    private final boolean terminal;
    private final Map<Result, Integer> counts = new EnumMap<>(Result.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private LedgerSelection selection = new LedgerSelection();

    @Option(names = "--all", description = "Print a line for what is ok, too.")
    private boolean all;

    /**
     * @param terminal whether somebody watches
     */
    IntegrityVerifyCommand(boolean terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Map<String, List<Entry>> files = new LinkedHashMap<>();
        for (Entry entry : selection.read(err)) {
            files.computeIfAbsent(entry.path(), path -> new ArrayList<>(1)).add(entry);
        }
        ByteProgress progress = new ByteProgress("verifying", err, terminal, total(files), System::nanoTime);
        Verification verification = new Verification(progress::read);
        for (List<Entry> file : files.values()) {
            for (Outcome outcome : verification.of(file)) {
                counts.merge(outcome.result(), 1, Integer::sum);
                print(outcome, progress, out);
            }
        }
        progress.erase();
        summary(files.size(), progress, out);
        out.flush();
        return selection.unreadable() || counts.containsKey(Result.MISMATCH) ? 1 : 0;
    }

    private static long total(Map<String, List<Entry>> files) {
        long total = 0;
        for (List<Entry> file : files.values()) {
            total += file.get(0).size();
        }
        return total;
    }

    private void print(Outcome outcome, ByteProgress progress, PrintWriter out) {
        Entry entry = outcome.entry();
        if (selection.json) {
            Map<String, Object> line = JsonLines.of(entry);
            line.put("result", name(outcome.result()));
            line.put("remark", outcome.remark());
            progress.erase();
            JsonLines.print(out, line);
        } else if (all || outcome.result() != Result.OK) {
            String remark = outcome.remark().isEmpty() ? "" : ": " + outcome.remark();
            progress.erase();
            out.println(
                    name(outcome.result()) + "  " + DoctorText.clean(entry.algorithm() + "  " + entry.path() + remark));
        }
        out.flush();
    }

    private void summary(int files, ByteProgress progress, PrintWriter out) {
        if (selection.json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("files", files);
            line.put("bytes", progress.bytes());
            for (Result result : Result.values()) {
                line.put(name(result), counts.getOrDefault(result, 0));
            }
            JsonLines.print(out, line);
            return;
        }
        StringBuilder text = new StringBuilder().append(files).append(files == 1 ? " file" : " files");
        text.append(" (").append(progress.summary()).append(')');
        String between = ": ";
        for (Result result : Result.values()) {
            text.append(between)
                    .append(counts.getOrDefault(result, 0))
                    .append(' ')
                    .append(name(result));
            between = ", ";
        }
        out.println(text);
    }

    private static String name(Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
