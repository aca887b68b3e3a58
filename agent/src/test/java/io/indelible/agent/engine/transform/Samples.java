package io.indelible.agent.engine.transform;

import java.util.concurrent.Callable;

/** Classes that are advised in tests, loaded anew each time. */
public final class Samples {
    private Samples() {}

    /** What is looked for. */
    public interface Work {
        /** Does it. */
        int work();

        /** Does it twice. */
        default int twice() {
            return work() + work();
        }
    }

    /** The usual case. */
    public static class Plain implements Work {
        /** Callers see it. */
        public static final String CONSTANT = "constant";

        @Override
        public int work() {
            return 7;
        }
    }

    /** Implements it by way of another class. */
    public static final class Deep extends Plain {
        @Override
        public int work() {
            return super.work() + 1;
        }
    }

    /** Has no body to put anything into. */
    public abstract static class Unfinished implements Work {
        @Override
        public abstract int work();
    }

    /** Implements it and declares nothing itself. */
    public abstract static class Silent implements Work {}

    /** Has the method and not the interface, and yet mentions it. */
    public static final class Unrelated {
        /** A method of the same name. */
        public int work() {
            return 1;
        }

        /** Mentions it. */
        public Class<?> mentions() {
            return Work.class;
        }
    }

    /** Another interface below. */
    public interface MoreWork extends Work {
        @Override
        default int work() {
            return 0;
        }
    }

    /** Has a supertype that will be missing. */
    public static final class Orphan implements Missing, Callable<Integer>, Work {
        @Override
        public int work() {
            return 1;
        }

        @Override
        public Integer call() {
            return 1;
        }
    }

    /** Is not there when {@link Orphan} is transformed. */
    public interface Missing {}
}
