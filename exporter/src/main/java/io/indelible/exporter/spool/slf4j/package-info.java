/**
 * Loaded by: engine.
 *
 * <p>Where the bundled libraries' log lines go: warnings and errors to the agent's own log, the rest nowhere.
 */
@NullMarked
package io.indelible.exporter.spool.slf4j;

import org.jspecify.annotations.NullMarked;
