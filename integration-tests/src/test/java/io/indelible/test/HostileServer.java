package io.indelible.test;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of HTTP/1.1 that does to a request what it is told to, by hand; otherwise it takes it. A request a connection. */
final class HostileServer implements Closeable {
    private static final String TAKEN = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    /** What came whole, by what was done with it. */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    record Request(String path, byte[] body, Fault fault) {}

    /** What to do with a request. */
    enum Fault {
        NONE(TAKEN),
        /** Takes it, and answers never. */
        HANGS(""),
        /** Takes it, and closes the connection. */
        CLOSES(""),
        /** Closes in the middle of the answer. */
        BREAKS_OFF("HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1000\r\n\r\nabc"),
        NO_HTTP("220 mail.example ESMTP\r\n"),
        WEB_PAGE(answer("200 OK", "Content-Type: text/html", "<html>log in</html>")),
        /** Elsewhere is set by {@link HostileServer#elsewhere}. */
        REDIRECT(""),
        UNAVAILABLE(answer("503 Service Unavailable", "Retry-After: 1", "")),
        TOO_MANY(answer("429 Too Many Requests", "Retry-After: 1", "")),
        TOO_LARGE(answer("413 Content Too Large", "X: y", "")),
        /** What is no protobuf with a status that takes it. */
        TAKES_AND_RAMBLES(answer("200 OK", "Content-Type: application/x-protobuf", "\u0007\u007frubbish")),
        /** {@code partial_success} with a warning: all is taken. */
        WARNS(answer("200 OK", "Content-Type: application/x-protobuf", "\n\u0006\u0012\u0004slow"));

        private final String answer;

        Fault(String answer) {
            this.answer = answer;
        }

        /** Whether the server has the records then. */
        boolean takes() {
            return this == NONE || this == TAKES_AND_RAMBLES || this == WARNS;
        }

        private static String answer(String status, String header, String body) {
            return "HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: " + body.length()
                    + "\r\nConnection: close\r\n\r\n" + body;
        }
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String elsewhere;

    /** A server whose redirects lead there. */
    HostileServer(String elsewhere) throws IOException {
        this.elsewhere = elsewhere;
        daemon(this::accept);
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** The next request that is not dealt with otherwise yet. */
    void next(Fault fault) {
        faults.add(fault);
    }

    /** Whether all that was ordered has happened. */
    boolean done() {
        return faults.isEmpty();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : open) {
            each.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        Fault fault = Fault.NONE;
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String path = line(in).split(" ", -1)[1];
            byte[] body = in.readNBytes(length(in));
            Fault ordered = faults.poll();
            fault = ordered == null ? Fault.NONE : ordered;
            requests.add(new Request(path, body, fault));
            OutputStream out = socket.getOutputStream();
            out.write(answer(fault).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (IOException | RuntimeException gone) {
            fault = Fault.CLOSES;
        }
        if (fault != Fault.HANGS) {
            close(socket);
        }
    }

    private String answer(Fault fault) {
        return fault == Fault.REDIRECT
                ? Fault.answer("307 Temporary Redirect", "Location: " + elsewhere + "/v1/traces", "")
                : fault.answer;
    }

    private static int length(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().trim();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            throw new AssertionError(alreadyGone);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }
}
