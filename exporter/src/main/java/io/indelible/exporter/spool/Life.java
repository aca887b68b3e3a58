package io.indelible.exporter.spool;

import java.util.List;

/**
 * What a process said of itself last.
 *
 * @param clean whether it said that it ends
 * @param epochMillis when that was
 * @param words records that were to be told should it die
 */
record Life(boolean clean, long epochMillis, List<byte[]> words) {}
