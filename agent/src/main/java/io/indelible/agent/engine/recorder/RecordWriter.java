package io.indelible.agent.engine.recorder;

import io.indelible.exporter.Signal;

/** Takes finished records: the spool, seen from application threads. Never blocks, never throws. */
@FunctionalInterface
public interface RecordWriter {
    /** The longest record that every ring takes: an eighth of the smallest one, which has 1 MiB. */
    int SAFE_LENGTH = 128 * 1024;

    /**
     * Keeps a record; when this returns true it survives the death of the process.
     *
     * @param signal what it is, for counting
     * @param bytes holds the record, in the format of {@link io.indelible.exporter.SpoolRecord}; free again on return
     * @return false when it was dropped and counted
     */
    boolean write(Signal signal, byte[] bytes, int offset, int length);
}
