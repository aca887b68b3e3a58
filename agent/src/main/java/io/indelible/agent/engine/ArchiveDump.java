package io.indelible.agent.engine;

import jdk.internal.misc.CDS;

/**
 * Whether this run of the JVM is to leave an archive of classes: an AOT cache (JEP 483) or a CDS archive. Classes of the JDK must then stay as they are: at the
 * end of a run that changed them the JVM crashes.
 */
final class ArchiveDump {
    static final String LINE = "does nothing in this run, for it writes an archive of classes (AOT cache or CDS);"
            + " runs that use the archive are recorded";

    private ArchiveDump() {}

    static boolean isUnderWay() {
        try {
            return CDS.isDumpingArchive();
        } catch (LinkageError unknown) {
            return false;
        }
    }
}
