/**
 * Loaded by: engine.
 *
 * <p>What {@code java -jar indelible.jar <command>} does: an ordinary program, never part of an instrumented process.
 * {@link io.indelible.agent.command.IndelibleCommand} is the command line, {@link io.indelible.agent.command.DoctorCommand}
 * tells what the agent would do here, {@link io.indelible.agent.command.AttachCommand} has a running JVM load the agent,
 * {@link io.indelible.agent.command.DrainCommand} delivers what dead processes left,
 * {@link io.indelible.agent.command.IntegrityCommand} shows and verifies the digests of files.
 */
@NullMarked
package io.indelible.agent.command;

import org.jspecify.annotations.NullMarked;
