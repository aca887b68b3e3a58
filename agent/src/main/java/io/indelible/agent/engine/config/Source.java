package io.indelible.agent.engine.config;

/** Where the value of a setting came from; the first that has one wins. */
public enum Source {
    /** A system property. */
    PROPERTY,
    /** An environment variable. */
    ENVIRONMENT,
    /** Nobody set it, or what was set could not be used. */
    DEFAULT;

    /** The lower-case name, as doctor shows it. */
    public String label() {
        return switch (this) {
            case PROPERTY -> "property";
            case ENVIRONMENT -> "environment";
            case DEFAULT -> "default";
        };
    }
}
