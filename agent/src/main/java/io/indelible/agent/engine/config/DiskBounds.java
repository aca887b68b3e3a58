package io.indelible.agent.engine.config;

/**
 * How much disk something may use. What is older or more goes, the oldest first.
 *
 * @param maxBytes bytes, at least 1 MiB
 * @param maxAgeMillis milliseconds, at least 1
 */
public record DiskBounds(long maxBytes, long maxAgeMillis) {}
