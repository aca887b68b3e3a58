package io.indelible.test.app;

import com.google.common.io.ByteStreams;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.io.FileUtils;
import org.apache.commons.io.IOUtils;
import org.springframework.util.FileCopyUtils;

/**
 * Reads, writes and copies files in every way that programs have. Each way has a folder of its own below the first argument;
 * the files it begins with are made by {@link #prepare}, which runs where nobody watches.
 */
public final class Flows {
    /** Bytes of each file that is there at the beginning. */
    public static final int SIZE = 300_000;

    /** Between the last byte and the end of what is called slow. */
    public static final long OPEN_MILLIS = 500;
    /** Between the end of what is called slow and whatever comes next. */
    public static final long CLOSED_MILLIS = 2_500;

    static final int BLOCK = 8192;
    private static final Map<String, Flow> ALL = new LinkedHashMap<>();

    private Flows() {}

    /** One way, in its folder. */
    interface Flow {
        void run(Path a, Path b, Path folder) throws Exception;
    }

    static {
        copies();
        copiesByLibraries();
        Uploads.addTo(ALL);
        OddFlows.addTo(ALL);
        ParallelFlows.addTo(ALL);
        notCopies();
        hashes();
        troubles();
        others();
    }

    /** Makes the files of every way: {@code a.bin}, {@code c.bin} and {@code archive.zip}. */
    public static void prepare(Path root) throws IOException {
        Random random = new Random(1);
        for (String name : ALL.keySet()) {
            Path folder = Files.createDirectories(root.resolve(name));
            byte[] content = new byte[SIZE];
            random.nextBytes(content);
            Files.write(folder.resolve("a.bin"), content);
            random.nextBytes(content);
            Files.write(folder.resolve("c.bin"), content);
        }
        Path archive = root.resolve("zip").resolve("archive.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String entry : List.of("one.bin", "two.bin")) {
                out.putNextEntry(new ZipEntry(entry));
                byte[] content = new byte[SIZE];
                random.nextBytes(content);
                out.write(content);
                out.closeEntry();
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        for (Map.Entry<String, Flow> flow : ALL.entrySet()) {
            Path folder = root.resolve(flow.getKey());
            flow.getValue().run(folder.resolve("a.bin"), folder.resolve("b.bin"), folder);
        }
        System.out.println("done");
    }

    private static void copies() {
        ALL.put("loop", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream out = new FileOutputStream(b.toFile())) {
                loop(in, out, BLOCK);
            }
        });
        ALL.put("loop-source-first", (a, b, folder) -> {
            OutputStream out = new FileOutputStream(b.toFile());
            try (InputStream in = new FileInputStream(a.toFile())) {
                loop(in, out, BLOCK);
            }
            out.close();
        });
        ALL.put("buffered", (a, b, folder) -> {
            try (InputStream in = new BufferedInputStream(new FileInputStream(a.toFile()));
                    OutputStream out = new BufferedOutputStream(new FileOutputStream(b.toFile()))) {
                loop(in, out, 1000);
            }
        });
        ALL.put("bytes", (a, b, folder) -> {
            try (InputStream in = new BufferedInputStream(new FileInputStream(a.toFile()));
                    OutputStream out = new BufferedOutputStream(new FileOutputStream(b.toFile()))) {
                for (int value = in.read(); value >= 0; value = in.read()) {
                    out.write(value);
                }
            }
        });
        ALL.put("transfer-stream", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream out = new FileOutputStream(b.toFile())) {
                in.transferTo(out);
            }
        });
        ALL.put("new-streams", (a, b, folder) -> {
            try (InputStream in = Files.newInputStream(a);
                    OutputStream out = Files.newOutputStream(b)) {
                loop(in, out, BLOCK);
            }
        });
        ALL.put("byte-channels", (a, b, folder) -> {
            try (SeekableByteChannel in = Files.newByteChannel(a);
                    SeekableByteChannel out =
                            Files.newByteChannel(b, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
                while (in.read(buffer) >= 0) {
                    buffer.flip();
                    out.write(buffer);
                    buffer.clear();
                }
            }
        });
        ALL.put("direct-positional", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel out = create(b)) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK);
                for (long at = 0; in.read(buffer, at) > 0; at += buffer.limit(), buffer.clear()) {
                    buffer.flip();
                    out.write(buffer, at);
                }
            }
        });
        ALL.put("transfer-to", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel out = create(b)) {
                for (long at = 0; at < SIZE; ) {
                    at += in.transferTo(at, 100_000, out);
                }
            }
        });
        ALL.put("transfer-from", (a, b, folder) -> {
            try (FileInputStream in = new FileInputStream(a.toFile());
                    FileOutputStream out = new FileOutputStream(b.toFile())) {
                out.getChannel().transferFrom(in.getChannel(), 0, SIZE);
            }
        });
        ALL.put("mapped", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel out = create(b)) {
                out.write(in.map(MapMode.READ_ONLY, 0, SIZE));
            }
        });
        ALL.put("random-access", (a, b, folder) -> {
            try (RandomAccessFile in = new RandomAccessFile(a.toFile(), "r");
                    RandomAccessFile out = new RandomAccessFile(b.toFile(), "rw")) {
                byte[] all = new byte[SIZE];
                in.readFully(all);
                out.write(all);
            }
        });
        ALL.put("read-all", (a, b, folder) -> Files.write(b, Files.readAllBytes(a)));
        ALL.put("copy-from-stream", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile())) {
                Files.copy(in, b);
            }
        });
        ALL.put("copy-to-stream", (a, b, folder) -> {
            try (OutputStream out = new FileOutputStream(b.toFile())) {
                Files.copy(a, out);
            }
        });
        ALL.put("copy-to-buffered", (a, b, folder) -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(b), 1 << 20)) {
                Files.copy(a, out);
            }
        });
        ALL.put("files-copy", (a, b, folder) -> Files.copy(a, b));
    }

    private static void copiesByLibraries() {
        ALL.put("commons-file", (a, b, folder) -> FileUtils.copyFile(a.toFile(), b.toFile()));
        ALL.put("commons-large", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream out = new FileOutputStream(b.toFile())) {
                IOUtils.copyLarge(in, out);
            }
        });
        ALL.put("guava-files", (a, b, folder) -> com.google.common.io.Files.copy(a.toFile(), b.toFile()));
        ALL.put("guava-streams", (a, b, folder) -> {
            try (InputStream in = Files.newInputStream(a);
                    OutputStream out = Files.newOutputStream(b)) {
                ByteStreams.copy(in, out);
            }
        });
        ALL.put("spring", (a, b, folder) -> FileCopyUtils.copy(a.toFile(), b.toFile()));
        ALL.put("kotlin", (a, b, folder) -> kotlin.io.FilesKt.copyTo(a.toFile(), b.toFile(), false, BLOCK));
    }

    private static void notCopies() {
        ALL.put("interleaved", (a, b, folder) -> {
            try (InputStream one = new FileInputStream(a.toFile());
                    InputStream other =
                            new FileInputStream(folder.resolve("c.bin").toFile());
                    OutputStream out = new FileOutputStream(b.toFile())) {
                byte[] block = new byte[BLOCK];
                for (int n = one.read(block); n > 0; n = one.read(block)) {
                    out.write(block, 0, n);
                    n = other.read(block);
                    out.write(block, 0, n);
                }
            }
        });
        ALL.put("part", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream out = new FileOutputStream(b.toFile())) {
                out.write(in.readNBytes(10_000));
            }
        });
        ALL.put("tail", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream out = new FileOutputStream(b.toFile())) {
                in.skipNBytes(10_000);
                loop(in, out, BLOCK);
            }
        });
        ALL.put("header", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream out = new FileOutputStream(b.toFile())) {
                out.write(new byte[10]);
                loop(in, out, BLOCK);
            }
        });
        ALL.put("changed", (a, b, folder) -> {
            byte[] all = Files.readAllBytes(a);
            for (int i = 0; i < all.length; i++) {
                all[i] ^= 42;
            }
            Files.write(b, all);
        });
        ALL.put("appended", (a, b, folder) -> {
            Files.write(b, new byte[5000]);
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream out = new FileOutputStream(b.toFile(), true)) {
                loop(in, out, BLOCK);
            }
        });
        ALL.put("joined", (a, b, folder) -> {
            try (OutputStream out = new FileOutputStream(b.toFile())) {
                Files.copy(a, out);
                Files.copy(folder.resolve("c.bin"), out);
            }
        });
        ALL.put("backwards", (a, b, folder) -> {
            try (RandomAccessFile in = new RandomAccessFile(a.toFile(), "r");
                    OutputStream out = new FileOutputStream(b.toFile())) {
                byte[] half = new byte[SIZE / 2];
                in.seek(SIZE / 2);
                in.readFully(half);
                out.write(half);
                in.seek(0);
                in.readFully(half);
                out.write(half);
            }
        });
        ALL.put("memory", (a, b, folder) -> Files.write(b, new byte[SIZE]));
        ALL.put("read", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile())) {
                loop(in, OutputStream.nullOutputStream(), BLOCK);
            }
        });
        ALL.put("read-little", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile())) {
                in.read(new byte[100]);
            }
        });
        ALL.put("read-twice", (a, b, folder) -> {
            Files.readAllBytes(a);
            Files.readAllBytes(folder.resolve("c.bin"));
        });
    }

    private static void hashes() {
        ALL.put("digest-and-write", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream out = new DigestOutputStream(new FileOutputStream(b.toFile()), digest)) {
                loop(in, out, BLOCK);
            }
            digest.digest();
        });
        ALL.put("hash-exception", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile())) {
                MessageDigest.getInstance("SHA-256").update(in.readNBytes(100_000));
                throw new IllegalStateException("in the middle");
            } catch (IllegalStateException expected) {
                hash(folder.resolve("c.bin"));
            }
        });
        ALL.put("hash-virtual-threads", (a, b, folder) -> together(true, number -> hash(a)));
    }

    private static void hash(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new FileInputStream(file.toFile())) {
            byte[] block = new byte[BLOCK];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
        }
        digest.digest();
    }

    private static void troubles() {
        ALL.put("slow-copy", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream out = new FileOutputStream(b.toFile())) {
                loop(in, out, BLOCK);
                Thread.sleep(OPEN_MILLIS);
            }
            Thread.sleep(CLOSED_MILLIS);
        });
        ALL.put("slow-read", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile())) {
                loop(in, OutputStream.nullOutputStream(), BLOCK);
                Thread.sleep(OPEN_MILLIS);
            }
            Thread.sleep(CLOSED_MILLIS);
        });
        ALL.put("missing", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(b.toFile())) {
                throw new AssertionError("it is there: " + in);
            } catch (FileNotFoundException expected) {
                return;
            }
        });
        ALL.put("missing-channel", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(b)) {
                throw new AssertionError("it is there: " + in);
            } catch (IOException expected) {
                return;
            }
        });
        ALL.put("exception", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream out = new FileOutputStream(b.toFile())) {
                out.write(in.readNBytes(100_000));
                throw new IllegalStateException("in the middle");
            } catch (IllegalStateException expected) {
                return;
            }
        });
        ALL.put("closed-twice", (a, b, folder) -> {
            InputStream in = new FileInputStream(a.toFile());
            OutputStream out = new FileOutputStream(b.toFile());
            loop(in, out, BLOCK);
            out.close();
            out.close();
            in.close();
            in.close();
        });
        ALL.put("never-closed", (a, b, folder) -> {
            forget(a);
            for (int i = 0; i < 20; i++) {
                System.gc();
                Thread.sleep(100);
            }
        });
    }

    @SuppressWarnings("resource") // that is the point
    private static void forget(Path a) throws IOException {
        loop(new FileInputStream(a.toFile()), OutputStream.nullOutputStream(), BLOCK);
    }

    private static void others() {
        ALL.put("hash-and-copy", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(new FileInputStream(a.toFile()), digest);
                    OutputStream out = new FileOutputStream(b.toFile())) {
                loop(in, out, BLOCK);
            }
            digest.digest();
        });
        ALL.put("two-copies", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream one = new FileOutputStream(b.toFile());
                    OutputStream other =
                            new FileOutputStream(folder.resolve("d.bin").toFile())) {
                byte[] block = new byte[BLOCK];
                for (int n = in.read(block); n >= 0; n = in.read(block)) {
                    one.write(block, 0, n);
                    other.write(block, 0, n);
                }
            }
        });
        ALL.put("zip", (a, b, folder) -> {
            try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(
                    new FileInputStream(folder.resolve("archive.zip").toFile())))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    try (OutputStream out =
                            new FileOutputStream(folder.resolve(entry.getName()).toFile())) {
                        loop(zip, out, BLOCK);
                    }
                }
            }
        });
        ALL.put("zip-of-memory", (a, b, folder) -> {
            Files.readAllBytes(a);
            byte[] archive = Files.readAllBytes(folder.resolveSibling("zip").resolve("archive.zip"));
            Files.readAllBytes(folder.resolve("c.bin"));
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
                zip.getNextEntry();
                try (OutputStream out = new FileOutputStream(b.toFile())) {
                    loop(zip, out, BLOCK);
                }
            }
        });
        ALL.put("threads", (a, b, folder) -> threads(a, folder, false));
        ALL.put("virtual-threads", (a, b, folder) -> threads(a, folder, true));
    }

    /** Sixteen threads copy at once, each to a file of its own. */
    private static void threads(Path a, Path folder, boolean virtual) throws Exception {
        together(virtual, number -> {
            File target = folder.resolve("t" + number + ".bin").toFile();
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream out = new FileOutputStream(target)) {
                loop(in, out, 500);
            }
        });
    }

    /** What each of some threads does. */
    private interface Part {
        void run(int number) throws Exception;
    }

    private static void together(boolean virtual, Part part) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int number = i;
            threads.add(start(virtual, () -> {
                try {
                    part.run(number);
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Virtual where there are such threads. */
    private static Thread start(boolean virtual, Runnable work) throws Exception {
        if (virtual && Runtime.version().feature() >= 21) {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        }
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }

    private static FileChannel create(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    static void loop(InputStream in, OutputStream out, int size) throws IOException {
        byte[] block = new byte[size];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            out.write(block, 0, n);
        }
    }
}
