package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.BundleHost;
import io.indelible.test.app.BundleWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.h2.Driver;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of an OSGi framework see nothing but what they import; what they do is recorded all the same. */
class OsgiIT {
    @TempDir
    Path work;

    @OnEveryJdk
    void workOfBundles_isRecorded(Jdk jdk) throws Exception {
        ForkedJvm.Finished without = host(jdk, "without").withoutAgent().run().ok();
        ForkedJvm.Finished with = host(jdk, "with").run().ok();

        assertThat(with.out()).isEqualTo(without.out()).isEqualTo("rows 0 answer 204\n");
        assertThat(with.err()).isEqualTo(without.err());
        assertThat(Store.complete(work, "test").spans())
                .extracting(Store.Span::name)
                .contains("file copy", "CREATE TABLE item", "SELECT item", "GET", "GET /bundle");
    }

    private ForkedJvm host(Jdk jdk, String name) throws IOException, URISyntaxException {
        Path folder = Files.createDirectories(work.resolve(name));
        return new ForkedJvm(jdk, work)
                .app(
                        BundleHost.class,
                        folder.resolve("cache").toString(),
                        folder.toString(),
                        Path.of(Driver.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        bundle().toString());
    }

    private Path bundle() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "work");
        attributes.putValue("Bundle-Activator", BundleWork.class.getName());
        attributes.putValue("Import-Package", "org.osgi.framework,org.h2,com.sun.net.httpserver,java.net.http");
        String name = BundleWork.class.getName().replace('.', '/') + ".class";
        Path jar = work.resolve("work.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = BundleWork.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
        return jar;
    }
}
