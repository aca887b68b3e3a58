package io.indelible.agent.engine;

import jdk.internal.access.SharedSecrets;

/**
 * Has work done when the JVM ends, after all shutdown hooks of the application: what these do is recorded and delivered
 * like anything else.
 */
final class EndOfProcess {
    /** The JVM's own hooks run one after the other: 1 runs all of the application's, 2 deletes files, this is the last. */
    private static final int SLOT = 9;

    private EndOfProcess() {}

    /** The work runs on whatever thread ends the JVM. Where the JVM refuses, it runs beside the application's hooks. */
    static void register(Runnable work) {
        try {
            SharedSecrets.getJavaLangAccess().registerShutdownHook(SLOT, false, work);
        } catch (Throwable refused) {
            Runtime.getRuntime().addShutdownHook(new EngineThread("indelible-shutdown", work));
        }
    }
}
