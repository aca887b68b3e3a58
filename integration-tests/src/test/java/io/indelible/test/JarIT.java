package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What the one shipped jar holds, and what it must not. */
class JarIT {
    private static final long LARGEST = 20_000_000;
    private static final int MOST_BRIDGE_CLASSES = 11;
    private static final int JAVA_8 = 52;
    private static final int JAVA_17 = 61;

    @Test
    void names_areOurs() throws IOException {
        assertThat(top(1)).containsExactly("META-INF/", "engine/", "io/");
        assertThat(top(2))
                .filteredOn(name -> !name.startsWith("engine/"))
                .containsExactly(
                        "META-INF/",
                        "META-INF/LICENSE",
                        "META-INF/MANIFEST.MF",
                        "META-INF/licenses/",
                        "io/",
                        "io/indelible/");
        assertThat(classes()).allMatch(name -> name.matches("io/indelible/(agent/launcher|bridge)/[^/]+\\.class"));
        assertThat(top(9))
                .filteredOn(name -> !name.startsWith("engine/") && !name.endsWith("/") && !name.startsWith("META-INF/"))
                .allMatch(name -> name.endsWith(".class"));
    }

    @Test
    void engine_isHiddenFromScanners() throws IOException {
        List<String> others = entries().keySet().stream()
                .filter(name -> name.startsWith("engine/") && !name.endsWith("/") && !name.endsWith(".classdata"))
                .toList();

        assertThat(others)
                .allMatch(name -> name.matches("engine/META-INF/services/[\\w.]+")
                        || name.matches("engine/META-INF/.*(LICENSE|NOTICE|licenses).*")
                        || name.matches("engine/META-INF/(jpms\\.args|micrometer-[a-z]+\\.properties)")
                        || name.matches("engine/io/opentelemetry/.*/version\\.properties")
                        || name.matches("engine/io/indelible/agent/version")
                        || name.matches("engine/([a-z-]+\\.(txt|properties)|net/openhft/.*\\.properties)"));
        assertThat(others).noneMatch(name -> name.endsWith(".so") || name.endsWith(".dll") || name.endsWith(".dylib"));
    }

    @Test
    void manifest_saysHowToEnter() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.AGENT.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            String launcher = "io.indelible.agent.launcher.Launcher";
            assertThat(manifest.getValue("Premain-Class")).isEqualTo(launcher);
            assertThat(manifest.getValue("Agent-Class")).isEqualTo(launcher);
            assertThat(manifest.getValue("Main-Class")).isEqualTo(launcher);
            assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
            assertThat(manifest.getValue("Add-Exports")).contains("java.base/jdk.internal.misc");
            // These would put the whole jar where the application finds it, or make the JVM give up sharing.
            assertThat(manifest.getValue("Boot-Class-Path")).isNull();
            assertThat(manifest.getValue("Class-Path")).isNull();
            assertThat(manifest.getValue("Multi-Release")).isNull();
            assertThat(manifest.getValue("Launcher-Agent-Class")).isNull();
            assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
        }
    }

    @Test
    void launcher_runsOnJava8() throws IOException {
        Map<String, byte[]> entries = entries();
        assertThat(major(entries.get("io/indelible/agent/launcher/Launcher.class")))
                .isEqualTo(JAVA_8);
        entries.forEach((name, bytes) -> {
            if (name.endsWith(".class") || name.endsWith(".classdata")) {
                assertThat(major(bytes)).as(name).isLessThanOrEqualTo(JAVA_17);
            }
        });
    }

    @Test
    void bridge_isSmall() throws IOException {
        assertThat(classes())
                .filteredOn(name -> name.startsWith("io/indelible/bridge/"))
                .contains("io/indelible/bridge/Bridge.class")
                .hasSizeLessThanOrEqualTo(MOST_BRIDGE_CLASSES);
    }

    @Test
    void sunMiscUnsafe_isNotNamed() throws IOException {
        for (Map.Entry<String, byte[]> entry : entries().entrySet()) {
            if (!entry.getKey().startsWith("META-INF/")) {
                String bytes = new String(entry.getValue(), StandardCharsets.ISO_8859_1);
                assertThat(bytes.contains("sun/misc/Unsafe") || bytes.contains("sun.misc.Unsafe"))
                        .as(entry.getKey())
                        .isFalse();
            }
        }
    }

    @Test
    void librariesThatLoadNativeCodeOrCallHome_areAbsent() throws IOException {
        assertThat(entries().keySet())
                .noneMatch(name -> name.matches(
                        "engine/(net/openhft/(chronicle/analytics|affinity)|com/sun/jna|jnr|com/kenai)/.*"));
    }

    @Test
    void licences_areInside() throws IOException {
        assertThat(entries().keySet())
                .contains(
                        "META-INF/LICENSE",
                        "META-INF/licenses/Apache-2.0.txt",
                        "META-INF/licenses/MIT-SLF4J.txt",
                        "META-INF/licenses/BSD-3-Clause-ASM.txt",
                        "META-INF/licenses/BSD-2-Clause-HdrHistogram.txt",
                        "META-INF/licenses/THIRD-PARTY.txt");
    }

    @Test
    void jar_isSmall() throws IOException {
        assertThat(Files.size(ForkedJvm.AGENT)).isLessThanOrEqualTo(LARGEST);
    }

    @Test
    void jar_isReproducible() throws IOException {
        TreeSet<String> times = new TreeSet<>();
        try (ZipFile zip = new ZipFile(ForkedJvm.AGENT.toFile())) {
            for (Enumeration<? extends ZipEntry> each = zip.entries(); each.hasMoreElements(); ) {
                times.add(each.nextElement().getTimeLocal().toString());
            }
        }
        assertThat(times).hasSize(1);
    }

    /** Every entry, directories too; fails where two have one name. */
    private static Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (InputStream file = Files.newInputStream(ForkedJvm.AGENT);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entries.put(entry.getName(), zip.readAllBytes()))
                        .as(entry.getName())
                        .isNull();
            }
        }
        assertThat(entries).hasSizeGreaterThan(1000);
        return entries;
    }

    /** The names cut after so many folders. */
    private static SortedSet<String> top(int depth) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (String name : entries().keySet()) {
            int end = -1;
            for (int i = 0; i < depth && (end >= 0 || i == 0); i++) {
                int next = name.indexOf('/', end + 1);
                end = next < 0 ? name.length() - 1 : next;
            }
            names.add(name.substring(0, end + 1));
        }
        return names;
    }

    private static List<String> classes() throws IOException {
        try (ZipFile zip = new ZipFile(ForkedJvm.AGENT.toFile());
                Stream<? extends ZipEntry> entries = zip.stream()) {
            return entries.<String>map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        }
    }

    private static int major(byte[] type) {
        return (type[6] & 0xff) << 8 | (type[7] & 0xff);
    }
}
