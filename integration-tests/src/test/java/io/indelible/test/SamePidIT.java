package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are all number 1, as in containers that share a directory: the number does not tell the dead from the living. */
final class SamePidIT {
    private static final int COPIES = 20;

    @TempDir
    private Path work;

    private final List<CopyProcess> started = new ArrayList<>();
    private final Set<String> made = new TreeSet<>();

    @BeforeEach
    void needNamespaces() throws InterruptedException {
        PidNamespace.require();
    }

    @AfterEach
    void endAll() {
        started.forEach(CopyProcess::kill);
    }

    @OnEveryJdk
    void twoOfOneNumber_leaveEachOtherAloneAndLoseNothing(Jdk jdk) throws Exception {
        leave(jdk, "dead1");
        CopyProcess first = start(jdk, "first");
        copy(first, "first", 0);
        Patience.until("the first one looks for dead ones", () -> instances().size() == 1);
        Path ofFirst = instances().get(0);
        leave(jdk, "dead2");
        Path ofDead = instances().get(1);
        CopyProcess second = start(jdk, "second");
        copy(second, "second", 0);
        Patience.until("the second one looks for dead ones", () -> !Files.exists(ofDead));

        assertThat(instances()).as("of the living").hasSize(2).contains(ofFirst);
        assertThat(drain(jdk)).as("with two who live").isEqualTo("No dead process left anything.\n");
        assertThat(instances()).as("of the living").hasSize(2).contains(ofFirst);
        copy(first, "first", COPIES);
        copy(second, "second", COPIES);
        PidNamespace.kill(first.pid());
        PidNamespace.kill(second.pid());
        drain(jdk);

        assertThat(instances()).isEmpty();
        assertThat(recorded()).isEqualTo(made);
        assertThat(store().resources("traces"))
                .extracting(each -> each.get("process.pid"))
                .containsOnly(1L);
    }

    /** What it leaves is adopted by whoever looks for dead ones next. */
    private void leave(Jdk jdk, String name) throws Exception {
        CopyProcess process = start(jdk, name);
        copy(process, name, 0);
        PidNamespace.kill(process.pid());
    }

    private CopyProcess start(Jdk jdk, String name) {
        CopyProcess process = CopyProcess.start(new ForkedJvm(jdk, work).asProcess1(), work.resolve(name));
        started.add(process);
        return process;
    }

    private void copy(CopyProcess process, String name, int from) {
        process.copy(COPIES);
        for (int i = from; i < from + COPIES; i++) {
            made.add(work.resolve(name) + "/copies/copy-" + i);
        }
    }

    private String drain(Jdk jdk) {
        return new ForkedJvm(jdk, work)
                .asProcess1()
                .command("drain", "--timeout", "2m")
                .run()
                .ok()
                .out();
    }

    private Set<String> recorded() {
        Set<String> recorded = new TreeSet<>();
        store().eachSpan(span -> recorded.add(Objects.requireNonNull(span.text("indelible.file.target.path"))));
        return recorded;
    }

    private List<Path> instances() {
        return store().instances();
    }

    private Store store() {
        return new Store(work, "test");
    }
}
