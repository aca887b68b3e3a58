package io.indelible.test.app;

import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A request that nobody answers, by what the smallest image has, and a copy. Arguments: a port where nobody listens, a folder. */
public final class RefusedRequest {
    private RefusedRequest() {}

    public static void main(String[] args) throws Exception {
        Path source = Files.writeString(Path.of(args[1], "source"), "x");
        Files.copy(source, source.resolveSibling("copy"));
        try {
            URI.create("http://localhost:" + args[0] + "/")
                    .toURL()
                    .openConnection()
                    .getInputStream();
        } catch (ConnectException expected) {
            System.out.println("refused");
        }
    }
}
