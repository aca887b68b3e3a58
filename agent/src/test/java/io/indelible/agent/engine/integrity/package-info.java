/** Loaded by: application. */
@NullMarked
package io.indelible.agent.engine.integrity;

import org.jspecify.annotations.NullMarked;
