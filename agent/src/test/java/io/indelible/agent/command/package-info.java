/** Loaded by: application. */
@NullMarked
package io.indelible.agent.command;

import org.jspecify.annotations.NullMarked;
