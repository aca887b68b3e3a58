package io.indelible.test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A JDK on this machine that the agent serves: 17 or newer. */
record Jdk(int feature, Path home) {
    private static final int OLDEST = 17;

    /** One of each feature version: the one that runs this test, and those installed beside it. */
    static Stream<Jdk> all() {
        Map<Integer, Jdk> found = new TreeMap<>();
        Path own = Path.of(System.getProperty("java.home"));
        Path siblings = own.getParent();
        if (siblings != null) {
            try (Stream<Path> homes = Files.list(siblings)) {
                homes.forEach(home -> add(home, found));
            } catch (IOException unreadable) {
                // Then there is only our own.
            }
        }
        found.put(Runtime.version().feature(), new Jdk(Runtime.version().feature(), own));
        return found.values().stream();
    }

    /** The JDK that runs this test. */
    static Jdk own() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }

    private static void add(Path home, Map<Integer, Jdk> found) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
            return;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            properties.load(in);
        } catch (IOException unreadable) {
            return;
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        int feature = Integer.parseInt(version.split("[.+-]", -1)[0]);
        if (feature >= OLDEST) {
            found.putIfAbsent(feature, new Jdk(feature, home));
        }
    }
}
