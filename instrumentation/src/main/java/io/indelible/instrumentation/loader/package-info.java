/**
 * Loaded by: engine.
 *
 * <p>Loaders that do not ask the bootstrap loader for packages they do not know: OSGi's and those of JBoss Modules. What is inlined into
 * the classes of a bundle calls the bridge, so these loaders must find that one class. What is wrapped: {@code loadClass(String, boolean)}
 * of Felix, Equinox and JBoss Modules.
 *
 * <p>Not seen: loaders of the same kind by other names. In their classes nothing is recorded, and nothing fails.
 */
@NullMarked
package io.indelible.instrumentation.loader;

import org.jspecify.annotations.NullMarked;
