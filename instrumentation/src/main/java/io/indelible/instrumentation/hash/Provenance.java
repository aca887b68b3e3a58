package io.indelible.instrumentation.hash;

/** What is known of the file that a claim names, beyond its name. Asked right after the claim was settled. */
interface Provenance {
    /** Nothing is. */
    Provenance UNKNOWN = new Provenance() {
        @Override
        public boolean whole(Claim claim) {
            return false;
        }

        @Override
        public long openedEpochNanos(Claim claim) {
            return 0;
        }
    };

    /** Whether the bytes were those of the file from its first one on, in order. */
    boolean whole(Claim claim);

    /** When reading began, nanoseconds since the epoch. */
    long openedEpochNanos(Claim claim);
}
