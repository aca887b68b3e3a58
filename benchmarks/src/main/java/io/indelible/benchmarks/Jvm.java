package io.indelible.benchmarks;

/** Options of forked JVMs. Paths are relative to the repository's root, where benchmarks are started. */
public final class Jvm {
    /** The shipped agent, as users attach it. */
    public static final String AGENT = "-javaagent:agent/target/indelible.jar";
    /** Its spools. */
    public static final String DIRECTORY = "-Dindelible.dir=benchmarks/target/indelible";
    /** What is recorded stays in the spool, so that a second core's work does not blur the calling thread's. */
    public static final String NO_EXPORT = "-Dindelible.exporter=none";

    /** With {@link #OPEN}: what the ring needs of the JDK; in an agent's process the launcher opens it. */
    public static final String EXPORT = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";
    /** See {@link #EXPORT}. */
    public static final String OPEN = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    private Jvm() {}
}
