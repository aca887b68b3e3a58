/** Loaded by: application. */
@NullMarked
package io.indelible.agent.engine.config;

import org.jspecify.annotations.NullMarked;
