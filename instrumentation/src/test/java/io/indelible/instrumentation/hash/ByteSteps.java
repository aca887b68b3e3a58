package io.indelible.instrumentation.hash;

import io.indelible.bridge.Recorder;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Bytes hashed one by one by the JDK's digests, which ring for the first of them and for full blocks; and what is to be recorded of that.
 * Runs inside {@link AdvisedProgram}.
 */
@SuppressWarnings("CheckReturnValue") // what is hashed is of no interest here, only that it is told
final class ByteSteps {
    private static final int SIZE = 300_000;
    private static final String[] BLOCKS = {"MD5", "SHA-256", "SHA-512", "SHA3-256"};
    private static final String READ = read("data.bin");
    private static final String OTHER = read("other.bin");

    private final Path file;
    private final Path other;
    private final Recorder recorder;
    private final Consumer<String> tell;

    ByteSteps(Path file, Recorder recorder, Consumer<String> tell) throws IOException {
        this.file = file;
        this.other = file.resolveSibling("other.bin");
        this.recorder = recorder;
        this.tell = tell;
        byte[] content = Files.readAllBytes(file);
        content[100]++;
        Files.write(other, content);
        tell.accept("byte steps");
    }

    static Map<String, String> expectations() {
        Map<String, String> expected = new LinkedHashMap<>();
        for (String algorithm : BLOCKS) {
            expected.put(algorithm + " bytes", whole(algorithm));
            expected.put(algorithm + " bytes between arrays", whole(algorithm));
            expected.put(algorithm + " bytes and a clone", memory(algorithm, 12_345) + ' ' + whole(algorithm));
        }
        expected.put("bytes of two digests", whole("SHA-256") + ' ' + whole("MD5"));
        expected.put("bytes after a reset", whole("SHA-256"));
        // A thread knows five; the others are counted in the end, and claim nothing.
        expected.put(
                "bytes of ten digests",
                (memory("SHA-256", SIZE) + ' ').repeat(5)
                        + (whole("SHA-256") + ' ').repeat(5).trim());
        expected.put("a byte of memory before", memory("SHA-256", SIZE + 1) + ' ' + READ);
        expected.put("a byte of memory between", memory("SHA-256", SIZE + 1) + ' ' + READ);
        expected.put("another byte", memory("SHA-256", SIZE) + ' ' + READ);
        expected.put("bytes of two files", READ + ' ' + memory("SHA-256", 2 * SIZE) + ' ' + OTHER);
        expected.put("bytes by two threads", memory("SHA-256", SIZE) + ' ' + READ);
        expected.put("bytes of memory", memory("SHA-256", 5_000));
        expected.put("rings", "65"); // the first byte, 64 full blocks
        return expected;
    }

    static String read(String name) {
        return "file read{file.extension=bin, file.path=" + name + ", indelible.file.operation.name=read,"
                + " indelible.file.read.size=300000}null";
    }

    private static String whole(String algorithm) {
        return "hash " + algorithm + "{file.path=data.bin, file.size=300000, indelible.file.operation.name=hash,"
                + " indelible.hash.algorithm=" + algorithm
                + ", indelible.hash.input.size=300000, indelible.hash.provider=SUN}null";
    }

    private static String memory(String algorithm, int bytes) {
        return "hash " + algorithm + "{indelible.file.operation.name=hash, indelible.hash.algorithm=" + algorithm
                + ", indelible.hash.input.size=" + bytes + ", indelible.hash.provider=SUN}null";
    }

    void run() throws Exception {
        for (String algorithm : BLOCKS) {
            loops(algorithm);
        }
        several();
        strays();
        threads();
        rings();
    }

    private void loops(String algorithm) throws Exception {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        try (InputStream in = open(file)) {
            feed(in, SIZE, digest);
            in.read();
        }
        digest.digest();
        tell.accept(algorithm + " bytes");

        try (InputStream in = open(file)) {
            feed(in, 77, digest);
            digest.update(in.readNBytes(1_000));
            feed(in, 3, digest);
            digest.update(in.readNBytes(64));
            feed(in, 20_000, digest);
            digest.update(in.readAllBytes());
        }
        digest.digest();
        tell.accept(algorithm + " bytes between arrays");

        try (InputStream in = open(file)) {
            feed(in, 12_345, digest);
            MessageDigest clone = (MessageDigest) digest.clone();
            clone.digest();
            feed(in, SIZE - 12_345, digest);
            in.read();
        }
        digest.digest();
        tell.accept(algorithm + " bytes and a clone");
    }

    private void several() throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        try (InputStream in = open(file)) {
            feed(in, SIZE, sha, md5);
            in.read();
        }
        sha.digest();
        md5.digest();
        tell.accept("bytes of two digests");

        try (InputStream in = open(other)) {
            feed(in, 5_000, sha);
        }
        sha.reset();
        tell.accept("bytes that are forgotten");
        try (InputStream in = open(file)) {
            feed(in, SIZE, sha);
            in.read();
        }
        sha.digest();
        tell.accept("bytes after a reset");

        MessageDigest[] ten = new MessageDigest[10];
        for (int i = 0; i < ten.length; i++) {
            ten[i] = MessageDigest.getInstance("SHA-256");
        }
        try (InputStream in = open(file)) {
            feed(in, SIZE, ten);
            in.read();
        }
        for (MessageDigest each : ten) {
            each.digest();
        }
        tell.accept("bytes of ten digests");
    }

    private void strays() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((byte) 1);
        try (InputStream in = open(file)) {
            feed(in, SIZE, digest);
            in.read();
        }
        digest.digest();
        tell.accept("a byte of memory before");

        try (InputStream in = open(file)) {
            feed(in, SIZE - 100, digest);
            digest.update((byte) 1);
            feed(in, 100, digest);
            in.read();
        }
        digest.digest();
        tell.accept("a byte of memory between");

        try (InputStream in = open(file)) {
            feed(in, 1_000, digest);
            digest.update((byte) (in.read() + 1));
            feed(in, SIZE - 1_001, digest);
            in.read();
        }
        digest.digest();
        tell.accept("another byte");

        try (InputStream in = open(file);
                InputStream beside = open(other)) {
            for (int i = 0; i < SIZE; i++) {
                feed(in, 1, digest);
                feed(beside, 1, digest);
            }
            in.read();
            beside.read();
        }
        digest.digest();
        tell.accept("bytes of two files");

        for (int i = 0; i < 5_000; i++) {
            digest.update((byte) i);
        }
        digest.digest();
        tell.accept("bytes of memory");
    }

    private void threads() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = open(file)) {
            feed(in, 10_001, digest);
            Thread second = new Thread(() -> {
                try {
                    feed(in, 10_000, digest);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            second.start();
            second.join();
            feed(in, SIZE - 20_001, digest);
            in.read();
        }
        digest.digest();
        tell.accept("bytes by two threads");
    }

    private void rings() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        int rings = new RingCount(recorder).of(() -> {
            for (int i = 0; i < 4_096; i++) {
                digest.update((byte) i);
            }
        });
        digest.digest();
        tell.accept("counted bytes");
        System.out.println("rings = " + rings);
    }

    private static InputStream open(Path path) throws IOException {
        return new BufferedInputStream(new FileInputStream(path.toFile()));
    }

    private static void feed(InputStream in, int count, MessageDigest... digests) throws IOException {
        for (int i = 0; i < count; i++) {
            byte value = (byte) in.read();
            for (MessageDigest digest : digests) {
                digest.update(value);
            }
        }
    }
}
