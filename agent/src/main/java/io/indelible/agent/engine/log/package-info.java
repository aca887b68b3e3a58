/**
 * Loaded by: engine.
 *
 * <p>What the agent says: {@link io.indelible.agent.engine.log.AgentLogFile} to its own rotated file, a line at most on
 * the application's standard error ({@link io.indelible.agent.engine.log.StandardError}), nothing anywhere else.
 */
@NullMarked
package io.indelible.agent.engine.log;

import org.jspecify.annotations.NullMarked;
