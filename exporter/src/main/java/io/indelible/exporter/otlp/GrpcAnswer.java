package io.indelible.exporter.otlp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What an answer over gRPC means (OTLP specification, OTLP/gRPC response; gRPC over HTTP2). */
final class GrpcAnswer {
    private static final String[] NAMES = {
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED"
    };
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int OUT_OF_RANGE = 11;

    private GrpcAnswer() {}

    /**
     * The answer.
     *
     * @param trailers empty when all of it came as headers
     * @param body a message with its prefix, or nothing
     */
    static OtlpResponse of(HttpResponse head, List<? extends Header> trailers, byte[] body) {
        int code = code(value("grpc-status", head, trailers));
        if (code < 0) {
            return withoutStatus(head.getCode());
        }
        if (code == 0) {
            return OtlpResponse.success(message(body));
        }
        String text = message(value("grpc-message", head, trailers));
        String reason = "gRPC " + NAMES[code] + (text.isEmpty() ? "" : ": " + text);
        return failure(code, text, RetryInfo.millis(value("grpc-status-details-bin", head, trailers)), reason);
    }

    private static OtlpResponse failure(int code, String text, long retryMillis, String reason) {
        boolean exhausted = code == RESOURCE_EXHAUSTED && retryMillis < 0;
        if ((exhausted || code == OUT_OF_RANGE) && saysTooLarge(text)) {
            return OtlpResponse.tooLarge(reason);
        }
        return switch (code) {
            case RESOURCE_EXHAUSTED ->
                // With a time to wait it is "not now"; without one nothing says that it will ever be better.
                retryMillis < 0 ? OtlpResponse.refused(reason) : OtlpResponse.retry(retryMillis, reason);
            case 1, 4, 10, OUT_OF_RANGE, 14, 15 -> OtlpResponse.retry(retryMillis, reason);
            default -> OtlpResponse.refused(reason);
        };
    }

    // In the words of the servers in Go, Java, C++, .NET and Rust; the code alone may as well mean a quota.
    private static boolean saysTooLarge(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("larger than max")
                || lower.contains("exceeds maximum size")
                || lower.contains("exceeds the maximum")
                || lower.contains("too large");
    }

    /** Something on the way answered, not the server. */
    private static OtlpResponse withoutStatus(int http) {
        String reason = "HTTP " + http + " without a gRPC status";
        return http >= 400 && http < 500 && http != 408 && http != 429
                ? OtlpResponse.refused(reason)
                : OtlpResponse.retry(-1, reason);
    }

    private static ServerSaid message(byte[] body) {
        boolean plain = body.length >= GrpcCall.PREFIX && body[0] == 0;
        return plain ? ServerSaid.partialSuccess(body, GrpcCall.PREFIX, body.length) : ServerSaid.NOTHING;
    }

    private static int code(@Nullable String text) {
        for (int i = 0; i < NAMES.length; i++) {
            if (Integer.toString(i).equals(text)) {
                return i;
            }
        }
        return -1;
    }

    /** Undoes the percent-encoding of gRPC. */
    private static String message(@Nullable String encoded) {
        if (encoded == null) {
            return "";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            int octet = encoded.charAt(i) == '%' ? octet(encoded, i) : -1;
            bytes.write(octet < 0 ? encoded.charAt(i) : octet);
            i += octet < 0 ? 0 : 2;
        }
        return ServerSaid.printable(bytes.toString(StandardCharsets.UTF_8));
    }

    private static int octet(String text, int percent) {
        if (percent + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(percent + 1), 16);
        int low = Character.digit(text.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static @Nullable String value(String name, HttpResponse head, List<? extends Header> trailers) {
        for (Header each : trailers) {
            if (each.getName().equalsIgnoreCase(name)) {
                return each.getValue();
            }
        }
        Header header = head.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** {@code google.rpc.RetryInfo} in the details of a {@code google.rpc.Status}. */
    static final class RetryInfo {
        private static final int DETAILS = 3; // of a Status
        private static final int TYPE = 1; // of an Any
        private static final int VALUE = 2;
        private static final int DELAY = 1; // of a RetryInfo
        private static final int SECONDS = 1; // of a Duration
        private static final int NANOS = 2;
        private static final long MOST_SECONDS = 1 << 30;

        private RetryInfo() {}

        /** How long to wait; -1 when that is not said, or not so that it can be understood. */
        static long millis(@Nullable String base64) {
            if (base64 == null) {
                return -1;
            }
            try {
                byte[] status = Base64.getDecoder().decode(base64);
                return inStatus(status);
            } catch (IllegalArgumentException | MalformedOtlpException e) {
                return -1;
            }
        }

        private static long inStatus(byte[] bytes) throws MalformedOtlpException {
            ProtoReader in = new ProtoReader().over(bytes, 0, bytes.length);
            while (in.next()) {
                if (in.field() != DETAILS || in.wireType() != ProtoReader.LENGTH_DELIMITED) {
                    in.skip();
                    continue;
                }
                int length = in.length();
                int start = in.advance(length);
                long millis = inDetail(bytes, start, start + length);
                if (millis >= 0) {
                    return millis;
                }
            }
            return -1;
        }

        private static long inDetail(byte[] bytes, int from, int to) throws MalformedOtlpException {
            ProtoReader in = new ProtoReader().over(bytes, from, to);
            boolean ours = false;
            int start = to;
            int end = to;
            while (in.next()) {
                if (in.field() == TYPE && in.wireType() == ProtoReader.LENGTH_DELIMITED) {
                    ours = in.text().endsWith("/google.rpc.RetryInfo");
                } else if (in.field() == VALUE && in.wireType() == ProtoReader.LENGTH_DELIMITED) {
                    int length = in.length();
                    start = in.advance(length);
                    end = start + length;
                } else {
                    in.skip();
                }
            }
            return ours ? delay(bytes, start, end) : -1;
        }

        private static long delay(byte[] bytes, int from, int to) throws MalformedOtlpException {
            ProtoReader in = new ProtoReader().over(bytes, from, to);
            while (in.next()) {
                if (in.field() == DELAY && in.wireType() == ProtoReader.LENGTH_DELIMITED) {
                    int length = in.length();
                    int start = in.advance(length);
                    return duration(new ProtoReader().over(bytes, start, start + length));
                }
                in.skip();
            }
            return -1;
        }

        private static long duration(ProtoReader in) throws MalformedOtlpException {
            long seconds = 0;
            long nanos = 0;
            while (in.next()) {
                if (in.field() == SECONDS && in.wireType() == ProtoReader.VARINT) {
                    seconds = in.varint();
                } else if (in.field() == NANOS && in.wireType() == ProtoReader.VARINT) {
                    nanos = in.varint();
                } else {
                    in.skip();
                }
            }
            return Math.max(0, Math.min(seconds, MOST_SECONDS) * 1_000 + nanos / 1_000_000);
        }
    }
}
