/**
 * Loaded by: application.
 *
 * <p>Whole processes side by side: the same workload without an agent, under Indelible and under other agents, round after
 * round in turn, so that what else the machine does falls on all of them. {@link io.indelible.benchmarks.compare.Compare}
 * drives, {@link io.indelible.benchmarks.compare.Workload} is what runs.
 */
@NullMarked
package io.indelible.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
