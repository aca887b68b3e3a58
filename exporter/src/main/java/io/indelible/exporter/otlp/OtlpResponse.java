package io.indelible.exporter.otlp;

/**
 * What an answer of an OTLP endpoint means, whatever protocol it came by.
 *
 * @param verdict what to do
 * @param retryAfterMillis -1 when not said
 * @param rejected from {@code partial_success}, or 0
 * @param reason what to say about it; of a success only what the server said
 */
record OtlpResponse(Verdict verdict, long retryAfterMillis, long rejected, String reason) {
    /** What follows from an answer. */
    enum Verdict {
        /** The records are there, but for those that are rejected. */
        SUCCESS,
        /** The same request may succeed later. */
        RETRY,
        /** A smaller request may succeed. */
        TOO_LARGE,
        /** The server will never take it. */
        REFUSED
    }

    static OtlpResponse success(ServerSaid said) {
        return new OtlpResponse(Verdict.SUCCESS, -1, Math.max(0, said.rejected()), said.message());
    }

    static OtlpResponse retry(long retryAfterMillis, String reason) {
        return new OtlpResponse(Verdict.RETRY, retryAfterMillis, 0, reason);
    }

    static OtlpResponse tooLarge(String reason) {
        return new OtlpResponse(Verdict.TOO_LARGE, -1, 0, reason);
    }

    static OtlpResponse refused(String reason) {
        return new OtlpResponse(Verdict.REFUSED, -1, 0, reason);
    }
}
