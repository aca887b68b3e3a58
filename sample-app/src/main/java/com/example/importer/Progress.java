package com.example.importer;

import java.io.PrintStream;

/** Is told of every operation right after it completed. */
@FunctionalInterface
interface Progress {
    Progress SILENT = (kind, name) -> {};

    /** The operation of this kind on the file of this name is done. */
    void done(String kind, String name);

    /** Prints a line for each, and has it leave the process before it returns. */
    static Progress printing(PrintStream out) {
        return (kind, name) -> {
            out.println("done " + kind + " " + name);
            out.flush();
        };
    }
}
