package io.indelible.agent.command;

/**
 * Something that is not well.
 *
 * @param problem what, in one line
 * @param remedy what to do about it
 */
record Finding(String problem, String remedy) {}
