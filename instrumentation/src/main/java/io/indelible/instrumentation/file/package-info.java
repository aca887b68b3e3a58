/**
 * Loaded by: engine.
 *
 * <p>Copy, move, link, delete and channel transfer. Wrapped are the static methods of {@code java.nio.file.Files},
 * because every provider's copy passes there once, and {@code transferTo} and {@code transferFrom} of
 * {@code sun.nio.ch.FileChannelImpl}, because a fast copy loop ends there. What one of them calls of the others is part
 * of the outermost.
 *
 * <p>Chosen, because it is not obvious:
 * <ul>
 *   <li>Each {@code transferTo} call outside of {@code Files} is one operation, so a loop over a large file is several.
 *       A call that moves nothing, such as the last one of such a loop, is none.
 *   <li>A {@code deleteIfExists} that finds nothing is no operation.
 *   <li>The path of the <em>other</em> channel of a transfer is known only if this thread opened it recently: four
 *       channels are remembered per thread ({@link io.indelible.instrumentation.file.OpenedChannels}), which costs one
 *       small object per open; a map of all open channels would cost a look-up structure to keep and to sweep.
 *   <li>A copy whose source or target is none of the application's data ({@link
 *       io.indelible.instrumentation.file.PathFilter}) is not recorded.
 *   <li>Why something failed is said in few words ({@link io.indelible.instrumentation.file.FailureReason}), and how much was
 *       moved is counted ({@link io.indelible.instrumentation.file.FileFigures}); further questions are answered in
 *       RATIONALE.md.
 *   <li>Sizes and identities are asked of the default file system only, where the question is a system call; that of
 *       a custom one may be a network request.
 * </ul>
 *
 * <p>Not seen: {@code java.io.File.renameTo} and {@code delete}, copies by loops over streams, mapped files, scattering
 * and gathering, {@code AsynchronousFileChannel}, and direct calls to a {@code FileSystemProvider}.
 */
@NullMarked
package io.indelible.instrumentation.file;

import org.jspecify.annotations.NullMarked;
