package io.indelible.test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PID namespace of its own, whose first process has the number 1, as in a container. Needs root. */
final class PidNamespace {
    private PidNamespace() {}

    /** What a command begins with that is to be number 1. What comes between ends with it, and it with that. */
    static List<String> command() {
        return List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "--");
    }

    /** Skips the test, loudly, where none can be made. */
    static void require() throws InterruptedException {
        boolean can = works();
        if (!can) {
            System.err.println("SKIPPED, processes of equal numbers are NOT tested here: cannot run unshare --pid");
        }
        assumeTrue(can, "cannot run unshare --pid");
    }

    /** As {@code kill -9} of the process inside: what has this number here stands around it. Returns when it is over. */
    static void kill(long pid) throws Exception {
        ProcessHandle inside =
                ProcessHandle.of(pid).orElseThrow().children().findFirst().orElseThrow();
        inside.destroyForcibly();
        inside.onExit().get(1, TimeUnit.MINUTES);
    }

    private static boolean works() throws InterruptedException {
        List<String> trial = new ArrayList<>(command());
        trial.add("true");
        try {
            return new ProcessBuilder(trial)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchTool) {
            return false;
        }
    }
}
