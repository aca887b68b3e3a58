/**
 * Loaded by: engine.
 *
 * <p>Hashing, by whatever API: one operation from the first {@code update} to {@code digest} or what says the value there.
 * Wrapped are the public methods of {@code MessageDigest}, through which every provider is fed, checksums
 * ({@link io.indelible.instrumentation.hash.ChecksumTypes}), the digests of libraries
 * ({@link io.indelible.instrumentation.hash.LibraryTypes}). Which file a hash is of says {@link
 * io.indelible.instrumentation.file.content.Claim}.
 *
 * <p>Chosen, because it is not obvious:
 * <ul>
 *   <li>{@code reset} discards what was fed; a digest that is never finished is never an operation. Of a digest that was
 *       fed nothing there is nothing to tell either, so the hash of an empty file is not recorded.
 *   <li>A clone goes on as an operation of its own that began when its original did.
 *   <li>A hash of less than {@code indelible.hash.min-bytes} that is of no file counts in metrics only.
 * </ul>
 *
 * <p>Not seen: Guava's {@code murmur3_32} by its hasher, xxHash of a buffer by absolute offsets, digests that are neither a
 * {@code MessageDigest} nor a {@code Checksum} nor in the list, slices of mapped files, {@code AsynchronousFileChannel},
 * {@code RandomAccessFile.readLine} on newer JDKs (its bytes are counted). Bytes read so are no file's: their hashes are recorded without a path.
 */
@NullMarked
package io.indelible.instrumentation.hash;

import org.jspecify.annotations.NullMarked;
