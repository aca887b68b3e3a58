/** Loaded by: application. Tests of the viewer. */
@NullMarked
package io.indelible.viewer;

import org.jspecify.annotations.NullMarked;
