package io.indelible.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of the loopback address on which nobody listens. */
final class ClosedPort {
    private ClosedPort() {}

    /** Finds one that was free a moment ago; the system hands them out in turn, so it stays free for a while. */
    static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
