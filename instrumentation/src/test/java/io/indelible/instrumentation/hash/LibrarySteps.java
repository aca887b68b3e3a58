package io.indelible.instrumentation.hash;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.Checksum;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.jpountz.lz4.LZ4BlockInputStream;
import net.jpountz.lz4.LZ4BlockOutputStream;
import net.jpountz.xxhash.StreamingXXHash32;
import net.jpountz.xxhash.StreamingXXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.apache.commons.codec.digest.Blake3;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.PureJavaCrc32C;
import org.apache.commons.codec.digest.XXHash32;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The real libraries, each hashing a file of 300,000 bytes; and what is to be recorded of that. Runs inside {@link AdvisedProgram}. */
@SuppressWarnings("CheckReturnValue") // what is hashed is of no interest here, only that it is told
final class LibrarySteps {
    private static final int SIZE = 300_000;

    private final Path file;
    private final Consumer<String> tell;

    LibrarySteps(Path file, Consumer<String> tell) {
        this.file = file;
        this.tell = tell;
    }

    /** Takes a part of an array. */
    @FunctionalInterface
    private interface Feed {
        void take(byte[] bytes, int offset, int length) throws IOException;
    }

    static Map<String, String> expectations() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("CRC32", named("CRC32"));
        expected.put("CRC32C", named("CRC32C"));
        expected.put("Adler32", named("ADLER32"));
        expected.put("CRC32 by bytes", named("CRC32"));
        expected.put("CRC32 by direct buffer", named("CRC32"));
        expected.put("CRC32C by array buffer", named("CRC32C"));
        expected.put("Adler32 by read-only buffer", memory("ADLER32", SIZE));
        expected.put("CheckedInputStream", named("CRC32"));
        expected.put("extended CRC32", named("CRC32"));
        expected.put("asked twice", named("CRC32"));
        expected.put("reset CRC32", "");
        expected.put("small CRC32", "(hash CRC32)");
        expected.put(
                "polled CRC32",
                memory("CRC32", 8192)
                        + ' '
                        + memory("CRC32", 16_384)
                        + ' '
                        + memory("CRC32", 32_768)
                        + ' '
                        + memory("CRC32", 65_536));
        for (String step : new String[] {"ZipStreams", "GZIPStreams", "zip file system", "LZ4BlockStreams"}) {
            expected.put(step, "");
        }
        expected.put("PureJavaCrc32C", named("CRC32C"));
        expected.put("commons XXHash32", named("XXH32"));
        expected.put("commons XXHash32 by bytes", memory("XXH32", 5000));
        expected.put("DigestUtils", named("SHA-256", "SUN"));
        expected.put("Blake3", named("BLAKE3"));
        expected.put("Blake3.hash", named("BLAKE3"));
        expected.put("Blake3.keyedHash", READ);
        expected.put("HMac", READ);
        expected.put("Guava sha256", named("SHA-256", "SUN"));
        expected.put("Guava crc32", named("CRC32"));
        expected.put("Guava crc32c", named("CRC32C"));
        expected.put("HashingInputStream", named("SHA-512", "SUN"));
        expected.put("HashingInputStream murmur3_128", named("MURMUR3_128"));
        expected.put("Guava sipHash24", named("SIPHASH"));
        expected.put("Guava farmHash", named("FARMHASH64"));
        expected.put("Guava ByteSource", named("MURMUR3_128"));
        expected.put("Guava hmac", READ);
        expected.put("Guava number and file", memory("MURMUR3_128", SIZE + 8) + ' ' + READ);
        expected.put("Guava small", "");
        expected.put("BC provider", named("SHA3-256", "BC"));
        expected.put("BC provider clone", named("SHA-256", "BC"));
        expected.put("BC SHA256Digest", named("SHA-256"));
        expected.put("BC MD5Digest by bytes", named("MD5"));
        expected.put("BC SHA3Digest", named("SHA3-512"));
        expected.put("BC Blake2bDigest", named("BLAKE2B"));
        expected.put("BC SHAKEDigest", named("SHAKE128"));
        expected.put("BC copy", named("SHA-256") + ' ' + named("SHA-256"));
        expected.put("BC prefixed copy", memory("SHA-256", SIZE + 5) + ' ' + READ);
        expected.put("BC again", named("SHA-256"));
        expected.put("StreamingXXHash32", named("XXH32"));
        expected.put("StreamingXXHash64", named("XXH64"));
        expected.put("XXHash as Checksum", named("XXH64"));
        expected.put("XXHash32.hash", named("XXH32"));
        expected.put("XXHash64.hash of buffer", memory("XXH64", SIZE));
        expected.put("XXHash64.hash small", "");
        return expected;
    }

    /** All of the file was read, and not by a hash alone. */
    private static final String READ =
            "file read{file.extension=bin, file.path=data.bin, indelible.file.operation.name=read,"
                    + " indelible.file.read.size=" + SIZE + "}null";

    private static String named(String algorithm) {
        return hash(algorithm, SIZE, ", file.path=data.bin, file.size=300000", "");
    }

    private static String named(String algorithm, String provider) {
        return hash(algorithm, SIZE, ", file.path=data.bin, file.size=300000", ", indelible.hash.provider=" + provider);
    }

    private static String memory(String algorithm, long bytes) {
        return hash(algorithm, bytes, "", "");
    }

    private static String hash(String algorithm, long bytes, String file, String provider) {
        String attributes = file + ", indelible.file.operation.name=hash, indelible.hash.algorithm=" + algorithm
                + ", indelible.hash.input.size=" + bytes + provider;
        return "hash " + algorithm + '{' + attributes.substring(2) + "}null";
    }

    void run() throws Exception {
        // The class path holds a signed archive, and a library tries its functions when it is loaded.
        new BouncyCastleProvider();
        XXHashFactory.fastestInstance();
        tell.accept("loaded");
        checksums();
        buffers();
        values();
        insiders();
        codec();
        guava();
        guavaOwn();
        bouncyCastle();
        bouncyCastleCopies();
        xxHash();
    }

    private void feed(Feed digest) throws IOException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            byte[] bytes = new byte[8192];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                digest.take(bytes, 0, n);
            }
        }
    }

    private void checksum(String step, Checksum checksum) throws IOException {
        feed(checksum::update);
        checksum.getValue();
        tell.accept(step);
    }

    private void checksums() throws IOException {
        checksum("CRC32", new CRC32());
        checksum("CRC32C", new CRC32C());
        checksum("Adler32", new Adler32());
        CRC32 crc = new CRC32();
        feed((bytes, offset, length) -> {
            for (int i = offset; i < offset + length; i++) {
                crc.update(bytes[i]);
            }
        });
        crc.getValue();
        tell.accept("CRC32 by bytes");
        try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            in.getChecksum().getValue();
        }
        tell.accept("CheckedInputStream");
        checksum("extended CRC32", new Extended());
        checksum("PureJavaCrc32C", new PureJavaCrc32C());
        checksum("commons XXHash32", new XXHash32());
        XXHash32 byBytes = new XXHash32();
        for (int i = 0; i < 5000; i++) {
            byBytes.update(i);
        }
        byBytes.getValue();
        tell.accept("commons XXHash32 by bytes");
    }

    private void buffers() throws IOException {
        CRC32 crc = new CRC32();
        CRC32C crc32c = new CRC32C();
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(7000);
            while (channel.read(buffer) >= 0) {
                crc.update(buffer.flip());
                buffer.clear();
            }
            crc.getValue();
            tell.accept("CRC32 by direct buffer");
            ByteBuffer array = ByteBuffer.allocate(SIZE);
            channel.read(array, 0);
            crc32c.update(array.flip());
            crc32c.getValue();
            tell.accept("CRC32C by array buffer");
        }
        Adler32 adler = new Adler32();
        adler.update(ByteBuffer.allocate(SIZE).asReadOnlyBuffer());
        adler.getValue();
        tell.accept("Adler32 by read-only buffer");
    }

    private void values() throws IOException {
        CRC32 crc = new CRC32();
        feed(crc::update);
        crc.getValue();
        crc.getValue();
        tell.accept("asked twice");
        crc.reset();
        crc.update(new byte[SIZE]);
        crc.reset();
        crc.getValue();
        tell.accept("reset CRC32");
        crc.update(new byte[100]);
        crc.getValue();
        tell.accept("small CRC32");
        crc.reset();
        for (int i = 0; i < 13; i++) {
            crc.update(new byte[8192]);
            crc.getValue();
        }
        tell.accept("polled CRC32");
    }

    /** What uses a digest for itself. */
    private void insiders() throws IOException {
        byte[] content = new byte[SIZE];
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zipped)) {
            out.putNextEntry(new ZipEntry("entry"));
            out.write(content);
        }
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zipped.toByteArray()))) {
            in.getNextEntry();
            in.transferTo(OutputStream.nullOutputStream());
        }
        tell.accept("ZipStreams");
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
            out.write(content);
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped.toByteArray()))) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        tell.accept("GZIPStreams");
        URI zip = URI.create("jar:" + file.resolveSibling("written.zip").toUri());
        try (FileSystem system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            tell.accept("zip file system opened");
            try (OutputStream out = Files.newOutputStream(system.getPath("entry"))) {
                out.write(content);
            }
            tell.accept("zip file system");
        }
        tell.accept("zip file system closed");
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        try (LZ4BlockOutputStream out = new LZ4BlockOutputStream(blocks)) {
            out.write(content);
        }
        try (InputStream in = LZ4BlockInputStream.newBuilder().build(new ByteArrayInputStream(blocks.toByteArray()))) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        tell.accept("LZ4BlockStreams");
    }

    private void codec() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DigestUtils.sha256Hex(in);
        }
        tell.accept("DigestUtils");
        Blake3 blake3 = Blake3.initHash();
        feed(blake3::update);
        blake3.doFinalize(32);
        tell.accept("Blake3");
        Blake3.hash(Files.readAllBytes(file));
        tell.accept("Blake3.hash");
        Blake3.keyedHash(new byte[32], Files.readAllBytes(file));
        tell.accept("Blake3.keyedHash");
    }

    private void guava(String step, HashFunction function) throws IOException {
        Hasher hasher = function.newHasher();
        feed(hasher::putBytes);
        hasher.hash();
        tell.accept(step);
    }

    private void guava() throws IOException {
        guava("Guava sha256", Hashing.sha256());
        guava("Guava crc32", Hashing.crc32());
        guava("Guava crc32c", Hashing.crc32c());
        guava("Guava hmac", Hashing.hmacSha256(new byte[] {1}));
        try (HashingInputStream in = new HashingInputStream(Hashing.sha512(), Files.newInputStream(file))) {
            ByteStreams.exhaust(in);
            in.hash();
        }
        tell.accept("HashingInputStream");
    }

    private void guavaOwn() throws IOException {
        try (HashingInputStream in = new HashingInputStream(Hashing.murmur3_128(), Files.newInputStream(file))) {
            ByteStreams.exhaust(in);
            in.hash();
        }
        tell.accept("HashingInputStream murmur3_128");
        guava("Guava sipHash24", Hashing.sipHash24());
        guava("Guava farmHash", Hashing.farmHashFingerprint64());
        com.google.common.io.Files.asByteSource(file.toFile()).hash(Hashing.murmur3_128());
        tell.accept("Guava ByteSource");
        Hasher prefixed = Hashing.murmur3_128().newHasher().putLong(1);
        feed(prefixed::putBytes);
        prefixed.hash();
        tell.accept("Guava number and file");
        for (int i = 0; i < 100; i++) {
            Hashing.murmur3_128().hashLong(i);
            Hashing.farmHashFingerprint64().hashLong(i);
        }
        tell.accept("Guava small");
    }

    private void bouncyCastle(String step, Digest digest) throws IOException {
        feed(digest::update);
        digest.doFinal(new byte[digest.getDigestSize()], 0);
        tell.accept(step);
    }

    private void bouncyCastle() throws Exception {
        MessageDigest jca = MessageDigest.getInstance("SHA3-256", new BouncyCastleProvider());
        feed(jca::update);
        jca.digest();
        tell.accept("BC provider");
        bouncyCastle("BC SHA256Digest", new SHA256Digest());
        bouncyCastle("BC SHA3Digest", new SHA3Digest(512));
        bouncyCastle("BC Blake2bDigest", new Blake2bDigest(256));
        bouncyCastle("BC SHAKEDigest", new SHAKEDigest(128));
        MD5Digest md5 = new MD5Digest();
        feed((bytes, offset, length) -> {
            for (int i = offset; i < offset + length; i++) {
                md5.update(bytes[i]);
            }
        });
        md5.doFinal(new byte[16], 0);
        tell.accept("BC MD5Digest by bytes");
        HMac mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(new byte[32]));
        feed(mac::update);
        mac.doFinal(new byte[32], 0);
        tell.accept("HMac");
    }

    private void bouncyCastleCopies() throws Exception {
        MessageDigest jca = MessageDigest.getInstance("SHA-256", new BouncyCastleProvider());
        feed(jca::update);
        ((MessageDigest) jca.clone()).digest();
        tell.accept("BC provider clone");
        SHA256Digest digest = new SHA256Digest();
        feed(digest::update);
        new SHA256Digest(digest).doFinal(new byte[32], 0);
        digest.doFinal(new byte[32], 0);
        tell.accept("BC copy");
        digest.update(new byte[5], 0, 5);
        SHA256Digest prefixed = new SHA256Digest();
        prefixed.reset(digest);
        digest.reset();
        feed(prefixed::update);
        prefixed.doFinal(new byte[32], 0);
        tell.accept("BC prefixed copy");
        feed(digest::update);
        digest.doFinal(new byte[32], 0);
        tell.accept("BC again");
    }

    private void xxHash() throws IOException {
        XXHashFactory factory = XXHashFactory.fastestInstance();
        StreamingXXHash32 hash32 = factory.newStreamingHash32(0);
        feed(hash32::update);
        hash32.getValue();
        tell.accept("StreamingXXHash32");
        StreamingXXHash64 hash64 = factory.newStreamingHash64(0);
        feed(hash64::update);
        hash64.getValue();
        tell.accept("StreamingXXHash64");
        checksum("XXHash as Checksum", factory.newStreamingHash64(1).asChecksum());
        byte[] all = Files.readAllBytes(file);
        factory.hash32().hash(all, 0, all.length, 0);
        tell.accept("XXHash32.hash");
        factory.hash64().hash(ByteBuffer.allocateDirect(SIZE), 0);
        tell.accept("XXHash64.hash of buffer");
        for (int i = 0; i < 100; i++) {
            factory.hash64().hash(all, 100, 20, 0);
        }
        tell.accept("XXHash64.hash small");
    }

    /** Counts what it is fed, and leaves the rest to the JDK. */
    private static final class Extended extends CRC32 implements Checksum {
        private long count;

        @Override
        public void update(byte[] bytes, int offset, int length) {
            count += length;
            super.update(bytes, offset, length);
        }

        @Override
        public long getValue() {
            return count == 0 ? 0 : super.getValue();
        }
    }
}
