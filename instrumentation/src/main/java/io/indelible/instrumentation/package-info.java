/**
 * Loaded by: engine.
 *
 * <p>What every instrumentation shares: {@link io.indelible.instrumentation.Instrumentation} says what is matched and
 * which handler answers a call, {@link io.indelible.instrumentation.Operation} is one operation being recorded,
 * {@link io.indelible.instrumentation.Operations} is what the engine offers to handlers. Each sub-package wraps one kind
 * of thing; {@link io.indelible.instrumentation.Vocabulary} spells every name on the wire once.
 */
@NullMarked
package io.indelible.instrumentation;

import org.jspecify.annotations.NullMarked;
