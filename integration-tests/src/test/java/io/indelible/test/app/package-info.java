/**
 * Loaded by: application.
 *
 * <p>Small programs that tests run in a forked JVM with the agent. They know nothing of it.
 */
@NullMarked
package io.indelible.test.app;

import org.jspecify.annotations.NullMarked;
