package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.indelible.test.app.Attempts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A security manager, which JVMs before 24 have: the application may and may not do what it may and may not without the agent. That works
 * where the policy permits everything to it, and steps aside otherwise. On the JDK that runs this test; newer ones have none.
 */
class SecurityManagerIT {
    private static final String ALL = "permission java.security.AllPermission;";
    private static final String LINE = "[indelible] could not start, the application runs without it: ";

    @TempDir
    Path work;

    private String port;

    @BeforeEach
    void findPort() throws IOException {
        port = Integer.toString(ClosedPort.find());
    }

    @Test
    void policyThatPermitsNothing_letsTheAgentStepAside() throws IOException {
        String said = assertSame("grant { };");

        assertThat(said.lines()).singleElement().asString().startsWith(LINE).contains("AllPermission");
        assertThat(work.resolve("indelible")).doesNotExist();
    }

    @Test
    void policyOfTheApplicationAlone_letsTheAgentStepAside() throws IOException {
        String own = Attempts.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();

        String said = assertSame("grant codeBase \"" + own + "-\" { " + ALL + " };");

        assertThat(said.lines()).singleElement().asString().startsWith(LINE);
    }

    @Test
    void policyThatPermitsAll_letsItRecord() throws IOException {
        String said = assertSame("grant { " + ALL + " };");

        assertThat(said).isEmpty();
        assertThat(Store.complete(work, "test").spans())
                .extracting(Store.Span::name)
                .contains("hash MD5", "file copy", "file delete", "GET", "SELECT");
    }

    @Test
    void policyForTheAgentAndSomeFiles_recordsThese() throws IOException {
        String said = assertSame(agentAndFiles());

        assertThat(said).isEmpty();
        assertThat(Store.complete(work, "test").spans())
                .extracting(Store.Span::name)
                .contains("hash MD5", "file copy", "file delete");
    }

    @Test
    void requestsWithoutHeaderFields_keepBeingPermitted() throws IOException {
        assertThat(tracedRequests("GET:")).isEqualTo("0 of 8");
    }

    @Test
    void requestsWithAnyHeaderField_carryTheContext() throws IOException {
        // What HttpURLConnection asks the JVM for on our behalf is refused to the application, so it is not recorded.
        assertThat(tracedRequests("GET:*")).isEqualTo("2 of 8");
    }

    /** How many requests carry a context, of those with and without the agent, when these actions are permitted. */
    private String tracedRequests(String actions) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger traced = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            traced.addAndGet(exchange.getRequestHeaders().containsKey("traceparent") ? 1 : 0);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            port = Integer.toString(server.getAddress().getPort());
            String url = "grant { permission java.net.URLPermission \"http://localhost:" + port + "/\", \"" + actions
                    + "\"; };";
            assertThat(assertSame(agentAndFiles() + url)).isEmpty();
            return traced + " of " + requests;
        } finally {
            server.stop(0);
        }
    }

    private String agentAndFiles() {
        return "grant codeBase \"" + ForkedJvm.AGENT.toUri() + "\" { " + ALL + " };\n"
                + "grant { permission java.io.FilePermission \"" + work + "/-\", \"read,write,delete\"; };\n";
    }

    /** Runs it with and without the agent under this policy; what the agent said. */
    private String assertSame(String policy) throws IOException {
        Path file = Files.writeString(work.resolve("policy"), policy);
        ForkedJvm.Finished without =
                attempts(file, "without").withoutAgent().run().ok();
        ForkedJvm.Finished with = attempts(file, "with").run().ok();

        assertThat(with.out().replaceAll("/with(?=[/\"])", "/without"))
                .isEqualTo(without.out())
                .contains("hash 6bf9");
        assertThat(with.err()).startsWith(without.err());
        return with.err().substring(without.err().length());
    }

    private ForkedJvm attempts(Path policy, String folder) throws IOException {
        return new ForkedJvm(Jdk.own(), work)
                .flag("-Djava.security.manager")
                .flag("-Djava.security.policy==" + policy)
                .app(Attempts.class, Files.createDirectory(work.resolve(folder)).toString(), port);
    }
}
