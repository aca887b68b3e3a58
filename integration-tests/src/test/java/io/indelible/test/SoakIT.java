package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.test.app.SoakLoad;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** However long a process records, it needs no more memory and no more disk than at first. Ten million spans. */
@EnabledIfSystemProperty(named = "faults", matches = "long")
final class SoakIT {
    private static final long SPANS = Long.getLong("soak.spans", 10_000_000);
    private static final int SAMPLES = 50;
    private static final long STORE_BYTES = 64L << 20;
    private static final long SPOOL_BYTES = 64L << 20;
    /** What is being written on top of both, and the ledger. All that is recorded would be some gigabytes. */
    private static final long MORE_BYTES = 128L << 20;

    private static final double MOST_HEAP_GROWTH = 1.10;
    private static final double MOST_PROCESS_GROWTH = 1.10;
    /** What a delivery that keeps up has long surpassed: one that came only at the end would have none. */
    private static final double LEAST_DELIVERED = 0.2;

    @TempDir
    Path work;

    @OnEveryJdk
    void manySpans_leaveMemoryAndDiskFlat(Jdk jdk) throws Exception {
        ForkedJvm.Running running = new ForkedJvm(jdk, work)
                .flag("-Xms192m")
                .flag("-Xmx192m")
                .flag("-XX:+AlwaysPreTouch")
                .property("indelible.store.max-bytes", Long.toString(STORE_BYTES))
                .property("indelible.spool.max-bytes", Long.toString(SPOOL_BYTES))
                .app(
                        SoakLoad.class,
                        Files.createDirectory(work.resolve("folder")).toString(),
                        Long.toString(SPANS),
                        Long.toString(SPANS / SAMPLES))
                .start();
        List<Long> heap = new ArrayList<>();
        List<Long> process = new ArrayList<>();
        long mostDisk = 0;
        long delivered = 0;
        for (String line = running.line(); line != null; line = running.line()) {
            String[] words = line.split(" ", -1);
            heap.add(Long.parseLong(words[2]));
            process.add(Long.parseLong(words[3]));
            mostDisk = Math.max(mostDisk, disk());
            delivered = Math.max(delivered, delivered());
        }
        running.await().ok();
        long secondHeap = tenth(heap, 1);
        long lastHeap = tenth(heap, 9);
        long secondProcess = tenth(process, 1);
        long lastProcess = tenth(process, 9);
        System.out.printf(
                "%s soak of %,d spans: heap after collection %,d bytes in the second tenth, %,d in the last; process"
                        + " %,d kB, %,d kB; at most %,d bytes on disk; %,d spans delivered meanwhile%n",
                jdk, SPANS, secondHeap, lastHeap, secondProcess, lastProcess, mostDisk, delivered);
        String log = Files.readString(work.resolve("indelible/test/agent.log"));
        log.lines().filter(line -> line.contains("WARN")).forEach(System.out::println);

        assertThat(heap).hasSizeBetween(SAMPLES - 1, SAMPLES);
        assertThat(lastHeap).as("heap").isLessThan((long) (MOST_HEAP_GROWTH * secondHeap));
        assertThat(lastProcess).as("process").isLessThan((long) (MOST_PROCESS_GROWTH * secondProcess));
        assertThat(delivered).as("delivered while it ran").isGreaterThan((long) (LEAST_DELIVERED * SPANS));
        assertThat(mostDisk).as("disk").isLessThan(STORE_BYTES + SPOOL_BYTES + MORE_BYTES);
    }

    /** The least of a tenth of the samples: other threads go on working while they are taken. */
    private static long tenth(List<Long> samples, int number) {
        int tenth = samples.size() / 10;
        return samples.subList(number * tenth, (number + 1) * tenth).stream()
                .mapToLong(each -> each)
                .min()
                .orElseThrow();
    }

    /** As the process says of itself every five seconds. */
    private long delivered() throws IOException {
        long sum = 0;
        try (Stream<Path> instances = Files.list(work.resolve("indelible/test"))) {
            for (Path health : instances
                    .map(each -> each.resolve("health.json"))
                    .filter(Files::exists)
                    .toList()) {
                for (JsonNode figure :
                        new ObjectMapper().readTree(health.toFile()).path("figures")) {
                    sum += figure.path("name").asText().equals("otel.sdk.exporter.span.exported")
                            ? figure.path("value").asLong()
                            : 0;
                }
            }
        }
        return sum;
    }

    /** Files come and go meanwhile, which {@code du} does not mind. */
    private long disk() throws IOException {
        Process du = new ProcessBuilder(
                        "du", "-s", "-B1", work.resolve("indelible").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Long.parseLong(said.split("\\s", 2)[0]);
    }
}
