package io.indelible.test.app;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Properties;
import org.h2.Driver;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that works when it is started: files, a query by the driver of another bundle, a request. */
public final class BundleWork implements BundleActivator {
    @Override
    public void start(BundleContext context) throws Exception {
        Path source = Files.writeString(Path.of(context.getProperty("folder"), "source"), "x");
        Files.copy(source, source.resolveSibling("copy"));
        System.out.println("rows " + rows() + " answer " + answer());
    }

    @Override
    public void stop(BundleContext context) {
        // There is nothing left.
    }

    private static int rows() throws Exception {
        try (Connection connection = new Driver().connect("jdbc:h2:mem:bundle", new Properties())) {
            connection.createStatement().execute("CREATE TABLE item (name VARCHAR)");
            try (ResultSet rows = connection.createStatement().executeQuery("SELECT count(*) FROM item")) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static int answer() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/bundle", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/bundle");
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                    .statusCode();
        } finally {
            server.stop(0);
        }
    }
}
