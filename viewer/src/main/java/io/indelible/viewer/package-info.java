/**
 * Loaded by: application.
 *
 * <p>Shows what the local store holds; {@link io.indelible.viewer.TracesCommand} is the command. It knows the layout and
 * the lines of the store (OTLP JSON) and nothing else of the project. {@link io.indelible.viewer.TraceStore} reads,
 * {@link io.indelible.viewer.RecentTraces}, {@link io.indelible.viewer.OperationSummary} and
 * {@link io.indelible.viewer.TraceSearch} keep what a view needs, the views print.
 */
@NullMarked
package io.indelible.viewer;

import org.jspecify.annotations.NullMarked;
