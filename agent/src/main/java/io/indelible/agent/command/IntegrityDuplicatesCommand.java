package io.indelible.agent.command;

import io.indelible.agent.command.Duplicates.Group;
import io.indelible.agent.engine.integrity.Entry;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code integrity duplicates}: files of equal content. */
@Command(
        name = "duplicates",
        mixinStandardHelpOptions = true,
        description = "Lists files of equal size and digest, those that waste most first. Files that are gone, were "
                + "modified since, or are links to the same file do not count.")
final class IntegrityDuplicatesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private LedgerSelection selection = new LedgerSelection();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Group> groups = Duplicates.of(selection.read(spec.commandLine().getErr()));
        long savings = 0;
        for (Group group : groups) {
            savings += group.savings();
            if (selection.json) {
                json(group, out);
            } else {
                text(group, out);
            }
        }
        if (!selection.json) {
            out.println(groups.size() + (groups.size() == 1 ? " group, " : " groups, ") + Bytes.shown(savings)
                    + " could be saved");
        }
        out.flush();
        return selection.unreadable() ? 1 : 0;
    }

    private static void json(Group group, PrintWriter out) {
        Entry first = group.entries().get(0);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("size", group.size());
        line.put("savings", group.savings());
        line.put("algorithm", first.algorithm());
        line.put("digest", HexFormat.of().formatHex(first.digest()));
        line.put("paths", group.paths());
        JsonLines.print(out, line);
    }

    private static void text(Group group, PrintWriter out) {
        Entry first = group.entries().get(0);
        out.println(group.entries().size() + " files of " + Bytes.shown(group.size()) + ", "
                + Bytes.shown(group.savings()) + " could be saved, " + DoctorText.clean(first.algorithm()) + " "
                + HexFormat.of().formatHex(first.digest()));
        for (String path : group.paths()) {
            out.println("  " + DoctorText.clean(path));
        }
    }
}
