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
    private @Nullable OtlpTransport grpc;

    OtlpTransports(String version, UnaryOperator<Runnable> guarded, InstantSource clock, AgentLog log) {
        userAgent = "Indelible/" + version + " OTel-OTLP-Exporter-Java/" + version;
        this.guarded = guarded;
        this.clock = clock;
        this.log = log;
    }

    OtlpTransport of(OtlpSettings.Endpoint endpoint) {
        return endpoint.protocol() == OtlpProtocol.GRPC ? grpc() : http();
    }

    void close() {
        if (http != null) {
            http.close();
        }
        if (grpc != null) {
            grpc.close();
        }
    }

    private OtlpTransport http() {
        if (http == null) {
            http = new HttpTransport(userAgent, guarded, clock, log);
        }
        return http;
    }

    private OtlpTransport grpc() {
        if (grpc == null) {
            grpc = new GrpcTransport(userAgent, guarded, log);
        }
        return grpc;
    }
}
