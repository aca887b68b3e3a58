package io.indelible.exporter.spool;

import java.util.List;

/**
 * What is to be told of this process should it die now. Asked on a thread of the engine, one at a time, twice a second or less often. What
 * is thrown means that nothing new is to be told.
 */
public interface LastWords {
    /** Nothing is. */
    LastWords NONE = new LastWords() {
        @Override
        public List<byte[]> open() {
            return List.of();
        }

        @Override
        public List<byte[]> metrics() {
            return List.of();
        }
    };

    /**
     * The spans of operations that are open, each a whole record. Recovery delivers those whose spans have no record of
     * their own.
     */
    List<byte[]> open();

    /** The metrics as of now, each a whole record. */
    List<byte[]> metrics();
}
