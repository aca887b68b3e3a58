/**
 * Loaded by: engine.
 *
 * <p>How the agent itself does: what was kept and lost, what waits, what the destinations took. The same figures go out as
 * OTLP metrics and into a small file beside the spool, where {@code doctor} finds them while the process runs.
 */
@NullMarked
package io.indelible.agent.engine.health;

import org.jspecify.annotations.NullMarked;
