package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar indelible.jar attach PID}: a program that runs already is recorded from then on, and goes on as before. */
class AttachIT {
    private static final int WARNS = 21;

    @TempDir
    Path work;

    private Path folder;

    @BeforeEach
    void createFolder() throws IOException {
        folder = Files.createDirectory(work.resolve("folder"));
    }

    @OnEveryJdk
    void runningProgram_isRecordedFromThenOn(Jdk jdk) {
        Rounds rounds = Rounds.start(jvm(jdk).withoutAgent(), folder);
        String before = rounds.round("one");

        ForkedJvm.Finished attached = jvm(jdk).command("attach", rounds.pid()).run();
        String after = rounds.round("two");
        ForkedJvm.Finished ended = rounds.end();

        assertThat(attached.ok().out()).startsWith("Process " + rounds.pid() + " is recorded from now on, to ");
        assertThat(attached.out().contains("dynamically loaded")).isEqualTo(jdk.feature() >= WARNS);
        assertThat(attached.err()).isEmpty();
        assertThat(after.replaceAll(" .* 0", " 0"))
                .isEqualTo(before.replaceAll(" .* 0", " 0").replace("one", "two"));
        assertThat(ended.err().lines()).noneMatch(line -> line.startsWith("[indelible]"));
        assertThat(Store.complete(work, "test").spans())
                .extracting(Store.Span::name)
                .containsOnlyOnce(Rounds.SPANS);
        assertThat(Store.complete(work, "test").spans("file copy"))
                .singleElement()
                .matches(copy -> copy.text("indelible.file.target.path").endsWith("two"));
    }

    @OnEveryJdk
    void settings_areThoseGivenToTheCommand(Jdk jdk) {
        Rounds rounds = Rounds.start(jvm(jdk).withoutAgent().property("otel.service.name", "of-the-program"), folder);
        rounds.round("one");

        new ForkedJvm(jdk, work)
                .withoutProperty("otel.service.name")
                .command("attach", rounds.pid(), "otel.service.name=given", "otel.instrumentation.jdbc.enabled=false")
                .run()
                .ok();
        rounds.round("two");
        rounds.end();

        assertThat(Store.complete(work, "given").spans())
                .extracting(Store.Span::name)
                .contains("file copy", "GET")
                .doesNotContain("SELECT item");
    }

    @OnEveryJdk
    void attachedTwice_saysSoAndRecordsOnce(Jdk jdk) {
        Rounds rounds = Rounds.start(jvm(jdk).withoutAgent(), folder);
        jvm(jdk).command("attach", rounds.pid()).run().ok();
        ForkedJvm.Finished again = jvm(jdk).command("attach", rounds.pid()).run();
        rounds.round("one");
        ForkedJvm.Finished ended = rounds.end();

        assertThat(again.ok().out())
                .isEqualTo("Process " + rounds.pid() + " has Indelible already; nothing was changed.\n");
        assertThat(ended.err())
                .containsOnlyOnce("[indelible] is in this JVM already; attaching it again changes nothing");
        assertThat(Store.complete(work, "test").spans())
                .extracting(Store.Span::name)
                .containsOnlyOnce(Rounds.SPANS);
    }

    @OnEveryJdk
    void programThatRefuses_getsNothingAndTheCommandSaysWhy(Jdk jdk) {
        assumeTrue(jdk.feature() >= WARNS, "before JDK 21 a program cannot refuse agents");
        Rounds rounds = Rounds.start(jvm(jdk).withoutAgent().flag("-XX:-EnableDynamicAgentLoading"), folder);
        rounds.round("one");
        ForkedJvm.Finished attached = jvm(jdk).command("attach", rounds.pid()).run();

        assertThat(attached.exit()).isEqualTo(1);
        assertThat(attached.out())
                .startsWith("Cannot attach to " + rounds.pid() + ": ")
                .contains("not enabled");
        rounds.round("two");
        assertThat(rounds.end().err()).isEmpty();
        assertThat(work.resolve("indelible")).doesNotExist();
    }

    @Test
    void withoutPid_listsTheJvms() {
        Jdk jdk = Jdk.own();
        Rounds rounds = Rounds.start(jvm(jdk).withoutAgent(), folder);
        rounds.round("one");
        ForkedJvm.Finished listed = jvm(jdk).command("attach").run();
        rounds.end();

        assertThat(listed.ok().out()).containsPattern("(?m)^" + rounds.pid() + "  .*Errands ");
    }

    @Test
    void pidOfNobody_isSaid() {
        ForkedJvm.Finished attached =
                jvm(Jdk.own()).command("attach", "999999999").run();

        assertThat(attached.exit()).isEqualTo(1);
        assertThat(attached.out()).startsWith("Cannot attach to 999999999: ");
        assertThat(attached.err()).isEmpty();
    }

    @Test
    void imageWithoutTheModule_isSaid() {
        Jdk jdk = Jdk.own();
        Path image = Images.of(jdk, work, "java.base,java.instrument,java.logging,java.management");

        ForkedJvm.Finished attached =
                jvm(new Jdk(jdk.feature(), image)).command("attach", "1").run();

        assertThat(attached.exit()).isEqualTo(1);
        assertThat(attached.out()).contains("no module jdk.attach");
        assertThat(attached.err()).isEmpty();
    }

    private ForkedJvm jvm(Jdk jdk) {
        return new ForkedJvm(jdk, work);
    }
}
