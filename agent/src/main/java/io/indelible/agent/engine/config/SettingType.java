package io.indelible.agent.engine.config;

/** How the text of a setting is understood, and how a message about a bad one says what is expected. */
public enum SettingType {
    /** Only {@code true} and {@code false}, in any case. */
    FLAG("true or false"),
    /** Anything. */
    TEXT("text"),
    /** A path; a leading {@code ~} is the home directory. */
    DIRECTORY("a directory"),
    /** A path of a file that is only read. */
    FILE("a PEM file that can be read"),
    /** One of {@link Setting#choices}, in any case. */
    CHOICE("one of"),
    /** Any of {@link Setting#choices}, in any case; anything where there are none. */
    LIST("a comma list"),
    /** Patterns of paths: {@link io.indelible.instrumentation.file.Globs}. */
    GLOBS("a comma list of patterns such as /data/**,~/in/*.csv"),
    /** Bytes: {@link Numbers#size}. */
    SIZE("a size such as 512MiB, 1GB or 1048576"),
    /** Time: {@link Numbers#duration}. */
    DURATION("a time such as 30d, 12h, 10m, 5s or 1000 (milliseconds)"),
    /** A whole number that is not negative. */
    COUNT("a whole number"),
    /** A share. */
    RATIO("a number from 0 to 1"),
    /** An address of OTLP over HTTP. */
    URL("a URL such as http://localhost:4318"),
    /** Pairs: {@link Pairs}. */
    PAIRS("key=value pairs separated by commas, other characters percent-encoded");

    /** What is expected, in words. */
    public final String expected;

    SettingType(String expected) {
        this.expected = expected;
    }

    /** Whether the text is a whole number of some unit. */
    boolean isNumber() {
        return this == SIZE || this == DURATION || this == COUNT;
    }
}
