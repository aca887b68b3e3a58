package io.indelible.test.app;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Ways to copy and to hash that are not the usual ones, and ways that only look like it. */
final class OddFlows {
    private static final int LINES = 20_000;

    private OddFlows() {}

    static void addTo(Map<String, Flows.Flow> all) {
        channels(all);
        mappings(all);
        transfers(all);
        texts(all);
        formats(all);
        targets(all);
        cuts(all);
        hashes(all);
        hashesByChannel(all);
        notOfTheWholeFile(all);
        readers(all);
    }

    private static void channels(Map<String, Flows.Flow> all) {
        all.put("scatter-gather", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel to = create(b)) {
                ByteBuffer[] buffers = {ByteBuffer.allocate(1000), ByteBuffer.allocateDirect(3000)};
                while (in.read(buffers) >= 0) {
                    for (ByteBuffer each : buffers) {
                        each.flip();
                    }
                    to.write(buffers);
                    for (ByteBuffer each : buffers) {
                        each.clear();
                    }
                }
            }
        });
        all.put("gather-header", (a, b, folder) -> {
            try (FileChannel to = create(b)) {
                to.write(new ByteBuffer[] {ByteBuffer.wrap(new byte[10]), ByteBuffer.wrap(Files.readAllBytes(a))});
            }
        });
        all.put("rest-behind-line", (a, b, folder) -> {
            Path lines = folder.resolve("lines.txt");
            byte[] content = new byte[100_006];
            System.arraycopy("head\r\n".getBytes(StandardCharsets.US_ASCII), 0, content, 0, 6);
            Files.write(lines, content);
            byte[] rest = new byte[200_000];
            try (RandomAccessFile in = new RandomAccessFile(lines.toFile(), "r");
                    OutputStream to = Files.newOutputStream(b)) {
                in.readLine();
                for (int count = in.read(rest); count >= 0; count = in.read(rest)) {
                    to.write(rest, 0, count);
                }
            }
        });
        all.put("positional-swapped", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel to = create(b)) {
                for (long at = 0; at < Flows.SIZE; at += 10_000) {
                    ByteBuffer buffer = ByteBuffer.allocate(10_000);
                    in.read(buffer, at);
                    to.write(buffer.flip(), Flows.SIZE - 10_000 - at);
                }
            }
        });
        all.put("delete-on-close", (a, b, folder) -> {
            try (InputStream in = Files.newInputStream(a);
                    OutputStream to =
                            Files.newOutputStream(b, StandardOpenOption.CREATE, StandardOpenOption.DELETE_ON_CLOSE)) {
                in.transferTo(to);
            }
        });
    }

    private static void mappings(Map<String, Flows.Flow> all) {
        all.put("read-to-map", (a, b, folder) -> {
            try (FileChannel to = create(b)) {
                to.map(MapMode.READ_WRITE, 0, Flows.SIZE).put(Files.readAllBytes(a));
            }
        });
        all.put("read-into-map", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel to = create(b)) {
                in.read(to.map(MapMode.READ_WRITE, 0, Flows.SIZE));
            }
        });
        all.put("mapped-slices", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel to = create(b)) {
                MappedByteBuffer map = in.map(MapMode.READ_ONLY, 0, Flows.SIZE);
                to.write(map.slice(0, 150_000));
                to.write(map.slice(150_000, 150_000));
            }
        });
        all.put("mapped-half-twice", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel to = create(b)) {
                MappedByteBuffer map = in.map(MapMode.READ_ONLY, 0, Flows.SIZE);
                map.limit(150_000);
                to.write(map);
                map.position(0);
                to.write(map);
            }
        });
        all.put("mapped-chunks", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel to = create(b)) {
                MappedByteBuffer map = in.map(MapMode.READ_ONLY, 0, Flows.SIZE);
                for (int at = 0; at < Flows.SIZE; at += 10_000) {
                    to.write(map.limit(at + 10_000));
                }
            }
        });
        all.put("mapped-private-edit", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileChannel to = create(b)) {
                MappedByteBuffer map = in.map(MapMode.PRIVATE, 0, Flows.SIZE);
                map.put(20_000, (byte) ~map.get(20_000));
                to.write(map);
            }
        });
    }

    private static void transfers(Map<String, Flows.Flow> all) {
        all.put("transfer-from-stream", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile());
                    FileChannel to = create(b)) {
                to.transferFrom(Channels.newChannel(new BufferedInputStream(in)), 0, Flows.SIZE);
            }
        });
        all.put("transfer-from-part", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel to = create(b)) {
                in.position(100_000);
                to.transferFrom(in, 0, 100_000);
            }
        });
        all.put("transfer-swapped", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel to = create(b)) {
                in.transferTo(150_000, 150_000, to);
                in.transferTo(0, 150_000, to);
            }
        });
        all.put("transfer-two", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel other = FileChannel.open(folder.resolve("c.bin"));
                    FileChannel to = create(b)) {
                in.transferTo(0, 150_000, to);
                other.transferTo(150_000, 150_000, to);
            }
        });
        all.put("seek-hole", (a, b, folder) -> {
            try (FileChannel in = FileChannel.open(a);
                    FileChannel to = create(b)) {
                in.transferTo(0, 100_000, to);
                to.position(200_000);
                in.transferTo(200_000, 100_000, to);
            }
        });
    }

    private static void texts(Map<String, Flows.Flow> all) {
        all.put("latin-reader", (a, b, folder) -> {
            try (BufferedReader in = Files.newBufferedReader(a, StandardCharsets.ISO_8859_1);
                    BufferedWriter to = Files.newBufferedWriter(b, StandardCharsets.ISO_8859_1)) {
                in.transferTo(to);
            }
        });
        all.put("utf-upper", (a, b, folder) -> {
            Path text = text(folder);
            try (Stream<String> lines = Files.lines(text);
                    PrintWriter to = new PrintWriter(b.toFile(), StandardCharsets.UTF_8)) {
                lines.forEach(line -> to.print(line.toUpperCase(Locale.ROOT) + '\n'));
            }
        });
        all.put("strings", (a, b, folder) -> Files.writeString(b, Files.readString(text(folder))));
        all.put("scanner", (a, b, folder) -> {
            try (Scanner in = new Scanner(text(folder), StandardCharsets.UTF_8);
                    PrintWriter to = new PrintWriter(b.toFile(), StandardCharsets.UTF_8)) {
                while (in.hasNextLine()) {
                    to.print(in.nextLine() + "\n");
                }
            }
        });
        all.put(
                "recoded",
                (a, b, folder) -> Files.writeString(b, Files.readString(text(folder)), StandardCharsets.UTF_16LE));
    }

    private static void formats(Map<String, Flows.Flow> all) {
        all.put("object", (a, b, folder) -> {
            try (ObjectOutputStream to = new ObjectOutputStream(new FileOutputStream(b.toFile()))) {
                to.writeObject(Files.readAllBytes(a));
            }
        });
        all.put("cipher-in-place", (a, b, folder) -> {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"), new IvParameterSpec(new byte[16]));
            byte[] content = Files.readAllBytes(a);
            cipher.doFinal(content, 0, content.length, content);
            Files.write(b, content);
        });
        all.put("sequence", (a, b, folder) -> {
            try (InputStream in =
                    new SequenceInputStream(Files.newInputStream(a), Files.newInputStream(folder.resolve("c.bin")))) {
                Files.copy(in, b);
            }
        });
        all.put("split", (a, b, folder) -> {
            try (InputStream in = Files.newInputStream(a)) {
                Files.write(b, in.readNBytes(150_000));
                Files.write(folder.resolve("d.bin"), in.readNBytes(150_000));
            }
        });
    }

    private static void targets(Map<String, Flows.Flow> all) {
        all.put("append-to-nothing", (a, b, folder) -> {
            try (InputStream in = Files.newInputStream(a);
                    OutputStream to = new FileOutputStream(b.toFile(), true)) {
                in.transferTo(to);
            }
        });
        all.put("append-option", (a, b, folder) -> {
            Files.write(b, Files.readAllBytes(folder.resolve("c.bin")));
            try (InputStream in = Files.newInputStream(a);
                    OutputStream to = Files.newOutputStream(b, StandardOpenOption.APPEND)) {
                in.transferTo(to);
            }
        });
        all.put("temporary-loop", (a, b, folder) -> {
            Path temporary = folder.resolve("tmp");
            try (InputStream in = Files.newInputStream(a);
                    OutputStream to = Files.newOutputStream(temporary)) {
                in.transferTo(to);
            }
            Files.move(temporary, b, StandardCopyOption.ATOMIC_MOVE);
        });
        all.put("moved-while-open", (a, b, folder) -> {
            Path temporary = folder.resolve("tmp");
            try (InputStream in = Files.newInputStream(a);
                    OutputStream to = Files.newOutputStream(temporary)) {
                in.transferTo(to);
                Files.move(temporary, b);
            }
        });
        for (String how : List.of("int", "long", "double", "utf", "bytes", "chars")) {
            all.put("patched-" + how, (a, b, folder) -> patched(how, a, b));
        }
        all.put("many-targets", (a, b, folder) -> {
            byte[] first = Files.readAllBytes(a);
            for (int i = 0; i < 3; i++) {
                Files.write(folder.resolve("m" + i), first);
            }
        });
        all.put("twice-as-long", (a, b, folder) -> {
            byte[] first = Files.readAllBytes(a);
            try (OutputStream to = Files.newOutputStream(b)) {
                to.write(first);
                to.write(first);
            }
        });
        all.put("skip-then-rest", (a, b, folder) -> {
            try (InputStream in = new FileInputStream(a.toFile());
                    OutputStream to = new FileOutputStream(b.toFile())) {
                byte[] head = in.readNBytes(10_000);
                in.skipNBytes(10_000);
                to.write(head);
                to.write(new byte[10_000]);
                in.transferTo(to);
            }
        });
        all.put("source-grows", (a, b, folder) -> {
            try (InputStream in = Files.newInputStream(a);
                    OutputStream to = Files.newOutputStream(b)) {
                to.write(in.readNBytes(100_000));
                Files.write(a, new byte[10_000], StandardOpenOption.APPEND);
                in.transferTo(to);
            }
        });
    }

    private static void cuts(Map<String, Flows.Flow> all) {
        all.put("preallocated", (a, b, folder) -> {
            try (InputStream in = Files.newInputStream(a);
                    RandomAccessFile to = new RandomAccessFile(b.toFile(), "rw")) {
                to.setLength(Flows.SIZE);
                loop(in, to);
            }
        });
        all.put("cut", (a, b, folder) -> {
            try (InputStream in = Files.newInputStream(a);
                    RandomAccessFile to = new RandomAccessFile(b.toFile(), "rw")) {
                loop(in, to);
                to.setLength(100_000);
            }
        });
        all.put("truncated-and-grown", (a, b, folder) -> {
            try (InputStream in = Files.newInputStream(a);
                    FileChannel to = create(b)) {
                in.transferTo(Channels.newOutputStream(to));
                to.truncate(100_000);
                to.write(ByteBuffer.wrap(new byte[1]), Flows.SIZE - 1);
            }
        });
    }

    private static void hashes(Map<String, Flows.Flow> all) {
        all.put("hash-clone", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = Files.newInputStream(a)) {
                digest.update(in.readNBytes(100_000));
                ((MessageDigest) digest.clone()).digest();
                digest.update(in.readAllBytes());
            }
            digest.digest();
        });
        all.put("hash-three-apis", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            MessageDigest other = MessageDigest.getInstance("MD5");
            CRC32 crc = new CRC32();
            try (InputStream in = Files.newInputStream(a)) {
                byte[] block = new byte[Flows.BLOCK];
                for (int n = in.read(block); n > 0; n = in.read(block)) {
                    digest.update(block, 0, n);
                    other.update(block, 0, n);
                    crc.update(block, 0, n);
                }
            }
            digest.digest();
            other.digest();
            crc.getValue();
        });
        all.put("hash-mac", (a, b, folder) -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[16], "x"));
            mac.doFinal(Files.readAllBytes(a));
        });
        all.put("hash-by-others", (a, b, folder) -> {
            byte[] content = Files.readAllBytes(a);
            inAnotherThread(() -> MessageDigest.getInstance("SHA-256").digest(content));
            inAnotherThread(() -> MessageDigest.getInstance("MD5").digest(content));
        });
        all.put("hash-memory-and-file", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("salt".getBytes(StandardCharsets.UTF_8));
            digest.digest(Files.readAllBytes(a));
        });
        all.put("hash-two-files", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(a));
            digest.update(Files.readAllBytes(folder.resolve("c.bin")));
            digest.digest();
        });
        all.put("hash-interleaved", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = Files.newInputStream(a);
                    InputStream other = Files.newInputStream(folder.resolve("c.bin"))) {
                byte[] block = new byte[Flows.BLOCK];
                for (int n = in.read(block); n > 0; n = in.read(block)) {
                    digest.update(block, 0, n);
                    n = other.read(block);
                    digest.update(block, 0, n);
                }
            }
            digest.digest();
        });
    }

    private static void hashesByChannel(Map<String, Flows.Flow> all) {
        all.put("hash-mapped", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (FileChannel in = FileChannel.open(a)) {
                digest.update(in.map(MapMode.READ_ONLY, 0, Flows.SIZE));
            }
            digest.digest();
        });
        all.put("hash-direct", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocateDirect(Flows.BLOCK);
            try (FileChannel in = FileChannel.open(a)) {
                while (in.read(buffer) >= 0) {
                    digest.update(buffer.flip());
                    buffer.clear();
                }
            }
            digest.digest();
        });
        all.put("hash-scatter", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer[] buffers = {ByteBuffer.allocate(Flows.SIZE / 2), ByteBuffer.allocate(Flows.SIZE / 2)};
            try (FileChannel in = FileChannel.open(a)) {
                in.read(buffers);
                digest.update(buffers[1].flip());
                digest.update(buffers[0].flip());
            }
            digest.digest();
        });
        all.put("hash-scatter-in-order", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer[] buffers = {ByteBuffer.allocate(10), ByteBuffer.allocate(Flows.SIZE)};
            try (FileChannel in = FileChannel.open(a)) {
                in.read(buffers);
            }
            for (ByteBuffer each : buffers) {
                digest.update(each.flip());
            }
            digest.digest();
        });
        all.put("hash-mapped-slice", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (FileChannel in = FileChannel.open(a)) {
                digest.update(in.map(MapMode.READ_ONLY, 0, Flows.SIZE).slice(1000, 200_000));
            }
            digest.digest();
        });
    }

    private static void notOfTheWholeFile(Map<String, Flows.Flow> all) {
        all.put("hash-off", (a, b, folder) -> {
            try (DigestInputStream in =
                    new DigestInputStream(Files.newInputStream(a), MessageDigest.getInstance("SHA-256"))) {
                in.on(false);
                in.readNBytes(100_000);
                in.on(true);
                in.readAllBytes();
                in.getMessageDigest().digest();
            }
        });
        all.put("hash-on-off", (a, b, folder) -> {
            try (DigestInputStream in =
                    new DigestInputStream(Files.newInputStream(a), MessageDigest.getInstance("SHA-256"))) {
                in.readNBytes(100_000);
                in.on(false);
                in.readAllBytes();
                in.getMessageDigest().digest();
            }
        });
        all.put("hash-reset", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = Files.newInputStream(a)) {
                digest.update(in.readNBytes(100_000));
                digest.reset();
                digest.update(in.readAllBytes());
            }
            digest.digest();
        });
        all.put("hash-halves", (a, b, folder) -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] content = Files.readAllBytes(a);
            digest.update(content, 150_000, 150_000);
            digest.update(content, 0, 150_000);
            digest.digest();
        });
        all.put("hash-part", (a, b, folder) -> {
            try (InputStream in = Files.newInputStream(a)) {
                MessageDigest.getInstance("SHA-256").digest(in.readNBytes(100_000));
            }
        });
        all.put("hash-of-other-line-ends", (a, b, folder) -> {
            String text = Files.readString(text(folder));
            MessageDigest.getInstance("SHA-256").digest(text.replace('\n', ' ').getBytes(StandardCharsets.UTF_8));
        });
    }

    private static void readers(Map<String, Flows.Flow> all) {
        all.put("mismatch", (a, b, folder) -> Files.mismatch(a, folder.resolve("c.bin")));
        all.put("mismatch-equal", (a, b, folder) -> {
            Files.copy(a, b);
            Files.mismatch(a, b);
        });
        all.put("handed-over", (a, b, folder) -> {
            byte[] content = Files.readAllBytes(a);
            inAnotherThread(() -> Files.write(b, content));
        });
        all.put("read-both-write-first", (a, b, folder) -> {
            byte[] first = Files.readAllBytes(a);
            Files.readAllBytes(folder.resolve("c.bin"));
            Files.write(b, first);
        });
        all.put("swapped", (a, b, folder) -> {
            byte[] first = Files.readAllBytes(a);
            byte[] second = Files.readAllBytes(folder.resolve("c.bin"));
            Files.write(a, second);
            Files.write(folder.resolve("c.bin"), first);
        });
    }

    private static void patched(String how, Path a, Path b) throws IOException {
        try (InputStream in = Files.newInputStream(a);
                RandomAccessFile to = new RandomAccessFile(b.toFile(), "rw")) {
            loop(in, to);
            to.seek(20_000);
            switch (how) {
                case "int" -> to.writeInt(42);
                case "long" -> to.writeLong(42);
                case "double" -> to.writeDouble(42);
                case "utf" -> to.writeUTF("42");
                case "bytes" -> to.writeBytes("42");
                case "chars" -> to.writeChars("42");
                default -> throw new IllegalArgumentException(how);
            }
        }
    }

    private static void loop(InputStream in, RandomAccessFile to) throws IOException {
        byte[] block = new byte[Flows.BLOCK];
        for (int n = in.read(block); n > 0; n = in.read(block)) {
            to.write(block, 0, n);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** A text that no other folder has: what is equal passes for a copy. */
    private static Path text(Path folder) throws IOException {
        String own = String.format(Locale.ROOT, "%08x", folder.getFileName().hashCode());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append(own).append(" line ").append(i).append('\n');
        }
        return Files.writeString(folder.resolve("t.txt"), text);
    }

    static void inAnotherThread(Callable<?> work) throws Exception {
        FutureTask<?> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.start();
        task.get();
        thread.join();
    }
}
