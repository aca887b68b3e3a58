package io.indelible.instrumentation.http;

import io.indelible.instrumentation.Instrumentation;

/** A process without the modules of the clients and the server: the instrumentations must not miss them. */
public final class InstallOnly {
    private InstallOnly() {}

    /** Installs every instrumentation. */
    public static void main(String[] arguments) {
        for (Instrumentation instrumentation : ScenarioAgent.instrumentations()) {
            instrumentation.types();
            instrumentation.install(new RecordingOperations(), new HandlerTable());
        }
        boolean missing = ModuleLayer.boot().findModule("java.net.http").isEmpty();
        System.out.println("FACT\tinstall\tmissing\t" + missing);
    }
}
