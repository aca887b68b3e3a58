package io.indelible.agent.engine.integrity;

import static java.nio.file.StandardOpenOption.READ;

import io.indelible.agent.engine.integrity.Entry.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads a ledger that processes may be writing at the same time. Changes nothing and takes no lock. */
public final class LedgerReader {
    private LedgerReader() {}

    /** The ledger below a service's directory, whether it is there or not. */
    public static Path in(Path service) {
        return service.resolve(LedgerFile.FOLDER).resolve(LedgerFile.NAME);
    }

    /**
     * The digests that a ledger knows, in no particular order; none when the file is not there.
     *
     * @throws IOException when it cannot be read or is no ledger
     */
    public static List<Entry> hashes(Path ledger, Predicate<Entry> wanted) throws IOException {
        List<Entry> hashes = new ArrayList<>();
        if (!Files.exists(ledger)) {
            return hashes;
        }
        try (FileChannel channel = FileChannel.open(ledger, READ)) {
            long buckets = Header.buckets(channel);
            if (buckets == Header.FOREIGN) {
                throw new IOException(ledger + " is no integrity ledger, or it is damaged");
            }
            new Table(channel, buckets).each(entry -> {
                if (entry.kind() == Kind.HASH && wanted.test(entry)) {
                    hashes.add(entry);
                }
            });
        }
        return hashes;
    }
}
