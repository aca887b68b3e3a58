package io.indelible.test.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Ways in which several threads read and write one opening of a file: each byte counts, and nobody knows whose it is. */
final class ParallelFlows {
    private ParallelFlows() {}

    static void addTo(Map<String, Flows.Flow> all) {
        all.put("async", (a, b, folder) -> {
            try (AsynchronousFileChannel in = AsynchronousFileChannel.open(a);
                    AsynchronousFileChannel to =
                            AsynchronousFileChannel.open(b, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.allocate(Flows.BLOCK);
                for (long at = 0; in.read(buffer, at).get() > 0; buffer.clear()) {
                    buffer.flip();
                    at += to.write(buffer, at).get();
                }
            }
        });
        all.put("async-handlers", (a, b, folder) -> {
            ExecutorService pool = Executors.newFixedThreadPool(4);
            try (AsynchronousFileChannel in = AsynchronousFileChannel.open(a, Set.of(StandardOpenOption.READ), pool);
                    AsynchronousFileChannel to = AsynchronousFileChannel.open(
                            b, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), pool)) {
                CountDownLatch chunks = new CountDownLatch(Flows.SIZE / 1000);
                for (int at = 0; at < Flows.SIZE; at += 1000) {
                    copyChunk(in, to, at, chunks);
                }
                chunks.await();
            }
            pool.shutdown();
        });
        all.put("async-missing", (a, b, folder) -> {
            try (AsynchronousFileChannel in = AsynchronousFileChannel.open(b)) {
                in.size();
            } catch (NoSuchFileException expected) {
                // the point of it
            }
        });
        all.put("parallel-writes", (a, b, folder) -> {
            ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(a));
            try (FileChannel to = FileChannel.open(b, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                IntStream.range(0, Flows.SIZE / 100).parallel().forEach(i -> write(to, content.slice(100 * i, 100), i));
            }
        });
        all.put("rest-behind-other-thread", (a, b, folder) -> {
            try (RandomAccessFile in = new RandomAccessFile(a.toFile(), "rw");
                    OutputStream to = new FileOutputStream(b.toFile())) {
                in.write(new byte[1000]);
                in.seek(0);
                OddFlows.inAnotherThread(() -> {
                    in.write(new byte[100_000]);
                    return null;
                });
                byte[] block = new byte[Flows.BLOCK];
                for (int count = in.read(block); count >= 0; count = in.read(block)) {
                    to.write(block, 0, count);
                }
            }
        });
        all.put("hash-async", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocate(Flows.SIZE);
            try (AsynchronousFileChannel in = AsynchronousFileChannel.open(a)) {
                in.read(buffer, 0).get();
            }
            digest.digest(buffer.array());
        });
    }

    private static void copyChunk(
            AsynchronousFileChannel in, AsynchronousFileChannel to, int at, CountDownLatch chunks) {
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        in.read(buffer, at, chunks, new Step() {
            @Override
            public void completed(Integer count, CountDownLatch all) {
                to.write(buffer.flip(), at, all, new LastStep());
            }
        });
    }

    /** What follows when some bytes were read or written. */
    private abstract static class Step implements CompletionHandler<Integer, CountDownLatch> {
        @Override
        public void failed(Throwable thrown, CountDownLatch all) {
            throw new IllegalStateException(thrown);
        }
    }

    /** The chunk is done. */
    private static final class LastStep extends Step {
        @Override
        public void completed(Integer count, CountDownLatch all) {
            all.countDown();
        }
    }

    private static void write(FileChannel to, ByteBuffer piece, int number) {
        try {
            to.write(piece, 100L * number);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
