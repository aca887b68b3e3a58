/**
 * Loaded by: bootstrap.
 *
 * <p>The only names that inlined advice may call. Everything here lives beside {@code java.lang.String}, is seen by every
 * class of the process and can never be unloaded, so it is small, names nothing but {@code java.base} and decides
 * nothing: all thinking happens behind {@link io.indelible.bridge.Recorder} in the engine's own loader.
 */
@NullMarked
package io.indelible.bridge;

import org.jspecify.annotations.NullMarked;
