package io.indelible.exporter.otlp;

import java.io.IOException;

/** Bytes that are not the protobuf message they should be. */
public final class MalformedOtlpException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedOtlpException(String message) {
        super(message);
    }
}
