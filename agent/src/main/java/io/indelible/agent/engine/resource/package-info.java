/**
 * Loaded by: engine.
 *
 * <p>Who recorded it: the OTLP {@code Resource} of this process, which goes in front of everything it records.
 */
@NullMarked
package io.indelible.agent.engine.resource;

import org.jspecify.annotations.NullMarked;
