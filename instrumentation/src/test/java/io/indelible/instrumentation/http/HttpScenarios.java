package io.indelible.instrumentation.http;

import com.sun.net.httpserver.HttpServer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The instrumented process: runs every scenario and prints what the application and the engine saw of each. */
public final class HttpScenarios {
    /** One scenario. */
    @FunctionalInterface
    interface Scenario {
        /** Runs it against the server. */
        void run(ScenarioServer server, Facts facts) throws Exception;
    }

    /** What the application itself saw. */
    record Facts(String scenario) {
        void add(String name, Object value) {
            System.out.println(String.join("\t", "FACT", scenario, name, String.valueOf(value)));
        }
    }

    private HttpScenarios() {}

    /** Runs all scenarios. */
    public static void main(String[] arguments) throws Exception {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        JavaHttpClientScenarios.addTo(scenarios);
        UrlConnectionScenarios.addTo(scenarios);
        for (Map.Entry<String, Scenario> scenario : scenarios.entrySet()) {
            run(scenario.getKey(), scenario.getValue());
        }
        System.out.println("FACT\tall\tsuppressed\t" + HandlerTable.SUPPRESSED);
        System.exit(0);
    }

    private static void run(String name, Scenario scenario) throws Exception {
        Facts facts = new Facts(name);
        try (ScenarioServer server = new ScenarioServer(HttpServer.create())) {
            scenario.run(server, facts);
            server.released.countDown();
            for (EndedSpan span : ScenarioAgent.OPERATIONS.takeEnded()) {
                System.out.println("SPAN\t" + name + "\t" + span.line());
            }
            facts.add("received", String.join(",", server.received));
            facts.add("open", ScenarioAgent.OPERATIONS.open());
        }
    }
}
