/**
 * Loaded by: engine.
 *
 * <p>The composition root: {@link io.indelible.agent.engine.Engine} puts the parts together once at start.
 */
@NullMarked
package io.indelible.agent.engine;

import org.jspecify.annotations.NullMarked;
