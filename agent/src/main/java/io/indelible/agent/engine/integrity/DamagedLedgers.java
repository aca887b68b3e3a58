package io.indelible.agent.engine.integrity;

import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps what is under the ledger's name and is none, for people to look at: the two last such files. */
final class DamagedLedgers {
    private static final String MARK = ".damaged-";
    private static final int KEPT = 2;

    private DamagedLedgers() {}

    static void keep(Path file, AgentLog log) throws IOException {
        Path kept = file.resolveSibling(file.getFileName() + MARK + System.currentTimeMillis());
        Files.move(file, kept);
        log.warn("the integrity ledger was damaged, or is another program's; set aside as " + kept, null);
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(kept.resolveSibling("."), file.getFileName() + MARK + "*")) {
            entries.forEach(all::add);
        }
        all.sort(Comparator.comparing(Path::toString).reversed());
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
    }
}
