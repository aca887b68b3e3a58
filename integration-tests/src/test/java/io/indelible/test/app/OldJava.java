package io.indelible.test.app;

/** An agent that runs before ours and makes the JVM pretend to be older: of version {@code arguments}. */
public final class OldJava {
    private OldJava() {}

    public static void premain(String arguments) {
        System.setProperty("java.specification.version", arguments);
    }
}
