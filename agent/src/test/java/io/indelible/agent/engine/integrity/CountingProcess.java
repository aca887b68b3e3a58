package io.indelible.agent.engine.integrity;

import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.nio.file.Path;

/** Another process of the service, which counts in an entry that all of them share. */
final class CountingProcess {
    static final int TIMES = 2_000;

    private CountingProcess() {}

    public static void main(String[] arguments) {
        LedgerFile file = new LedgerFile(Path.of(arguments[0]), LedgerFileTest.ONE_BUCKET, AgentLog.SILENT);
        int counted = 0;
        while (counted < TIMES) {
            try {
                count(file);
                counted++;
            } catch (IOException lockedTooLong) {
                // A busy machine; nothing was changed.
                file.close();
            }
        }
    }

    private static void count(LedgerFile file) throws IOException {
        PathKey key = PathKey.of("shared");
        file.change(key, bucket -> {
            Entry known = bucket.hash(key, "MD5");
            long size = known == null ? 1 : known.size() + 1;
            bucket.put(Entry.hash("shared", "MD5", new byte[16], new FileState(size, 2, null), 3, 0));
        });
    }

    static Process start(Path service) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountingProcess.class.getName(),
                        service.toString())
                .inheritIO()
                .start();
    }
}
