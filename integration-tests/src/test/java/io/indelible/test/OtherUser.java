package io.indelible.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whom root can run a program as: somebody who owns nothing. */
final class OtherUser {
    private static final String NAME = "nobody";

    private OtherUser() {}

    /** Whether these tests are run by root, who made this folder. */
    static boolean isRoot(Path own) throws IOException {
        return (int) Files.getAttribute(own, "unix:uid") == 0;
    }

    /** Makes it the owner of a file of root's. */
    static void give(Path file) throws IOException {
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NAME));
    }

    /** What a command begins with that it is to run. */
    static List<String> command() {
        if (isOnPath("setpriv")) {
            return List.of("setpriv", "--reuid=" + NAME, "--clear-groups", "--");
        }
        if (isOnPath("runuser")) {
            return List.of("runuser", "-u", NAME, "--");
        }
        throw new AssertionError("this test cannot be run by root, and this machine has neither setpriv nor runuser"
                + " (package util-linux) to run it as " + NAME + "; install one or test as another user");
    }

    private static boolean isOnPath(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }
}
