package io.indelible.instrumentation;

/** The kinds of operations: what they are called in scopes, metrics and events, and how their spans are marked. */
public enum Family {
    /** File operations: copy, move, link, delete, scan. */
    FILE("io.indelible.file", Kind.INTERNAL, Metric.FILE_OPERATION_DURATION, Vocabulary.FILE_EXCEPTION, Severity.WARN),
    /** Hashing. */
    HASH("io.indelible.hash", Kind.INTERNAL, Metric.FILE_OPERATION_DURATION, Vocabulary.FILE_EXCEPTION, Severity.WARN),
    /** Database calls by JDBC. */
    DATABASE(
            "io.indelible.jdbc",
            Kind.CLIENT,
            Metric.DB_CLIENT_OPERATION_DURATION,
            Vocabulary.DB_CLIENT_EXCEPTION,
            Severity.WARN),
    /** Outgoing HTTP requests. */
    HTTP_CLIENT(
            "io.indelible.http.client",
            Kind.CLIENT,
            Metric.HTTP_CLIENT_REQUEST_DURATION,
            Vocabulary.HTTP_CLIENT_EXCEPTION,
            Severity.WARN),
    /** Incoming HTTP requests. */
    HTTP_SERVER(
            "io.indelible.http.server",
            Kind.SERVER,
            Metric.HTTP_SERVER_REQUEST_DURATION,
            Vocabulary.HTTP_SERVER_EXCEPTION,
            Severity.ERROR);

    /** The OTLP number of a span's kind. */
    public enum Kind {
        /** Inside the process. */
        INTERNAL(1),
        /** Answers a remote caller. */
        SERVER(2),
        /** Calls something remote. */
        CLIENT(3);

        /** The number on the wire. */
        public final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /** The OTLP severity of the event that a failure makes; semantic conventions, exceptions in logs. */
    public enum Severity {
        /** Expected to be handled by the application. */
        WARN(13),
        /** Not handled by the application. */
        ERROR(17);

        /** The number on the wire. */
        public final int number;

        Severity(int number) {
            this.number = number;
        }
    }

    /** The name of the instrumentation scope. */
    public final String scope;

    /** The kind of its spans. */
    public final Kind kind;

    /** The timer of its durations. */
    public final Metric timer;

    /** The name of the event that a failure makes. */
    public final String exceptionEvent;

    /** The severity of that event. */
    public final Severity exceptionSeverity;

    Family(String scope, Kind kind, Metric timer, String exceptionEvent, Severity exceptionSeverity) {
        this.scope = scope;
        this.kind = kind;
        this.timer = timer;
        this.exceptionEvent = exceptionEvent;
        this.exceptionSeverity = exceptionSeverity;
    }
}
