/**
 * Loaded by: engine.
 *
 * <p>Which bytes came from which file: {@link io.indelible.instrumentation.file.content.Traffic} is what one thread reads,
 * {@link io.indelible.instrumentation.file.content.Claim} the rule by which a hash or a copy may say what it is of.
 * RATIONALE.md says why it is so, and why never wrongly.
 */
@NullMarked
package io.indelible.instrumentation.file.content;

import org.jspecify.annotations.NullMarked;
