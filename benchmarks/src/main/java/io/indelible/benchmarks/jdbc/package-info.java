/**
 * Loaded by: application.
 *
 * <p>Queries of an in-memory database, and the reading of SQL texts.
 */
@NullMarked
package io.indelible.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
