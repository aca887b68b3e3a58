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
 * <p>Scans: {@code Files.walk}, {@code find} and {@code walkFileTree} through {@code java.nio.file.FileTreeWalker},
 * {@code Files.list} and {@code newDirectoryStream} through the platform's directory stream, {@code java.io.File.list} and
 * {@code listFiles} through {@code normalizedList}, which each of them calls once.
 * <ul>
 *   <li>A walk is one scan with all that is visited below its root; the folders opened on the way are part of it. It is
 *       over when there is no next entry or it is closed. One that is neither, and given up to the garbage, is not recorded.
 *   <li>Between its own calls a scan is not current: what a visitor copies or deletes is an operation beside it.
 *   <li>Entries are those handed out: with a filter, those that it accepts; of a stream stopped early, those up to there.
 *   <li>A walk from a file, and {@code File.list} of what is no folder, is no scan. A walk or stream whose folder cannot be
 *       read is a failed one. What fails further down is the application's to hear and does not fail the scan.
 *   <li>{@code java.io.File} answers false or null where it fails and knows no reason: {@code error.type} is
 *       {@code _OTHER} then. A {@code delete} that finds nothing is no operation; one after which the file is still there
 *       has failed.
 * </ul>
 *
 * <p>Not seen: directory streams of other file systems than the default (walks of them are), {@code
 * SecureDirectoryStream.newDirectoryStream}, {@code File.deleteOnExit} once the engine has ended, copies by loops over streams, mapped files, scattering
 * and gathering, {@code AsynchronousFileChannel}, and direct calls to a {@code FileSystemProvider}.
 */
@NullMarked
package io.indelible.instrumentation.file;

import org.jspecify.annotations.NullMarked;
