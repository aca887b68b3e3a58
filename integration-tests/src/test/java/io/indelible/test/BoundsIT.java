package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.Overload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** What the agent may use, when the application gives it more than it can deliver and an endpoint accepts and never answers. */
class BoundsIT {
    private static final String COPIES = "20000";
    private static final String CLIENT = "HttpClient-1-SelectorManager";
    private static final long MOST_HEAP = 40L << 20;
    /** The promise is five seconds; a machine that does many other things at once is given three times that. */
    private static final Duration END_AT_MOST = Duration.ofSeconds(15);

    @TempDir
    Path work;

    @OnEveryJdk
    void flood_staysWithinMemoryAndThreadsAndEndsInTime(Jdk jdk) throws IOException {
        List<String> without =
                overload(jdk).withoutAgent().run().ok().out().lines().toList();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ForkedJvm.Running running = overload(jdk, CLIENT)
                    .property("indelible.exporter", "file,otlp")
                    .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + silent.getLocalPort())
                    .start();
            String line = running.line();
            while (line != null && !line.startsWith("live ")) {
                line = running.line();
            }
            long ending = System.nanoTime();
            ForkedJvm.Finished with = running.await().ok();
            Duration end = Duration.ofNanos(System.nanoTime() - ending);

            List<String> said = with.out().lines().toList();
            assertThat(live(said) - live(without)).as("bytes of heap").isLessThan(MOST_HEAP);
            assertThat(threads(said))
                    .containsExactly(CLIENT, "indelible-export", "indelible-integrity", "indelible-spool");
            assertThat(end).as("end").isLessThan(END_AT_MOST);
            assertThat(with.err()).isEmpty();
            assertThat(left()).as("what waits for the endpoint").isPositive();
        }
    }

    @OnEveryJdk
    void threadsWithoutEndpoint_areThree(Jdk jdk) throws IOException {
        List<String> said = new ForkedJvm(jdk, work)
                .app(Overload.class, folder(), "2000")
                .run()
                .ok()
                .out()
                .lines()
                .toList();

        assertThat(threads(said)).containsExactly("indelible-export", "indelible-integrity", "indelible-spool");
    }

    private ForkedJvm overload(Jdk jdk) throws IOException {
        return jvm(jdk).app(Overload.class, folder(), COPIES);
    }

    private ForkedJvm overload(Jdk jdk, String awaited) throws IOException {
        return jvm(jdk).app(Overload.class, folder(), COPIES, awaited);
    }

    private ForkedJvm jvm(Jdk jdk) {
        return new ForkedJvm(jdk, work).flag("-Xmx256m");
    }

    private String folder() throws IOException {
        return Files.createDirectories(work.resolve("folder")).toString();
    }

    /** Without the one that loads Chronicle and ends with that. */
    private static List<String> threads(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("thread "))
                .map(line -> line.substring("thread ".length()))
                .filter(name -> !name.equals("indelible-chronicle"))
                .toList();
    }

    private static long live(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("live "))
                .mapToLong(line -> Long.parseLong(line.substring("live ".length())))
                .findFirst()
                .orElseThrow();
    }

    /** How many spools are left. */
    private long left() throws IOException {
        try (Stream<Path> files = Files.walk(work.resolve("indelible/test"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("inst-"))
                    .filter(Files::isDirectory)
                    .count();
        }
    }
}
