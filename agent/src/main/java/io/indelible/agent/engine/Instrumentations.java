package io.indelible.agent.engine;

import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.concurrent.ExecutorInstrumentation;
import io.indelible.instrumentation.file.FileInstrumentation;
import io.indelible.instrumentation.file.IoFileInstrumentation;
import io.indelible.instrumentation.file.ScanInstrumentation;
import io.indelible.instrumentation.hash.HashInstrumentation;
import io.indelible.instrumentation.http.client.JavaHttpClientInstrumentation;
import io.indelible.instrumentation.http.server.JdkHttpServerInstrumentation;
import io.indelible.instrumentation.http.urlconnection.HttpUrlConnectionInstrumentation;
import io.indelible.instrumentation.jdbc.JdbcInstrumentation;
import io.indelible.instrumentation.loader.LoaderInstrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The visible list: everything that is instrumented. One more instrumentation is one more line here. */
final class Instrumentations {
    private Instrumentations() {}

    /** All whose name is enabled. */
    static List<Instrumentation> enabled(Predicate<String> names) {
        Instrumentation[] all = {
            new FileInstrumentation(),
            new IoFileInstrumentation(),
            new ScanInstrumentation(),
            new HashInstrumentation(),
            new JdbcInstrumentation(),
            new JavaHttpClientInstrumentation(),
            new HttpUrlConnectionInstrumentation(),
            new JdkHttpServerInstrumentation(),
            new ExecutorInstrumentation(),
            new LoaderInstrumentation(),
        };
        List<Instrumentation> enabled = new ArrayList<>(all.length);
        for (Instrumentation instrumentation : all) {
            if (names.test(instrumentation.name())) {
                enabled.add(instrumentation);
            }
        }
        return enabled;
    }
}
