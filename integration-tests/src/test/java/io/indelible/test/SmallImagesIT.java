package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.RefusedRequest;
import io.indelible.test.app.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Images made by jlink of few modules: what is there is recorded, what cannot work for want of a module is said in one line. */
class SmallImagesIT {
    private static final String LEAST = "java.base,java.instrument";
    private static final String LACKS = "[indelible] this Java runtime has no module ";

    @TempDir
    Path work;

    private Path folder;

    @BeforeEach
    void createFolder() throws IOException {
        folder = Files.createDirectory(work.resolve("folder"));
    }

    @OnEveryJdk
    void imageWithoutDatabasesAndHttp_isServed(Jdk jdk) {
        ForkedJvm.Finished run = image(jdk, LEAST + ",java.logging")
                .app(Work.class, folder.toString())
                .run();

        assertThat(run.ok().out()).isEqualTo(Work.RESULT);
        assertThat(run.err()).isEmpty();
        assertThat(new Store(work, "test").spans("file copy")).hasSize(1);
    }

    @OnEveryJdk
    void smallestImage_recordsAndSaysWhatDoesNotTravel(Jdk jdk) throws IOException {
        ForkedJvm.Finished run = image(jdk, LEAST)
                .app(RefusedRequest.class, Integer.toString(ClosedPort.find()), folder.toString())
                .run();

        assertThat(run.ok().out()).isEqualTo("refused\n");
        assertThat(run.err()).isEqualTo(LACKS + "java.logging, so trace context is not sent over HTTP\n");
        assertThat(new Store(work, "test").spans()).extracting(Store.Span::name).contains("GET", "file copy");
    }

    @OnEveryJdk
    void imageThatCannotSend_keepsTheStoreAndSaysSo(Jdk jdk) throws IOException {
        ForkedJvm.Finished run = image(jdk, LEAST + ",java.logging")
                .property("indelible.exporter", "file,otlp")
                .property("otel.exporter.otlp.endpoint", "http://localhost:" + ClosedPort.find())
                .app(Work.class, folder.toString())
                .run();

        assertThat(run.ok().out()).isEqualTo(Work.RESULT);
        assertThat(run.err()).isEqualTo(LACKS + "java.net.http, so nothing is sent by OTLP\n");
        assertThat(new Store(work, "test").spans("file copy")).hasSize(1);
    }

    private ForkedJvm image(Jdk jdk, String modules) {
        return new ForkedJvm(new Jdk(jdk.feature(), Images.of(jdk, work, modules)), work);
    }
}
