/**
 * Loaded by: engine.
 *
 * <p>What happens between the doorbell and the ring: calls find their handlers, operations get ids and parents, and when
 * one ends its timer is recorded and its span is encoded once, as OTLP, into the record that the spool keeps.
 */
@NullMarked
package io.indelible.agent.engine.recorder;

import org.jspecify.annotations.NullMarked;
