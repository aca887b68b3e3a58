package io.indelible.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to run the workload.
 *
 * @param name as in the table
 * @param flags of the JVM; {@code {work}} stands for a fresh folder and {@code {port}} for the receiver's port
 */
record Contender(String name, List<String> flags) {
    /** Without an agent first, then Indelible, then the others whose jar is there. */
    static List<Contender> all(Path indelible, Path others) {
        String endpoint = "http://127.0.0.1:{port}";
        List<Contender> all = new ArrayList<>();
        all.add(new Contender("none", List.of()));
        all.add(new Contender(
                "indelible, file",
                List.of("-javaagent:" + indelible, "-Dindelible.dir={work}/indelible", "-Dindelible.exporter=file")));
        all.add(new Contender(
                "indelible, otlp",
                List.of(
                        "-javaagent:" + indelible,
                        "-Dindelible.dir={work}/indelible",
                        "-Dotel.exporter.otlp.endpoint=" + endpoint)));
        add(
                all,
                "OpenTelemetry 2.33.1, otlp",
                others.resolve("opentelemetry-javaagent-2.33.1.jar"),
                "-Dotel.exporter.otlp.endpoint=" + endpoint);
        add(
                all,
                "Elastic 1.55.1",
                others.resolve("elastic-apm-agent-1.55.1.jar"),
                "-Delastic.apm.server_url=" + endpoint,
                "-Delastic.apm.log_level=OFF",
                "-Delastic.apm.cloud_provider=NONE");
        add(
                all,
                "Datadog 1.68.1",
                others.resolve("dd-java-agent-1.68.1.jar"),
                "-Ddd.trace.agent.url=" + endpoint,
                "-Ddd.instrumentation.telemetry.enabled=false",
                "-Ddd.remote_config.enabled=false",
                "-Ddd.jmxfetch.enabled=false",
                "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=off");
        return all;
    }

    /** The flags for one run. */
    List<String> flags(Path work, int port) {
        return flags.stream()
                .map(flag -> flag.replace("{work}", work.toString()).replace("{port}", Integer.toString(port)))
                .toList();
    }

    private static void add(List<Contender> all, String name, Path jar, String... more) {
        if (jar.toFile().isFile()) {
            List<String> flags = new ArrayList<>(List.of("-javaagent:" + jar));
            flags.addAll(List.of(more));
            all.add(new Contender(name, flags));
        }
    }
}
