/** Loaded by: application. Tests of the JDBC instrumentation. */
@NullMarked
package io.indelible.instrumentation.jdbc;

import org.jspecify.annotations.NullMarked;
