/**
 * Loaded by: engine.
 *
 * <p>Hashing by {@code java.security.MessageDigest}: one operation from the first {@code update} to {@code digest}. Wrapped
 * are the public methods of {@code MessageDigest}, through which every provider is fed, and the reads of
 * {@code FileInputStream}, {@code RandomAccessFile} and {@code FileChannelImpl}, so that a hash can be told which file it
 * is of. How, and why never wrongly, says RATIONALE.md; the rule itself is
 * {@link io.indelible.instrumentation.hash.Claim}.
 *
 * <p>Chosen, because it is not obvious:
 * <ul>
 *   <li>{@code reset} discards what was fed; a digest that is never finished is never an operation. Of a digest that was
 *       fed nothing there is nothing to tell either, so the hash of an empty file is not recorded.
 *   <li>A clone goes on as an operation of its own that began when its original did.
 *   <li>A hash of less than {@code indelible.hash.min-bytes} that is of no file counts in metrics only.
 * </ul>
 *
 * <p>Not seen: checksums ({@code CRC32C}), digests of other libraries that bypass {@code MessageDigest}, scattering
 * traffic, mapped files, {@code AsynchronousFileChannel}, {@code RandomAccessFile.readLine} on newer JDKs. Bytes read so
 * are no file's: their hashes are recorded without a path.
 */
@NullMarked
package io.indelible.instrumentation.hash;

import org.jspecify.annotations.NullMarked;
