/**
 * Loaded by: engine.
 *
 * <p>What packaging puts in the place of {@code sun.misc.Unsafe} for the bundled libraries.
 */
@NullUnmarked // the shape, and so what may be null, is given by sun.misc.Unsafe
package io.indelible.exporter.spool.unsafe;

import org.jspecify.annotations.NullUnmarked;
