package io.indelible.instrumentation.http;

import io.indelible.bridge.Bridge;
import io.indelible.instrumentation.Instrumentation;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Runs the scenarios in a JVM of their own, bridge on the bootstrap path, and reads what it prints. */
final class ScenarioProcess {
    private static final Map<Path, ScenarioProcess> DONE = new ConcurrentHashMap<>();

    private final Map<String, List<EndedSpan>> spans = new TreeMap<>();
    private final Map<String, String> facts = new TreeMap<>();

    private ScenarioProcess(List<String> lines) {
        for (String line : lines) {
            String[] fields = line.split("\t", 3);
            if (fields[0].equals("SPAN")) {
                spans.computeIfAbsent(fields[1], scenario -> new ArrayList<>()).add(EndedSpan.parse(fields[2]));
            } else if (fields[0].equals("FACT")) {
                String[] fact = fields[2].split("\t", 2);
                facts.put(fields[1] + " " + fact[0], fact[1]);
            }
        }
    }

    /** All scenarios on a JDK; run once. */
    static ScenarioProcess on(Path jdk) {
        return DONE.computeIfAbsent(jdk, home -> {
            try {
                Path agent = agentJar();
                return run(home, List.of("-javaagent:" + agent), HttpScenarios.class);
            } catch (IOException | InterruptedException | URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A main class on a JDK. */
    static ScenarioProcess run(Path jdk, List<String> options, Class<?> main)
            throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(jdk.resolve("bin").resolve("java").toString());
        command.add("-Xbootclasspath/a:" + place(Bridge.class));
        command.add("-Xshare:auto");
        command.addAll(options);
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator,
                place(Instrumentation.class),
                place(HttpScenarios.class),
                place(net.bytebuddy.ByteBuddy.class)));
        command.add(main.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || output.contains("[Byte Buddy] ERROR")) {
            throw new IllegalStateException(output);
        }
        return new ScenarioProcess(output.lines().toList());
    }

    /** The JDKs beside the running one that can run this, the running one among them. */
    static Stream<Path> jdks() throws IOException {
        Path running = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> beside = Files.list(running.getParent())) {
            return Stream.concat(
                    Stream.of(running),
                    beside.filter(ScenarioProcess::isNewEnough).map(ScenarioProcess::real))
                    .distinct()
                    .toList()
                    .stream();
        }
    }

    private static boolean isNewEnough(Path home) {
        try {
            return Files.isExecutable(home.resolve("bin").resolve("java"))
                    && Files.readAllLines(home.resolve("release")).stream()
                            .filter(line -> line.startsWith("JAVA_VERSION=\""))
                            .map(line ->
                                    line.substring("JAVA_VERSION=\"".length()).split("[.\"]", 2)[0])
                            .anyMatch(major -> Integer.parseInt(major) >= 17);
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /** A jar with nothing but a manifest: the class it names is on the class path. */
    private static Path agentJar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ScenarioAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        Path jar = Files.createTempFile("scenario", ".jar");
        jar.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream closed = new JarOutputStream(out, manifest)) {
            closed.finish();
        }
        return jar;
    }

    /** What the application saw. */
    String fact(String scenario, String name) {
        return facts.getOrDefault(scenario + " " + name, "");
    }

    /** The {@code traceparent} of each request that arrived. */
    List<String> received(String scenario) {
        return List.of(fact(scenario, "received").split(","));
    }

    List<EndedSpan> clients(String scenario) {
        return of(scenario, "HTTP_CLIENT");
    }

    List<EndedSpan> servers(String scenario) {
        return of(scenario, "HTTP_SERVER");
    }

    /** The only request that the scenario sent. */
    EndedSpan client(String scenario) {
        return only(clients(scenario));
    }

    /** The only request that the scenario received. */
    EndedSpan server(String scenario) {
        return only(servers(scenario));
    }

    private static EndedSpan only(List<EndedSpan> found) {
        if (found.size() != 1) {
            throw new AssertionError("expected one span: " + found);
        }
        return found.get(0);
    }

    private List<EndedSpan> of(String scenario, String family) {
        return spans.getOrDefault(scenario, List.of()).stream()
                .filter(span -> span.family().equals(family))
                .toList();
    }
}
