/**
 * Loaded by: engine.
 *
 * <p>The integrity ledger: what every wholly hashed file's digest was, and what is a copy of what.
 * {@link io.indelible.agent.engine.integrity.Ledger} is all that application threads meet;
 * {@link io.indelible.agent.engine.integrity.LedgerWork} is the thread behind it,
 * {@link io.indelible.agent.engine.integrity.Keeper} the rules, {@link io.indelible.agent.engine.integrity.LedgerFile} the
 * file, {@link io.indelible.agent.engine.integrity.LedgerReader} the way in for the command line.
 */
@NullMarked
package io.indelible.agent.engine.integrity;

import org.jspecify.annotations.NullMarked;
