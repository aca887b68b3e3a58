package io.indelible.exporter.otlp;

import io.indelible.exporter.Signal;

/** How OTLP is spoken. */
public enum OtlpProtocol {
    /** Protobuf over HTTP/1.1, or HTTP/2 where TLS negotiates it. */
    HTTP_PROTOBUF("http/protobuf"),
    /** The JSON encoding over the same. */
    HTTP_JSON("http/json"),
    /** gRPC over HTTP/2, in clear text or TLS. */
    GRPC("grpc");

    private final String text;

    OtlpProtocol(String text) {
        this.text = text;
    }

    /**
     * The protocol of a value of {@code otel.exporter.otlp.protocol}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static OtlpProtocol of(String text) {
        for (OtlpProtocol each : values()) {
            if (each.text.equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no protocol of OTLP is called " + text);
    }

    /** What exports this signal, by the component types of the semantic conventions for OpenTelemetry SDKs. */
    String exporterType(Signal signal) {
        String protocol =
                switch (this) {
                    case HTTP_PROTOBUF -> "otlp_http";
                    case HTTP_JSON -> "otlp_http_json";
                    case GRPC -> "otlp_grpc";
                };
        String item =
                switch (signal) {
                    case TRACES -> "span";
                    case LOGS -> "log";
                    case METRICS -> "metric";
                };
        return protocol + '_' + item + "_exporter";
    }

    /** As in {@code otel.exporter.otlp.protocol}. */
    @Override
    public String toString() {
        return text;
    }
}
