/**
 * Loaded by: application, in JVMs that the tests fork.
 *
 * <p>Small programs that know nothing of the agent. Each prints what it saw, a line for each fact, so that a test can
 * compare what it prints with and without the agent.
 */
package io.indelible.test.app;
