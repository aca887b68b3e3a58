/** Loaded by: application. */
@NullMarked
package io.indelible.agent.engine.resource;

import org.jspecify.annotations.NullMarked;
