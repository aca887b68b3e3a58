package io.indelible.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to run the workload.
 *
 * @param name as in the table
 * @param flags of the JVM; {@code {work}} stands for a fresh folder and {@code {port}} for the receiver's port
 * @param left the command that delivers what a process left behind; empty for those that leave nothing
 */
record Contender(String name, List<String> flags, List<String> left) {
    /** Without an agent: what all are measured against. */
    static final Contender NONE = new Contender("none", List.of(), List.of());

    private static final String ENDPOINT = "http://127.0.0.1:{port}";
    private static final String ANCHOR = "OpenTelemetry 2.33.1";

    /** Without an agent first, then Indelible, then the others whose jar is there. */
    static List<Contender> all(Path indelible, Path others) {
        List<Contender> all = new ArrayList<>(List.of(NONE));
        all.add(indelible("indelible, file", indelible, "-Dindelible.exporter=file"));
        all.add(indelible("indelible, otlp", indelible, "-Dotel.exporter.otlp.endpoint=" + ENDPOINT));
        add(
                all,
                ANCHOR,
                others.resolve("opentelemetry-javaagent-2.33.1.jar"),
                "-Dotel.exporter.otlp.endpoint=" + ENDPOINT);
        add(
                all,
                "Elastic 1.55.1",
                others.resolve("elastic-apm-agent-1.55.1.jar"),
                "-Delastic.apm.server_url=" + ENDPOINT,
                "-Delastic.apm.log_level=OFF",
                "-Delastic.apm.cloud_provider=NONE");
        add(
                all,
                "Datadog 1.68.1",
                others.resolve("dd-java-agent-1.68.1.jar"),
                "-Ddd.trace.agent.url=" + ENDPOINT,
                "-Ddd.instrumentation.telemetry.enabled=false",
                "-Ddd.remote_config.enabled=false",
                "-Ddd.jmxfetch.enabled=false",
                "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=off");
        return all;
    }

    /** Whether the others' figures are told as shares of this one's. */
    boolean isAnchor() {
        return name.equals(ANCHOR);
    }

    /** Whether it keeps what it recorded below the work folder. */
    boolean isLocal() {
        return flags.contains("-Dindelible.exporter=file");
    }

    /** The flags for one run. */
    List<String> flags(Path work, int port) {
        return filled(flags, work, port);
    }

    /** The command, without the JVM's own, for what one run left. */
    List<String> left(Path work, int port) {
        return filled(left, work, port);
    }

    private static List<String> filled(List<String> flags, Path work, int port) {
        return flags.stream()
                .map(flag -> flag.replace("{work}", work.toString()).replace("{port}", Integer.toString(port)))
                .toList();
    }

    private static Contender indelible(String name, Path jar, String destination) {
        List<String> settings =
                List.of("-Dindelible.dir={work}/indelible", "-Dotel.service.name=compared", destination);
        List<String> flags = new ArrayList<>(List.of("-javaagent:" + jar));
        flags.addAll(settings);
        List<String> left = new ArrayList<>(settings);
        left.addAll(List.of("-jar", jar.toString(), "drain", "--timeout", "1m"));
        return new Contender(name, flags, left);
    }

    private static void add(List<Contender> all, String name, Path jar, String... more) {
        if (jar.toFile().isFile()) {
            List<String> flags = new ArrayList<>(List.of("-javaagent:" + jar));
            flags.addAll(List.of(more));
            all.add(new Contender(name, flags, List.of()));
        }
    }
}
