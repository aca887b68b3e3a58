package io.indelible.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indelible.test.app.Errands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A program that runs errands, round by round, for as long as it is told to. */
final class Rounds {
    /** What one round is recorded as: the span of each errand. */
    static final String[] SPANS = {"file copy", "hash MD5", "SELECT item", "GET", "GET /errands"};

    private final ForkedJvm.Running running;

    private Rounds(ForkedJvm.Running running) {
        this.running = running;
    }

    static Rounds start(ForkedJvm jvm, Path folder) {
        return new Rounds(jvm.app(Errands.class, folder.toString()).start());
    }

    /** Has it do a round of this name; what it says. */
    String round(String name) {
        tell(name);
        String line = running.line();
        if (line == null) {
            throw new AssertionError("it ended: " + running.await());
        }
        return line;
    }

    String pid() {
        return Long.toString(running.process().pid());
    }

    /** Lets it end by itself. */
    ForkedJvm.Finished end() {
        tell("end");
        return running.await().ok();
    }

    private void tell(String line) {
        try {
            running.process().getOutputStream().write((line + "\n").getBytes(UTF_8));
            running.process().getOutputStream().flush();
        } catch (IOException dead) {
            throw new UncheckedIOException(running.await().toString(), dead);
        }
    }
}
