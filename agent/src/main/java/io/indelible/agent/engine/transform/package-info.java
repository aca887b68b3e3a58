/**
 * Loaded by: engine.
 *
 * <p>Inlines advice into classes as they are loaded. A class is looked at by its name first and, for subtypes, by what its
 * constant pool mentions; Byte Buddy sees only the few that are left.
 */
@NullMarked
package io.indelible.agent.engine.transform;

import org.jspecify.annotations.NullMarked;
