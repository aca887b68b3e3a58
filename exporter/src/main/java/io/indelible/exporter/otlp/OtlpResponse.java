package io.indelible.exporter.otlp;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Locale;

/**
 * What an answer of an OTLP endpoint means.
 *
 * @param status of HTTP
 * @param retryAfterMillis -1 when not said
 * @param rejected from {@code partial_success}, or 0
 * @param message from {@code partial_success} or {@code google.rpc.Status}; empty when there is none
 */
record OtlpResponse(int status, long retryAfterMillis, long rejected, String message) {
    private static final int MAX_MESSAGE = 300;
    private static final int PARTIAL_SUCCESS = 1;
    private static final int REJECTED = 1;
    private static final int ERROR_MESSAGE = 2; // as in google.rpc.Status

    static OtlpResponse of(HttpResponse<byte[]> response, Instant now) {
        long retryAfter = response.headers()
                .firstValue("Retry-After")
                .map(value -> RetryAfter.millis(value, now))
                .orElse(-1L);
        OtlpResponse plain = new OtlpResponse(response.statusCode(), retryAfter, 0, "");
        // A proxy on the way answers in HTML; what is not ours is not read.
        return protobuf(response.headers()) ? plain.reading(response.body()) : plain;
    }

    boolean success() {
        return status >= 200 && status < 300;
    }

    /** Whether the same request may succeed later (OTLP specification, retryable response codes). */
    boolean retryable() {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    boolean tooLarge() {
        return status == 413;
    }

    /** For the log: the status and what the server said about it. */
    String reason() {
        String redirect = status >= 300 && status < 400 ? ", redirects are not followed" : "";
        return "HTTP " + status + redirect + (message.isEmpty() ? "" : ": " + message);
    }

    private static boolean protobuf(HttpHeaders headers) {
        return headers.firstValue("Content-Type")
                .map(value -> value.toLowerCase(Locale.ROOT).startsWith("application/x-protobuf"))
                .orElse(false);
    }

    // An answer that cannot be read changes nothing about its status.
    private OtlpResponse reading(byte[] body) {
        try {
            ProtoReader in = new ProtoReader().over(body, 0, body.length);
            return success() ? partialSuccess(in, body) : read(in);
        } catch (MalformedOtlpException e) {
            return this;
        }
    }

    private OtlpResponse partialSuccess(ProtoReader in, byte[] body) throws MalformedOtlpException {
        while (in.next()) {
            if (in.field() == PARTIAL_SUCCESS && in.wireType() == ProtoReader.LENGTH_DELIMITED) {
                int length = in.length();
                int start = in.advance(length);
                return read(new ProtoReader().over(body, start, start + length));
            }
            in.skip();
        }
        return this;
    }

    // Field 1 of a google.rpc.Status is a code that OTLP says not to use: only a success counts rejections.
    private OtlpResponse read(ProtoReader in) throws MalformedOtlpException {
        long count = 0;
        String text = "";
        while (in.next()) {
            if (in.field() == REJECTED && in.wireType() == ProtoReader.VARINT) {
                count = in.varint();
            } else if (in.field() == ERROR_MESSAGE && in.wireType() == ProtoReader.LENGTH_DELIMITED) {
                text = printable(in.text());
            } else {
                in.skip();
            }
        }
        return new OtlpResponse(status, retryAfterMillis, success() ? Math.max(0, count) : 0, text);
    }

    private static String printable(String text) {
        String shorter = text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + "…" : text;
        return shorter.replaceAll("\\p{Cntrl}", " ");
    }
}
