package io.indelible.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The test-suite of a library, compiled by its makers, which a forked JVM runs by JUnit's own launcher.
 *
 * @param name the folder of its classes
 * @param classes which of its test classes are run
 * @param not which of these are not
 */
record Suite(String name, String classes, String not) {
    private static final Path FOLDER =
            Path.of(System.getProperty("third-party", "unset")).toAbsolutePath();
    private static final String ALL = ".*Test";
    private static final String NONE = "none";
    private static final Pattern ID = Pattern.compile("unique-id: (.*)");
    // What the suites expect to find where they are started, besides their own resources.
    private static final List<String> FILES = List.of("pom.xml", "LICENSE.txt", "NOTICE.txt");

    /**
     * Those that touch files and digests and are quick: on JDK 17 4,378 tests of commons-io and 1,478 of commons-codec. With
     * {@code -Dsuites=all} every class whose name ends in {@code Test}: 6,105 and 18,551 (on JDK 25 6,106 and 18,487), of
     * which 28 and 9 fail here without the agent, too.
     */
    static Stream<Suite> chosen() {
        return "all".equals(System.getProperty("suites"))
                ? Stream.of(new Suite("commons-io", ALL, NONE), new Suite("commons-codec", ALL, NONE))
                : Stream.of(
                        new Suite(
                                "commons-io",
                                "org\\.apache\\.commons\\.io\\.((file|input|output)\\.)?\\w+Test",
                                // A second and more each, by waiting or by size.
                                ".*\\.(ReadAheadInputStream|Tailer|MemoryMappedFileInputStream|FileUtilsListFiles"
                                        + "|FileCleaner|FileCleaningTracker|FileUtilsWaitFor|AccumulatorPathVisitor"
                                        + "|IOUtils|ThreadMonitor)Test"),
                        new Suite(
                                "commons-codec", "org\\.apache\\.commons\\.codec\\.(digest|binary)\\.\\w+Test", NONE));
    }

    /** Runs it in a folder that is made for it; the outcome of each test by the test's id. */
    Map<String, String> run(ForkedJvm jvm, Path folder) throws IOException {
        furnish(folder);
        jvm.workingDirectory(folder)
                .property("java.io.tmpdir", folder.resolve("tmp").toString())
                .property("user.timezone", "UTC")
                .property("user.language", "en")
                .property("user.country", "US")
                .property("file.encoding", "UTF-8")
                .flag("-Xmx512m")
                .flag("-XX:+IgnoreUnrecognizedVMOptions")
                .flag("-XX:+EnableDynamicAgentLoading")
                .foreign(
                        classPath(),
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--scan-classpath=" + FOLDER.resolve(name),
                        "--include-classname=" + classes,
                        "--exclude-classname=" + not,
                        "--details=none",
                        "--disable-banner",
                        "--reports-dir=" + folder.resolve("reports"))
                .run();
        return outcomes(folder.resolve("reports").resolve("TEST-junit-jupiter.xml"));
    }

    @Override
    public String toString() {
        return name;
    }

    private String classPath() throws IOException {
        StringBuilder path = new StringBuilder(FOLDER.resolve(name).toString());
        try (Stream<Path> jars = Files.list(FOLDER.resolve("lib"))) {
            jars.sorted().forEach(jar -> path.append(File.pathSeparator).append(jar));
        }
        return path.toString();
    }

    /** As if it were the folder of the library's sources, as far as the suite looks. */
    private void furnish(Path folder) throws IOException {
        for (String name : List.of("tmp", "target", "src/main/java", "src/test/java", "src/test/resources")) {
            Files.createDirectories(folder.resolve(name));
        }
        for (String name : FILES) {
            Files.writeString(folder.resolve(name), (name + "\n").repeat(200));
        }
        Path resources = folder.resolve("src/test/resources");
        try (Stream<Path> files = Files.walk(FOLDER.resolve(name))) {
            files.filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".class"))
                    .forEach(file -> copy(file, resources));
        }
    }

    private void copy(Path file, Path into) {
        try {
            Path copy = into.resolve(FOLDER.resolve(name).relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Map<String, String> outcomes(Path report) {
        Map<String, String> outcomes = new TreeMap<>();
        for (Element test : elements(parse(report), "testcase")) {
            Matcher id = ID.matcher(test.getTextContent());
            if (!id.find()) {
                throw new AssertionError("a test without id in " + report);
            }
            outcomes.put(id.group(1), outcome(test));
        }
        return outcomes;
    }

    private static String outcome(Element test) {
        for (String kind : List.of("error", "failure")) {
            for (Element element : elements(test, kind)) {
                return kind + " " + element.getAttribute("type");
            }
        }
        return elements(test, "skipped").isEmpty() ? "passed" : "skipped";
    }

    private static Element parse(Path report) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
        } catch (Exception unreadable) {
            throw new AssertionError("no report " + report, unreadable);
        }
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return Stream.iterate(0, i -> i < found.getLength(), i -> i + 1)
                .map(i -> (Element) found.item(i))
                .toList();
    }
}
