package io.indelible.agent.engine;

/** The version of this build. */
public final class Version {
    /** As in the jar's manifest; {@code development} where there is none. */
    public static final String AGENT = read();

    private Version() {}

    private static String read() {
        try (java.io.InputStream in = Version.class.getResourceAsStream("/io/indelible/agent/version")) {
            return in == null
                    ? "development"
                    : new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip();
        } catch (java.io.IOException unreadable) {
            return "development";
        }
    }
}
