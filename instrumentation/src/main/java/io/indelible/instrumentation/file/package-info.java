/**
 * Loaded by: engine.
 *
 * <p>Two kinds of operations. Whole calls: copy, move, link, delete by {@code java.nio.file.Files} and {@code java.io.File},
 * because every provider's copy passes there once. And files from open to close ({@link
 * io.indelible.instrumentation.file.StreamFile}): {@code FileInputStream}, {@code FileOutputStream}, {@code RandomAccessFile} and
 * {@code FileChannelImpl}, on which all other readers and writers are built; what was done with them is a read, a write or,
 * when all of one file went into another, a copy. What one call does of the others is part of the outermost. Which
 * bytes came from where says {@link io.indelible.instrumentation.file.content}.
 *
 * <p>Chosen, because it is not obvious:
 * <ul>
 *   <li>A read or write is one operation from open to close, however many calls, and of less than {@code
 *       indelible.file.min-bytes} it counts in metrics only. A read that is all of a hash or copy is told as that.
 *   <li>A channel over which nothing passed is no operation: nobody knows what it was opened for.
 *   <li>A {@code deleteIfExists} that finds nothing is no operation.
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
 * SecureDirectoryStream.newDirectoryStream}, {@code File.deleteOnExit} once the engine has ended, slices of mapped files, {@code
 * AsynchronousFileChannel} on Windows, whether the platform cloned a file, and direct calls to a {@code FileSystemProvider} but for what it opens. Of
 * {@code AsynchronousFileChannel} the bytes are counted and nothing is claimed.
 */
@NullMarked
package io.indelible.instrumentation.file;

import org.jspecify.annotations.NullMarked;
