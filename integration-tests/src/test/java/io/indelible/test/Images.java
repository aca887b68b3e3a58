package io.indelible.test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Images of few modules, made by jlink. */
final class Images {
    private Images() {}

    /** An image of these modules; the test is skipped where the JDK cannot make it. */
    static Path of(Jdk jdk, Path work, String modules) {
        assumeTrue(Files.isExecutable(jdk.tool("jlink")), said("this JDK has no jlink: " + jdk.home()));
        Path image = work.resolve("image-" + Integer.toHexString(modules.hashCode()));
        ForkedJvm.Finished linked = new ForkedJvm(jdk, work)
                .tool("jlink", "--add-modules", modules, "--output", image.toString())
                .await();
        assumeTrue(linked.exit() == 0, said("jlink failed: " + linked.out() + linked.err()));
        return image;
    }

    private static String said(String why) {
        return "SKIPPED: " + why;
    }
}
