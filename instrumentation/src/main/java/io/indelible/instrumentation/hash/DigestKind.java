package io.indelible.instrumentation.hash;

import org.jspecify.annotations.Nullable;

/**
 * What kind of digest an object is.
 *
 * @param algorithm what it computes
 * @param provider who computes it; null when it does not say
 * @param habit how its calls ring
 * @param comparable whether equal content always gives an equal value: not so where a seed or a key is mixed in
 */
record DigestKind(Algorithm algorithm, @Nullable String provider, Habit habit, boolean comparable) {
    /** How the calls of a digest ring. */
    enum Habit {
        /** Each update once; single bytes perhaps by the block. */
        PLAIN,
        /** Each update when it begins and when it returns, for updates call each other or a delegate's; single bytes perhaps by the block. */
        NESTING,
        /** As {@link #PLAIN}; made by the million for hash tables and filters: what is small is not even counted. */
        LIGHT,
        /** As {@link #NESTING}, in one call of a function that all threads share; what is small is not counted. */
        ONE_SHOT;

        /** Whether the return of an update is told too. */
        boolean nests() {
            return this == NESTING || this == ONE_SHOT;
        }

        /** Whether the thread that feeds it is to know it alone, as long as that can be. */
        boolean local() {
            return this == LIGHT || this == ONE_SHOT;
        }
    }
}
