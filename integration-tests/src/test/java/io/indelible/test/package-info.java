/**
 * Loaded by: tests.
 *
 * <p>The shipped jar in forked JVMs, as users run it. {@link io.indelible.test.ForkedJvm} starts one,
 * {@link io.indelible.test.Store} reads what it recorded; the programs that run there are in {@code app}.
 */
package io.indelible.test;
