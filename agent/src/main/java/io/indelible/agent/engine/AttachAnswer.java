package io.indelible.agent.engine;

import jdk.internal.vm.VMSupport;

/**
 * What became of an attach, told to whoever attached: in the properties that the JVM keeps for the attach interface, which
 * its own agents use for the same and which no application sees.
 */
public final class AttachAnswer {
    /** The property. Its value begins with one of the words below; a text for people follows. */
    public static final String PROPERTY = "indelible.answer";

    /** The engine started. */
    public static final String STARTED = "started ";

    /** The engine was there. */
    public static final String ALREADY = "already ";

    /** The settings say that nothing is to be recorded. */
    public static final String OFF = "off ";

    private AttachAnswer() {}

    /** Says that the engine was there already. Called by the launcher, by name. */
    public static void already() {
        give(ALREADY + Version.AGENT);
    }

    /** Gives the answer; it stays for whoever attaches next. */
    static void give(String answer) {
        try {
            VMSupport.getAgentProperties().setProperty(PROPERTY, answer);
        } catch (Throwable untold) {
            // Who attached has to look into the directory.
        }
    }
}
