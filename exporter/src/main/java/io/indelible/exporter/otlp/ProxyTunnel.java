package io.indelible.exporter.otlp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.command.CommandSupport;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.SocketTimeoutExceptionFactory;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The first words on a connection to a proxy: asks by CONNECT for a way to the server (RFC 9110, section 9.3.6), and steps aside
 * once there is one. Without a name and password for the proxy. On the reactor's thread.
 */
final class ProxyTunnel implements IOEventHandler {
    private static final int MAX_ANSWER = 16 << 10;
    private static final String END = "\r\n\r\n";
    private static final Pattern OPEN = Pattern.compile("HTTP/1\\.\\d 2\\d\\d\\b.*", Pattern.DOTALL);

    private final ByteBuffer request;
    private final Timeout timeout;
    private final Runnable opened;
    private final StringBuilder answer = new StringBuilder();

    // What comes behind the answer is the server's: it may be there already, and is not ours to read.
    private final ByteBuffer next = ByteBuffer.allocate(1);

    /**
     * A tunnel to be dug.
     *
     * @param timeout how long the proxy may keep silent
     * @param opened puts in this one's place who speaks with the server
     */
    ProxyTunnel(HttpHost server, Timeout timeout, Runnable opened) {
        String authority = server.toHostString();
        request = ByteBuffer.wrap(
                ("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + END).getBytes(StandardCharsets.US_ASCII));
        this.timeout = timeout;
        this.opened = opened;
    }

    @Override
    public void connected(IOSession session) throws IOException {
        session.setSocketTimeout(timeout);
        session.setEventMask(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    @Override
    public void outputReady(IOSession session) throws IOException {
        session.write(request);
        if (!request.hasRemaining()) {
            session.clearEvent(SelectionKey.OP_WRITE);
        }
    }

    @Override
    public void inputReady(IOSession session, @Nullable ByteBuffer source) throws IOException {
        int read = session.read(next);
        while (read > 0) {
            answer.append((char) next.get(0));
            next.clear();
            if (isComplete()) {
                open(session);
                return;
            }
            read = session.read(next);
        }
        if (read < 0) {
            throw new IOException("the proxy closed the connection");
        }
    }

    private boolean isComplete() throws IOException {
        if (answer.length() > MAX_ANSWER) {
            throw new IOException("the proxy answers without end");
        }
        return answer.length() >= END.length() && answer.indexOf(END, answer.length() - END.length()) >= 0;
    }

    private void open(IOSession session) throws IOException {
        if (!OPEN.matcher(answer).matches()) {
            throw new IOException("the proxy says " + answer.substring(0, answer.indexOf("\r\n")));
        }
        session.setSocketTimeout(Timeout.DISABLED);
        opened.run();
    }

    @Override
    public void timeout(IOSession session, Timeout silent) {
        exception(session, SocketTimeoutExceptionFactory.create(silent));
    }

    @Override
    public void exception(IOSession session, Exception cause) {
        session.close(CloseMode.IMMEDIATE);
        CommandSupport.failCommands(session, cause);
    }

    @Override
    public void disconnected(IOSession session) {
        CommandSupport.cancelCommands(session);
    }
}
