package io.indelible.exporter.otlp;

import io.indelible.exporter.AgentLog;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The transports, each made when an endpoint first needs it: what is not configured loads no class. */
final class OtlpTransports {
    private final String userAgent;
    private final UnaryOperator<Runnable> guarded;
    private final InstantSource clock;
    private final AgentLog log;
    private @Nullable OtlpTransport http;

    OtlpTransports(String version, UnaryOperator<Runnable> guarded, InstantSource clock, AgentLog log) {
        userAgent = "Indelible/" + version + " OTel-OTLP-Exporter-Java/" + version;
        this.guarded = guarded;
        this.clock = clock;
        this.log = log;
    }

    OtlpTransport of(OtlpSettings.Endpoint endpoint) {
        if (http == null) {
            http = new HttpTransport(userAgent, guarded, clock, log);
        }
        return http;
    }

    void close() {
        if (http != null) {
            http.close();
        }
    }
}
