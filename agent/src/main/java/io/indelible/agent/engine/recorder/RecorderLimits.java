package io.indelible.agent.engine.recorder;

/**
 * The bounds of what is said.
 *
 * @param attributeValueLength characters after which a text value is cut
 * @param attributes attributes of a span after which the rest is dropped and counted
 * @param slowNanos operations that take longer make an event
 * @param messages which exceptions' messages are recorded
 */
public record RecorderLimits(int attributeValueLength, int attributes, long slowNanos, ExceptionMessages messages) {
    /** Which exceptions' messages are recorded. */
    public enum ExceptionMessages {
        /** All. */
        FULL,
        /** Not those of databases and HTTP clients, which quote rows and whole URLs. */
        SAFE,
        /** None. */
        NONE
    }
}
