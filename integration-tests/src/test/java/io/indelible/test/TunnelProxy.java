package io.indelible.test;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An HTTP proxy that knows {@code CONNECT} only. Every tunnel leads to the one server behind it, by whatever name that is asked for. */
final class TunnelProxy implements AutoCloseable {
    private final ServerSocket clients = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Closeable> ends = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int server;

    /** In front of the server at this address. */
    TunnelProxy(String endpoint) throws IOException {
        server = URI.create(endpoint).getPort();
        start(this::accept);
    }

    String port() {
        return Integer.toString(clients.getLocalPort());
    }

    /** The first lines of what was asked of it. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        clients.close();
        for (Closeable end : ends) {
            end.close();
        }
        threads.shutdownNow();
    }

    private void start(Callable<?> work) {
        Future<?> unused = threads.submit(work); // its failure is the end of a connection
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = clients.accept();
            ends.add(client);
            start(() -> tunnel(client));
        }
    }

    private Void tunnel(Socket client) throws IOException {
        String request = line(client.getInputStream());
        requests.add(request);
        while (!line(client.getInputStream()).isEmpty()) {
            // The header fields: of no interest.
        }
        Socket behind = new Socket(Proxy.NO_PROXY);
        ends.add(behind);
        behind.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
        client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        start(() -> behind.getInputStream().transferTo(client.getOutputStream()));
        client.getInputStream().transferTo(behind.getOutputStream());
        return null;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the client has gone");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
