/** Loaded by: application. */
@NullMarked
package io.indelible.agent.engine.log;

import org.jspecify.annotations.NullMarked;
