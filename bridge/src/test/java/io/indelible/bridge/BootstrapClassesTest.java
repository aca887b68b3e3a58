package io.indelible.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies beside {@code java.lang.String} must be little and must need nothing. */
class BootstrapClassesTest {
    @Test
    void classes_areFew() throws Exception {
        try (Stream<Path> files = Files.walk(classes())) {
            assertThat(files.filter(file -> file.toString().endsWith(".class"))).hasSizeLessThan(12);
        }
    }

    @Test
    void classes_needJavaBaseOnly() throws Exception {
        assertThat(needs())
                .isNotEmpty()
                .allMatch(need -> need.endsWith(" java.base")
                        || need.contains(" -> org.jspecify.annotations.")
                        || need.contains(
                                " -> jdk.internal.vm.annotation.DontInline ")); // heeded by the JVM, never loaded
    }

    /** Lines such as {@code io.indelible.bridge.Guard -> java.lang.Object java.base}. */
    private static List<String> needs() throws IOException, URISyntaxException {
        StringWriter out = new StringWriter();
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "-verbose:class",
                        classes().toString());
        return out.toString()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .filter(line -> line.startsWith("io.indelible."))
                .toList();
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(
                Bridge.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
