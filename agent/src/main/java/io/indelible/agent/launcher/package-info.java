/**
 * Loaded by: system, the application's own loader, because the JVM puts {@code -javaagent} jars there.
 *
 * <p>Three steps and no more: look whether this JVM is one for us, put the bridge beside {@code java.lang.String}, enter
 * the engine by name in its own loader. Nothing here may initialise what the application wants to initialise itself:
 * no logging, no {@code java.nio.file}, no JMX.
 */
package io.indelible.agent.launcher;
