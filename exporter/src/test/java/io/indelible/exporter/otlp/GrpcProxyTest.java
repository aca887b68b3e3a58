package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter.Kind;
import io.indelible.exporter.Exporter.Outcome;
import io.indelible.exporter.Records;
import io.indelible.exporter.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** gRPC through the JVM's HTTP proxy, to grpc-java behind it. */
final class GrpcProxyTest {
    private static final long TIMEOUT = 10_000;

    @SuppressWarnings("NullAway.Init")
    private static Certificates certificates;

    private final @Nullable ProxySelector before = ProxySelector.getDefault();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<URI> selected = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        certificates = new Certificates(folder);
    }

    @AfterEach
    void stop() throws Exception {
        ProxySelector.setDefault(before);
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void clearText_goesThroughATunnelToANameThatOnlyTheProxyKnows() throws Exception {
        GrpcCollector collector = collector(null);
        ConnectProxy proxy = proxy(collector, true);
        select(proxy.asProxy());
        OtlpExporter exporter = exporter(URI.create("http://collector.invalid:4317"), TlsFiles.NONE);

        assertThat(export(exporter)).isEqualTo(Outcome.ACCEPTED);
        assertThat(export(exporter)).isEqualTo(Outcome.ACCEPTED);

        assertThat(collector.requests).hasSize(2);
        assertThat(selected).containsExactly(URI.create("http://collector.invalid:4317"));
        assertThat(proxy.asked)
                .as("one tunnel for both")
                .containsExactly("CONNECT collector.invalid:4317 HTTP/1.1\r\nHost: collector.invalid:4317\r\n\r\n");
    }

    @Test
    void propertiesOfTheJvm_nameTheProxy() throws Exception {
        GrpcCollector collector = collector(null);
        ConnectProxy proxy = proxy(collector, true);
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(proxy.port()));
        try {
            assertThat(export(exporter(URI.create("http://collector.invalid:4317"), TlsFiles.NONE)))
                    .isEqualTo(Outcome.ACCEPTED);
            assertThat(export(exporter(collector.uri(), TlsFiles.NONE))).isEqualTo(Outcome.ACCEPTED);
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }

        assertThat(proxy.asked)
                .as("this machine is none of the proxy's business")
                .hasSize(1);
        assertThat(collector.requests).hasSize(2);
    }

    @Test
    void tls_isSpokenWithTheServerAndNotWithTheProxy() throws Exception {
        GrpcCollector collector = collector(tls());
        ConnectProxy proxy = proxy(collector, false);
        select(proxy.asProxy());

        // The certificate is for this address.
        assertThat(export(exporter(URI.create("https://127.0.0.1:4317"), trusted())))
                .isEqualTo(Outcome.ACCEPTED);

        assertThat(collector.requests).hasSize(1);
        assertThat(selected).containsExactly(URI.create("https://127.0.0.1:4317"));
        assertThat(proxy.asked).singleElement().asString().startsWith("CONNECT 127.0.0.1:4317 ");
    }

    @Test
    void serverOfAnotherName_isNotTrustedBehindAProxyEither() throws Exception {
        GrpcCollector collector = collector(tls());
        select(proxy(collector, false).asProxy());

        assertThat(export(exporter(URI.create("https://collector.invalid:4317"), trusted()))
                        .kind())
                .isEqualTo(Kind.RETRY);

        assertThat(collector.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 407 Proxy Authentication Required, the proxy says HTTP/1.1 407 Proxy Authentication Required",
        "HTTP/1.1 502 Bad Gateway, the proxy says HTTP/1.1 502 Bad Gateway",
        "SSH-2.0-OpenSSH_9.2, the proxy says SSH-2.0-OpenSSH_9.2",
    })
    void proxyThatRefuses_isAskedAgainLater(String answer, String reason) throws Exception {
        assertThat(answeredWith(answer + "\r\n\r\n").reason()).contains(reason);
    }

    @Test
    void proxyThatHangsUp_isAskedAgainLater() throws Exception {
        assertThat(answeredWith("HTTP/1.1 200 ").reason()).contains("the proxy closed the connection");
    }

    @Test
    void proxyThatTalksWithoutEnd_isNotListenedTo() throws Exception {
        assertThat(answeredWith("HTTP/1.1 200 OK\r\nx: ".repeat(10_000)).reason())
                .contains("the proxy answers without end");
    }

    @Test
    void proxyThatSaysNothing_isGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            select(new Proxy(
                    Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort())));

            Outcome outcome = export(exporter(URI.create("http://collector.invalid:4317"), TlsFiles.NONE, 300));

            assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        }
    }

    @Test
    void serverThatNeedsNoProxy_isConnectedStraight() throws Exception {
        GrpcCollector collector = collector(null);
        select(Proxy.NO_PROXY);

        assertThat(export(exporter(collector.uri(), TlsFiles.NONE))).isEqualTo(Outcome.ACCEPTED);

        assertThat(selected).containsExactly(collector.uri());
    }

    @Test
    void selectorThatFails_isAskedAgainLater() throws Exception {
        ProxySelector.setDefault(new Selector(uri -> {
            throw new IllegalStateException("not now");
        }));

        Outcome outcome = export(exporter(URI.create("http://127.0.0.1:4317"), TlsFiles.NONE));

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.reason()).contains("proxy selector").contains("not now");
    }

    /** What becomes of a request whose proxy says this, and hangs up. */
    private Outcome answeredWith(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server, answer), "proxy");
            thread.start();
            select(new Proxy(
                    Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort())));

            Outcome outcome = export(exporter(URI.create("http://collector.invalid:4317"), TlsFiles.NONE));

            assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
            thread.join();
            return outcome;
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket client = server.accept()) {
            ConnectProxy.head(client.getInputStream());
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The client had heard enough.
        }
    }

    private GrpcCollector collector(@Nullable SslContext tls) throws IOException {
        GrpcCollector collector = new GrpcCollector(tls, 4 << 20);
        opened.add(collector);
        return collector;
    }

    private ConnectProxy proxy(GrpcCollector collector, boolean serverSpeaksFirst) throws IOException {
        ConnectProxy proxy = new ConnectProxy(collector.uri().getPort(), serverSpeaksFirst);
        opened.add(proxy);
        return proxy;
    }

    private void select(Proxy proxy) {
        ProxySelector.setDefault(new Selector(uri -> {
            selected.add(uri);
            return List.of(proxy);
        }));
    }

    private OtlpExporter exporter(URI uri, TlsFiles tls) {
        return exporter(uri, tls, TIMEOUT);
    }

    private OtlpExporter exporter(URI uri, TlsFiles tls, long connectMillis) {
        OtlpSettings.Endpoint endpoint =
                new OtlpSettings.Endpoint(uri, OtlpProtocol.GRPC, Map.of(), false, TIMEOUT, connectMillis, tls);
        OtlpExporter exporter = new OtlpExporter(
                new OtlpSettings(endpoint, endpoint, endpoint, "1"), UnaryOperator.identity(), AgentLog.SILENT);
        opened.add(exporter);
        return exporter;
    }

    private static Outcome export(OtlpExporter exporter) throws InterruptedException {
        return Answers.settled(exporter, Signal.TRACES, Records.spans(1));
    }

    private static SslContext tls() throws Exception {
        return GrpcSslContexts.configure(
                        SslContextBuilder.forServer(certificates.certificate("server"), certificates.key("server")),
                        SslProvider.JDK)
                .build();
    }

    private static TlsFiles trusted() throws Exception {
        return new TlsFiles(certificates.certificate("authority"), null, null);
    }

    private static final class Selector extends ProxySelector {
        private final Function<URI, List<Proxy>> choice;

        Selector(Function<URI, List<Proxy>> choice) {
            this.choice = choice;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return choice.apply(uri);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException trouble) {}
    }
}
