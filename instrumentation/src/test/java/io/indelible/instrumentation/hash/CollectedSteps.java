package io.indelible.instrumentation.hash;

import io.indelible.bridge.Recorder;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.NonMemoableDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Bytes fed one by one to what has nowhere to count them, so that one digest at a time has them collected; and what is to be
 * recorded of that. Runs inside {@link AdvisedProgram}, after {@link ByteSteps}, whose files it reads.
 */
@SuppressWarnings("CheckReturnValue") // what is hashed is of no interest here, only that it is told
final class CollectedSteps {
    private static final int SIZE = 300_000;
    private static final String READ = ByteSteps.read("data.bin");
    private static final String OTHER = ByteSteps.read("other.bin");
    private static final Map<String, Supplier<Fed>> DIGESTS = digests();

    private final Path file;
    private final Path other;
    private final RingCount rings;
    private final Consumer<String> tell;

    CollectedSteps(Path file, Recorder recorder, Consumer<String> tell) {
        this.file = file;
        this.other = file.resolveSibling("other.bin");
        this.rings = new RingCount(recorder);
        this.tell = tell;
    }

    /** Whatever takes in bytes and says a value. */
    private record Fed(Consumer<Byte> one, Consumer<byte[]> all, Runnable value, Runnable reset) {
        static Fed of(Checksum checksum) {
            return new Fed(
                    checksum::update,
                    bytes -> checksum.update(bytes, 0, bytes.length),
                    checksum::getValue,
                    checksum::reset);
        }

        static Fed of(Digest digest) {
            return new Fed(
                    digest::update,
                    bytes -> digest.update(bytes, 0, bytes.length),
                    () -> digest.doFinal(new byte[64], 0),
                    digest::reset);
        }

        static Fed of(MessageDigest digest) {
            return new Fed(digest::update, digest::update, digest::digest, digest::reset);
        }

        void feed(byte value) {
            one.accept(value);
        }

        void feed(byte[] bytes) {
            all.accept(bytes);
        }
    }

    private static Map<String, Supplier<Fed>> digests() {
        Map<String, Supplier<Fed>> digests = new LinkedHashMap<>();
        digests.put("CRC32", () -> Fed.of(new CRC32()));
        digests.put("CRC32C", () -> Fed.of(new CRC32C()));
        digests.put("ADLER32", () -> Fed.of(new Adler32()));
        digests.put("SHA-256", () -> Fed.of(new SHA256Digest()));
        digests.put("SHA-512", () -> Fed.of(new SHA512Digest()));
        digests.put("SHA3-256", () -> Fed.of(new SHA3Digest(256)));
        digests.put("BLAKE2B", () -> Fed.of(new Blake2bDigest(512)));
        digests.put("SHA-384", CollectedSteps::ofBouncyCastle);
        return digests;
    }

