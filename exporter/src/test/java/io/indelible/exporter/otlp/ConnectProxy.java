package io.indelible.exporter.otlp;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that knows CONNECT, and leads everybody to one server on loopback whatever they call it. It waits for the server's
 * first words and sends them with its own answer, which is the worst that a client can meet.
 */
final class ConnectProxy implements Closeable {
    private static final String OPEN = "HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n";

    /** What was asked for, up to the empty line. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final int target;
    private final boolean serverSpeaksFirst;
    private final List<Closeable> open = new CopyOnWriteArrayList<>();

    /** Leads to a port. A server of TLS says nothing before it is asked, one of HTTP/2 does. */
    ConnectProxy(int target, boolean serverSpeaksFirst) throws IOException {
        this.target = target;
        this.serverSpeaksFirst = serverSpeaksFirst;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    Proxy asProxy() {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", port()));
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Closeable each : open) {
            each.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            open.add(client);
            start(() -> lead(client));
        }
    }

    private void lead(Socket client) throws IOException {
        asked.add(head(client.getInputStream()));
        Socket there = new Socket(Proxy.NO_PROXY); // any other would ask the selector of the test
        open.add(there);
        there.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes(OPEN.getBytes(StandardCharsets.US_ASCII));
        if (serverSpeaksFirst) {
            byte[] words = new byte[1024];
            first.write(words, 0, there.getInputStream().read(words));
        }
        client.getOutputStream().write(first.toByteArray());
        start(() -> pass(client.getInputStream(), there.getOutputStream()));
        pass(there.getInputStream(), client.getOutputStream());
    }

    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void pass(InputStream from, OutputStream to) throws IOException {
        try (to) {
            from.transferTo(to);
        }
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // The test is over, or either side has hung up.
                    }
                },
                "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}
