package io.indelible.exporter.otlp;

import java.net.http.HttpResponse.ResponseInfo;
import java.time.Instant;
import java.util.Locale;

/** What an answer over HTTP means (OTLP specification, OTLP/HTTP response). */
final class HttpAnswer {
    private static final int TOO_LARGE = 413;

    private HttpAnswer() {}

    static OtlpResponse of(ResponseInfo response, byte[] body, Instant now) {
        int status = response.statusCode();
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        boolean success = status >= 200 && status < 300;
        if (success && type.startsWith("text/html")) {
            // No OTLP endpoint: a page to log in, a proxy's excuse. Nobody has taken the records.
            return OtlpResponse.retry(-1, "HTTP " + status + " with a web page");
        }
        ServerSaid said = said(type, body, success);
        if (success) {
            return OtlpResponse.success(said);
        }
        return failure(status, reason(status, said), response, now);
    }

    private static OtlpResponse failure(int status, String reason, ResponseInfo response, Instant now) {
        if (status == 429 || status == 502 || status == 503 || status == 504) {
            return OtlpResponse.retry(retryAfter(response, now), reason);
        }
        if (status >= 300 && status < 400) {
            // Says something of the way, nothing of the records; and headers are for the host they were given for.
            return OtlpResponse.retry(-1, reason + ", redirects are not followed");
        }
        return status == TOO_LARGE ? OtlpResponse.tooLarge(reason) : OtlpResponse.refused(reason);
    }

    private static long retryAfter(ResponseInfo response, Instant now) {
        return response.headers()
                .firstValue("Retry-After")
                .map(value -> RetryAfter.millis(value, now))
                .orElse(-1L);
    }

    // A proxy on the way answers in HTML; what is not ours is not read.
    private static ServerSaid said(String type, byte[] body, boolean success) {
        if (type.startsWith("application/json")) {
            return ServerSaid.json(body);
        }
        if (!type.startsWith("application/x-protobuf")) {
            return ServerSaid.NOTHING;
        }
        return success ? ServerSaid.partialSuccess(body, 0, body.length) : ServerSaid.status(body);
    }

    private static String reason(int status, ServerSaid said) {
        return "HTTP " + status + (said.message().isEmpty() ? "" : ": " + said.message());
    }
}
