package io.indelible.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.indelible.agent.command.Replay;
import io.indelible.agent.engine.config.Directories;
import io.indelible.agent.engine.config.Settings;
import io.indelible.exporter.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayWorkTest implements Replay.Progress {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    private final List<String> names = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final Path base;
    private final Path store;
    private HttpServer server;
    private volatile int status = 200;
    private long total;
    private long read;

    ReplayWorkTest(@TempDir Path folder) {
        base = folder;
        store = folder.resolve("shop/store");
    }

    @BeforeEach
    void listen() throws IOException {
        Files.createDirectories(store);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (status == 200) {
                ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
                        .flatMap(resource -> resource.getScopeSpansList().stream())
                        .flatMap(scope -> scope.getSpansList().stream())
                        .map(Span::getName)
                        .forEach(names::add);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void segments_areSentOldestFirstPackedOrNot() throws Exception {
        segment("traces-20260102T000000.000-inst-a.jsonl", line("b", 20), line("c", 30));
        packed("traces-20260101T000000.000-inst-a.jsonl.gz", line("a", 10));
        segment("traces-20260103T000000.000-inst-a.jsonl.open", line("d", 40), "{\"resourceSp");

        Replay.Outcome outcome = replay(0, Long.MAX_VALUE, false);

        assertThat(names).containsExactly("a", "b", "c", "d");
        assertThat(outcome).isEqualTo(new Replay.Outcome(3, 4, 4, 0, 0, null));
        assertThat(read).isEqualTo(total).isPositive();
        assertThat(troubles).isEmpty();
    }

    @Test
    void packedSegmentThatEndsEarly_isSentUpToThereAndSaidOnce() throws Exception {
        List<String> lines = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            lines.add(line(i + "-" + random.nextLong(), 10));
        }
        Path packed = packed("traces-20260101T000000.000-inst-a.jsonl.gz", String.join("\n", lines));
        byte[] whole = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(whole, whole.length / 2));
        int readable = wholeLines(packed);
        assertThat(readable).isBetween(500, 1_500);

        Replay.Outcome outcome = replay(0, Long.MAX_VALUE, false);

        assertThat(outcome).isEqualTo(new Replay.Outcome(1, readable, readable, 0, 1, null));
        assertThat(names).hasSize(readable);
        assertThat(troubles).singleElement().asString().contains(packed + " ends early");
    }

    @Test
    void segmentThatIsJustBeingPacked_isSentOnce() throws Exception {
        segment("traces-20260101T000000.000-inst-a.jsonl", line("a", 10));
        Files.write(store.resolve("traces-20260101T000000.000-inst-a.jsonl.gz"), new byte[0]);

        assertThat(replay(0, Long.MAX_VALUE, false)).isEqualTo(new Replay.Outcome(1, 1, 1, 0, 0, null));
        assertThat(troubles).isEmpty();
    }

    @Test
    void onlyThatTime_isSent() throws Exception {
        segment("traces-20260101T000000.000-inst-a.jsonl", line("a", 10), line("b", 20), line("c", 30));

        assertThat(replay(20, 30, false).sent()).isEqualTo(1);
        assertThat(names).containsExactly("b");
    }

    @Test
    void dryRun_sendsNothing() throws Exception {
        segment("traces-20260101T000000.000-inst-a.jsonl", line("a", 10));

        assertThat(replay(0, Long.MAX_VALUE, true)).isEqualTo(new Replay.Outcome(1, 1, 0, 0, 0, null));
        assertThat(names).isEmpty();
    }

    @Test
    void lineThatIsNone_isSaidAndTheRestIsSent() throws Exception {
        segment("traces-20260101T000000.000-inst-a.jsonl", line("a", 10), "garbage", line("b", 20));

        assertThat(replay(0, Long.MAX_VALUE, false)).isEqualTo(new Replay.Outcome(1, 2, 2, 0, 1, null));
        assertThat(names).containsExactly("a", "b");
        assertThat(troubles).singleElement().asString().contains("a line of ").contains("is no OTLP");
    }

    @Test
    void refusal_isCounted() throws Exception {
        status = 400;
        segment("traces-20260101T000000.000-inst-a.jsonl", line("a", 10));

        assertThat(replay(0, Long.MAX_VALUE, false)).isEqualTo(new Replay.Outcome(1, 1, 0, 1, 0, null));
        assertThat(troubles).singleElement().asString().contains("HTTP 400");
    }

    @Test
    void nobodyThere_isGivenUp() throws Exception {
        segment("traces-20260101T000000.000-inst-a.jsonl", line("a", 10));

        Replay.Outcome outcome = work().replay(request(NOBODY, null, 0, Long.MAX_VALUE, false), this);

        assertThat(outcome.gaveUp()).contains("cannot connect");
        assertThat(outcome.sent()).isZero();
    }

    @Test
    void anotherService_isLeftOut() throws Exception {
        segment("traces-20260101T000000.000-inst-a.jsonl", line("a", 10));

        Replay.Outcome outcome = work().replay(request(uri(), "other", 0, Long.MAX_VALUE, false), this);

        assertThat(outcome.segments()).isZero();
    }

    @Override
    public void total(long bytes) {
        total = bytes;
    }

    @Override
    public void read(long bytes) {
        read += bytes;
    }

    @Override
    public void trouble(String line) {
        troubles.add(line);
    }

    private Replay.Outcome replay(long from, long to, boolean dryRun) throws InterruptedException {
        return work().replay(request(uri(), null, from, to, dryRun), this);
    }

    private static Replay.Request request(URI uri, @Nullable String service, long from, long to, boolean dryRun) {
        return new Replay.Request(uri, null, service, from, to, EnumSet.allOf(Signal.class), dryRun, 0, 0);
    }

    private ReplayWork work() {
        Properties properties = new Properties();
        properties.setProperty("indelible.dir", base.toString());
        Settings settings = Settings.read(properties, Map.of());
        return new ReplayWork(settings, Directories.choose(settings));
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void segment(String name, String... lines) throws IOException {
        Files.writeString(store.resolve(name), String.join("\n", lines) + "\n");
    }

    private Path packed(String name, String line) throws IOException {
        Path file = store.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    // As zcat would: all bytes that come before the end.
    private static int wholeLines(Path packed) throws IOException {
        int lines = 0;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                lines += b == '\n' ? 1 : 0;
            }
            throw new AssertionError("it is whole");
        } catch (EOFException early) {
            return lines;
        }
    }

    private static String line(String name, long end) {
        return "{\"resourceSpans\":[{\"resource\":{},\"scopeSpans\":[{\"scope\":{\"name\":\"s\"},\"spans\":[{\"name\":\""
                + name + "\",\"endTimeUnixNano\":\"" + end + "\"}]}]}]}";
    }
}
