package io.indelible.agent.engine.config;

/** Where the value of a setting came from; the first that has one wins. */
public enum Source {
    /** An argument of the agent. */
    ARGUMENT,
    /** A system property. */
    PROPERTY,
    /** An environment variable. */
    ENVIRONMENT,
    /** Nobody set it, or what was set could not be used. */
    DEFAULT;

    /** The lower-case name, as doctor shows it. */
    public String label() {
        return switch (this) {
            case ARGUMENT -> "argument";
            case PROPERTY -> "property";
            case ENVIRONMENT -> "environment";
            case DEFAULT -> "default";
        };
    }
}
