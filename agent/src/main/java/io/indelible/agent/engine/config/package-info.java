/**
 * Loaded by: engine.
 *
 * <p>What the user asked for. {@link io.indelible.agent.engine.config.Setting} is the one list of everything that can be
 * set, {@link io.indelible.agent.engine.config.Settings} is what applies in this process and what was wrong with what was
 * asked for, {@link io.indelible.agent.engine.config.Directories} decides where files go. All of it runs in premain, so
 * it uses neither regular expressions, streams, lambdas nor {@code java.nio.file}; see RATIONALE.md.
 */
@NullMarked
package io.indelible.agent.engine.config;

import org.jspecify.annotations.NullMarked;
