package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;

/** The two logs there are. */
enum LogKind {
    CHRONICLE,
    PLAIN;

    /** A new one, with the segments of {@link Records#settings}. */
    RecordLog open(SpoolDirectory directory) {
        int segmentBytes = Records.settings(directory.root()).segmentBytes();
        try {
            return this == PLAIN
                    ? new PlainLog(directory.path(), segmentBytes, 0)
                    : ChronicleLog.open(directory.path(), segmentBytes, 0, AgentLog.SILENT);
        } catch (Throwable e) { // Chronicle throws anything
            throw new IllegalStateException(e);
        }
    }
}
