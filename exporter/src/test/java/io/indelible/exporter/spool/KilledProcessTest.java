package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.AgentLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed in the middle of everything; what it was told is kept, the next one finds. */
@NullUnmarked // JUnit sets the fields
class KilledProcessTest {
    @TempDir
    Path root;

    /** Writes until it is killed; says each number when its record is kept. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            Spool spool = Spool.open(Records.settings(Path.of(arguments[0])), Records.RESOURCE, AgentLog.SILENT);
            new Thread(spool::runWriter).start();
            new Thread(() -> write(spool, 0)).start();
            new Thread(() -> write(spool, 1)).start();
        }

        @SuppressWarnings({"InfiniteLoop", "resource"})
        private static void write(Spool spool, long first) {
            FileOutputStream out = new FileOutputStream(FileDescriptor.out);
            try {
                for (long number = first; true; number += 2) {
                    byte[] record = Records.record(number, 300);
                    if (spool.write(record, 0, record.length)) {
                        out.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException e) {
                Runtime.getRuntime().halt(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2_000, 40_000, 150_000})
    void everyAcknowledgedRecord_isAdopted(int acknowledgements) throws Exception {
        Set<Long> acknowledged = killedAfter(acknowledgements);
        Set<Long> found = new HashSet<>();
        for (DeadSpool dead : new DeadSpools(root, AgentLog.SILENT).adopt()) {
            found.addAll(Records.deliver(dead, "file"));
            assertThat(dead.deleteIfDelivered(List.of("file"))).isTrue();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(acknowledgements);
        assertThat(found.containsAll(acknowledged)).isTrue();
    }

    @Test
    void livingProcess_isNotAdopted() throws Exception {
        Process process = start();
        try {
            assertThat(process.getInputStream().read()).isPositive();
            assertThat(new DeadSpools(root, AgentLog.SILENT).adopt()).isEmpty();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Set<Long> killedAfter(int acknowledgements) throws Exception {
        Process process = start();
        Set<Long> acknowledged = new HashSet<>();
        StringBuilder line = new StringBuilder();
        byte[] chunk = new byte[4096];
        int read = process.getInputStream().read(chunk);
        while (read >= 0) {
            for (int i = 0; i < read; i++) {
                if (chunk[i] == '\n') {
                    acknowledged.add(Long.parseLong(line.toString()));
                    line.setLength(0);
                } else {
                    line.append((char) chunk[i]);
                }
            }
            if (acknowledged.size() >= acknowledgements) {
                process.toHandle().destroyForcibly(); // the process's own method closes its output
            }
            read = process.getInputStream().read(chunk);
        }
        process.waitFor();
        return acknowledged;
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Victim.class.getName(), root.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
