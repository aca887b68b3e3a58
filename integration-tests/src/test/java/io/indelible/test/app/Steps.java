package io.indelible.test.app;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.ZipInputStream;
import org.apache.commons.codec.digest.Blake3;
import org.apache.commons.io.FileUtils;
import org.bouncycastle.crypto.digests.SHA3Digest;

/**
 * Does with files what it is told, step by step: each argument after the first, a folder, is a step such as {@code hash
 * SHA-256 a.bin} or {@code copy loop a.bin b.bin}. The first word is the name of a method here. Says {@code done} after each.
 */
public final class Steps {
    private static final int BLOCK = 8192;

    private final Path folder;

    private Steps(Path folder) {
        this.folder = folder;
    }

    /** One kind of step. */
    private interface Step {
        void run() throws Exception;
    }

    /** What bytes are fed to. */
    private interface Hash {
        void update(byte[] block, int count);
    }

    public static void main(String[] arguments) throws Exception {
        Steps steps = new Steps(Path.of(arguments[0]));
        for (int i = 1; i < arguments.length; i++) {
            steps.run(arguments[i].split(" ", -1));
            System.out.println("done " + arguments[i]);
            System.out.flush();
        }
    }

    private void run(String[] words) throws Exception {
        switch (words[0]) {
            case "hash" -> hash(words[1], file(words[2]), Long.MAX_VALUE);
            case "begin" -> hash("SHA-256", file(words[1]), BLOCK);
            case "end" -> hashEnd(file(words[1]));
            case "copy" -> copy(words[1], file(words[2]), file(words[3]));
            case "memory" -> MessageDigest.getInstance(words[1]).digest(new byte[Integer.parseInt(words[2])]);
            case "edit" -> keepTime(file(words[2]), () -> edit(words[1], file(words[2])));
            case "write" -> Files.write(file(words[1]), new byte[Integer.parseInt(words[2])]);
            case "read" -> Files.readAllBytes(file(words[1]));
            case "read-stream" -> readStream(file(words[1]));
            case "move" -> Files.move(file(words[1]), file(words[2]));
            case "delete" -> Files.delete(file(words[1]));
            case "list" -> list(file(words[1]));
            case "make" -> make(words[1], Integer.parseInt(words[2]));
            case "link" -> Files.createLink(file(words[2]), file(words[1]));
            case "fail" -> failing(words);
            case "wait" -> System.in.read();
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static void hash(String algorithm, Path file, long most) throws Exception {
        switch (algorithm) {
            case "CRC32" -> {
                CRC32 crc = new CRC32();
                feed(file, most, (block, n) -> crc.update(block, 0, n));
                crc.getValue();
            }
            case "BLAKE3" -> {
                Blake3 blake = Blake3.initHash();
                feed(file, most, (block, n) -> blake.update(block, 0, n));
                blake.doFinalize(32);
            }
            case "SHA3-256" -> {
                SHA3Digest light = new SHA3Digest(256);
                feed(file, most, (block, n) -> light.update(block, 0, n));
                light.doFinal(new byte[32], 0);
            }
            default -> {
                MessageDigest digest = MessageDigest.getInstance(algorithm);
                feed(file, most, (block, n) -> digest.update(block, 0, n));
                digest.digest();
            }
        }
    }

    private static void feed(Path file, long most, Hash into) throws IOException {
        byte[] block = new byte[BLOCK];
        long left = most;
        try (InputStream in = new FileInputStream(file.toFile())) {
            for (int n = in.read(block); n > 0; n = left > 0 ? in.read(block) : -1) {
                into.update(block, n);
                left -= n;
            }
        }
    }

    private static void readStream(Path file) throws IOException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void hashEnd(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new FileInputStream(file.toFile())) {
            in.skipNBytes(BLOCK);
            byte[] block = new byte[BLOCK];
            for (int n = in.read(block); n > 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
        }
        digest.digest();
    }

    private static void copy(String how, Path from, Path to) throws IOException {
        switch (how) {
            case "files" -> Files.copy(from, to);
            case "loop", "part" -> {
                try (InputStream in = new FileInputStream(from.toFile());
                        OutputStream out = new FileOutputStream(to.toFile())) {
                    byte[] block = new byte[BLOCK];
                    for (int n = in.read(block); n > 0; n = how.equals("part") ? -1 : in.read(block)) {
                        out.write(block, 0, n);
                    }
                }
            }
            case "transfer" -> {
                try (FileChannel in = FileChannel.open(from);
                        FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    for (long at = 0; at < in.size(); ) {
                        at += in.transferTo(at, in.size() - at, out);
                    }
                }
            }
            case "commons" -> FileUtils.copyFile(from.toFile(), to.toFile());
            case "unzip" -> {
                try (ZipInputStream in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(from)));
                        OutputStream out = Files.newOutputStream(to)) {
                    in.getNextEntry();
                    in.transferTo(out);
                }
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    private static void list(Path path) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            var unused = entries.iterator().hasNext();
        }
    }

    /** Files of as many extensions. */
    private void make(String name, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.write(file(name + ".e" + i), new byte[10]);
        }
    }

    /** Gives the file another content of the same size. */
    private static void edit(String how, Path file) throws IOException {
        switch (how) {
            case "random-access" -> {
                try (RandomAccessFile both = new RandomAccessFile(file.toFile(), "rw")) {
                    int first = both.read();
                    both.seek(0);
                    both.write(~first);
                }
            }
            case "channel" -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.wrap("another".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), 5);
                }
            }
            case "mapped" -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    MappedByteBuffer map = channel.map(MapMode.READ_WRITE, 0, channel.size());
                    map.put(7, (byte) ~map.get(7));
                    map.force();
                }
            }
            case "stream" -> {
                byte[] content = Files.readAllBytes(file);
                content[9] = (byte) ~content[9];
                try (OutputStream out = new FileOutputStream(file.toFile())) {
                    out.write(content);
                }
            }
            case "anew" -> {
                byte[] content = Files.readAllBytes(file);
                Files.delete(file);
                content[11] = (byte) ~content[11];
                Files.write(file, content);
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    private static void keepTime(Path file, Step step) throws Exception {
        FileTime before = Files.getLastModifiedTime(file);
        step.run();
        Files.setLastModifiedTime(file, before);
    }

    private void failing(String[] words) throws Exception {
        try {
            String[] step = new String[words.length - 2];
            System.arraycopy(words, 2, step, 0, step.length);
            run(step);
        } catch (IOException expected) {
            if (!expected.getClass().getSimpleName().equals(words[1])) {
                throw expected;
            }
            return;
        }
        throw new AssertionError("it did not fail");
    }
}