    private static Fed ofBouncyCastle() {
        try {
            return Fed.of(MessageDigest.getInstance("SHA-384", new BouncyCastleProvider()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> expectations() {
        Map<String, String> expected = new LinkedHashMap<>();
        for (String name : DIGESTS.keySet()) {
            expected.put(name + " collected", whole(name));
            expected.put(name + " collected between arrays", whole(name));
            expected.put(name + " collected after a reset", whole(name));
            expected.put(name + " collected, memory before", memory(name, SIZE + 1000) + ' ' + READ);
            expected.put(name + " collected, memory between", memory(name, SIZE + 1) + ' ' + READ);
            expected.put(name + " collected, another byte", memory(name, SIZE) + ' ' + READ);
            expected.put(name + " collected, two files", READ + ' ' + memory(name, 2 * SIZE) + ' ' + OTHER);
            expected.put(name + " collected, two threads", memory(name, SIZE) + ' ' + READ);
            expected.put(
                    name + " collected, three at once",
                    (whole(name) + ' ').repeat(3).strip());
            expected.put(
                    name + " collected, ten at once",
                    (whole(name) + ' ').repeat(10).strip());
            // The first 64 bytes, 31 full blocks; and the digest inside a MessageDigest 64 times before it is ignored.
            expected.put("rings of " + name, name.equals("SHA-384") ? "159" : "95");
        }
        expected.put("collected and left", whole("CRC32"));
        expected.put("left and gone on with", memory("CRC32", 10_000));
        expected.put("rings beside one that was left", "true");
        expected.put("collected and copied", memory("SHA-256", 150_000) + ' ' + whole("SHA-256"));
        expected.put("collected in a wrapper", whole("SHA-256"));
        expected.put("collected from an extended digest", whole("SHA-256"));
        expected.put("collected from a file that is not watched", memory("CRC32", SIZE) + ' ' + READ);
        expected.put("collected by another thread and given back", whole("SHA-256"));
        expected.put("collected, then in a message code", "");
        return expected;
    }

    private static String whole(String algorithm) {
        return "hash " + algorithm + "{file.path=data.bin, file.size=300000, indelible.file.operation.name=hash,"
                + " indelible.hash.algorithm=" + algorithm + ", indelible.hash.input.size=300000" + provider(algorithm);
    }

    private static String memory(String algorithm, int bytes) {
        return "hash " + algorithm + "{indelible.file.operation.name=hash, indelible.hash.algorithm=" + algorithm
                + ", indelible.hash.input.size=" + bytes + provider(algorithm);
    }

    private static String provider(String algorithm) {
        return algorithm.equals("SHA-384") ? ", indelible.hash.provider=BC}null" : "}null";
    }

    void run() throws Exception {
        // Classes are loaded in the middle of the first hash, so what is hashed then may come from their archive.
        for (Supplier<Fed> each : DIGESTS.values()) {
            Fed first = each.get();
            feed(InputStream.nullInputStream(), 300, first);
            first.feed(new byte[300]);
            first.value().run();
        }
        tell.accept("loaded for collecting");
        for (Map.Entry<String, Supplier<Fed>> each : DIGESTS.entrySet()) {
            loops(each.getKey(), each.getValue());
            strays(each.getKey(), each.getValue());
            several(each.getKey(), each.getValue());
            rings(each.getKey(), each.getValue().get());
        }
        left();
        copied();
        unwatched();
        givenBack();
        insideOthers();
    }

    private void loops(String name, Supplier<Fed> digests) throws IOException {
        Fed digest = digests.get();
        try (InputStream in = open(file)) {
            feed(in, SIZE, digest);
            in.read();
        }
        digest.value().run();
        tell.accept(name + " collected");

        digest = digests.get();
        try (InputStream in = open(file)) {
            feed(in, 770, digest);
            digest.feed(in.readNBytes(1_001));
            feed(in, 3, digest);
            digest.feed(in.readNBytes(63));
            feed(in, 20_000, digest);
            digest.feed(in.readAllBytes());
        }
        digest.value().run();
        tell.accept(name + " collected between arrays");

        digest = digests.get();
        try (InputStream in = open(other)) {
            feed(in, 5_000, digest);
        }
        digest.reset().run();
        tell.accept(name + " collected and forgotten");
        try (InputStream in = open(file)) {
            feed(in, SIZE, digest);
            in.read();
        }
        digest.value().run();
        tell.accept(name + " collected after a reset");
    }

    private void strays(String name, Supplier<Fed> digests) throws Exception {
        Fed digest = digests.get();
        for (int i = 0; i < 1000; i++) {
            digest.feed((byte) i);
        }
        try (InputStream in = open(file)) {
            feed(in, SIZE, digest);
            in.read();
        }
        digest.value().run();
        tell.accept(name + " collected, memory before");

        digest = digests.get();
        try (InputStream in = open(file)) {
            feed(in, SIZE - 1000, digest);
            digest.feed((byte) 1);
            feed(in, 1000, digest);
            in.read();
        }
        digest.value().run();
        tell.accept(name + " collected, memory between");

        digest = digests.get();
        try (InputStream in = open(file)) {
            feed(in, 1000, digest);
            digest.feed((byte) (in.read() + 1));
            feed(in, SIZE - 1001, digest);
            in.read();
        }
        digest.value().run();
        tell.accept(name + " collected, another byte");

        digest = digests.get();
        try (InputStream in = open(file);
                InputStream beside = open(other)) {
            for (int i = 0; i < SIZE; i++) {
                feed(in, 1, digest);
                feed(beside, 1, digest);
            }
            in.read();
            beside.read();
        }
        digest.value().run();
        tell.accept(name + " collected, two files");

        Fed shared = digests.get();
        try (InputStream in = open(file)) {
            feed(in, 10_001, shared);
            Thread second = new Thread(() -> {
                try {
                    feed(in, 10_000, shared);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            second.start();
            second.join();
            feed(in, SIZE - 20_001, shared);
            in.read();
        }
        shared.value().run();
        tell.accept(name + " collected, two threads");
    }

    private void several(String name, Supplier<Fed> digests) throws IOException {
        for (int count : new int[] {3, 10}) {
            List<Fed> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(digests.get());
            }
            try (InputStream in = open(file)) {
                feed(in, SIZE, all.toArray(Fed[]::new));
                in.read();
            }
            all.forEach(each -> each.value().run());
            tell.accept(name + " collected, " + (count == 3 ? "three" : "ten") + " at once");
        }
    }

    private void rings(String name, Fed digest) {
        int count = rings.of(() -> {
            for (int i = 0; i < 4096; i++) {
                digest.feed((byte) i);
            }
        });
        digest.value().run();
        tell.accept(name + " counted");
        System.out.println("rings of " + name + " = " + count);
    }

    /** Whoever has the turn and makes no use of it loses it, and what was collected is not lost. */
    private void left() throws IOException {
        CRC32 left = new CRC32();
        feed(left, 5000);
        CRC32 next = new CRC32();
        int count = rings.of(() -> {
            try (InputStream in = open(file)) {
                feed(in, SIZE, Fed.of(next));
                in.read();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        next.getValue();
        tell.accept("collected and left");
        System.out.println("rings beside one that was left = " + (count > 4096 && count < 20_000));
        feed(left, 5000);
        left.getValue();
        tell.accept("left and gone on with");
    }

    private void copied() throws IOException {
        SHA256Digest digest = new SHA256Digest();
        Fed fed = Fed.of(digest);
        try (InputStream in = open(file)) {
            feed(in, 150_000, fed);
            SHA256Digest copy = new SHA256Digest(digest);
            Fed.of(copy).value().run();
            feed(in, 150_000, fed);
            in.read();
        }
        fed.value().run();
        tell.accept("collected and copied");
    }

    /** As many bytes of something else as are left out later, where no sample is taken. */
    private void unwatched() throws IOException {
        CRC32 checksum = new CRC32();
        Fed fed = Fed.of(checksum);
        try (InputStream in = open(file);
                InputStream unwatched = open(Path.of("/proc/version"))) {
            feed(in, 8192, fed); // what the stream buffers
            feed(unwatched, 50, fed);
            feed(in, 100, fed);
            in.readNBytes(50);
            feed(in, SIZE - 8192 - 150, fed);
            in.read();
        }
        checksum.getValue();
        tell.accept("collected from a file that is not watched");
    }

    /** Both threads know the digest, and only one of them what became of it. */
    private void givenBack() throws Exception {
        SHA256Digest digest = new SHA256Digest();
        Fed fed = Fed.of(digest);
        fed.feed(new byte[1000]);
        fed.value().run();
        Thread other = new Thread(() -> {
            for (int i = 0; i < 200; i++) {
                digest.update((byte) i);
            }
        });
        other.start();
        other.join();
        digest.reset();
        tell.accept("given back");
        try (InputStream in = open(file)) {
            feed(in, SIZE, fed);
            in.read();
        }
        fed.value().run();
        tell.accept("collected by another thread and given back");
    }

    private void insideOthers() throws IOException {
        Fed wrapped = Fed.of(new NonMemoableDigest(new SHA256Digest()));
        try (InputStream in = open(file)) {
            feed(in, SIZE, wrapped);
            in.read();
        }
        wrapped.value().run();
        tell.accept("collected in a wrapper");

        Fed extended = Fed.of(new SHA256Digest() {
            @Override
            public void update(byte value) {
                super.update(value);
            }
        });
        try (InputStream in = open(file)) {
            feed(in, SIZE, extended);
            in.read();
        }
        extended.value().run();
        tell.accept("collected from an extended digest");

        SHA256Digest digest = new SHA256Digest();
        for (int i = 0; i < 5000; i++) {
            digest.update((byte) i);
        }
        HMac code = new HMac(digest);
        code.init(new KeyParameter(new byte[16]));
        for (int i = 0; i < 5000; i++) {
            code.update((byte) i);
        }
        code.doFinal(new byte[32], 0);
        tell.accept("collected, then in a message code");
    }

    private static void feed(Checksum checksum, int count) {
        for (int i = 0; i < count; i++) {
            checksum.update(i);
        }
    }

    private static InputStream open(Path path) throws IOException {
        return new BufferedInputStream(new FileInputStream(path.toFile()));
    }

    private static void feed(InputStream in, int count, Fed... digests) throws IOException {
        for (int i = 0; i < count; i++) {
            byte value = (byte) in.read();
            for (Fed digest : digests) {
                digest.feed(value);
            }
        }
    }
}
