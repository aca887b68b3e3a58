package io.indelible.agent.engine.integrity;

import io.indelible.agent.engine.integrity.Entry.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An entry as {@value #BYTES} bytes of the file: CRC32C of the rest (4), kind (1), flags (1), lengths of digest (1), algorithm
 * (1) and path (2), nothing (6), key (16), size, modification time, time of recording, modification time of the source (8
 * each), digest, algorithm, path. What was written by half, or never, is no entry.
 */
final class Slot {
    static final int BYTES = 512;

    private static final int KIND = 4;
    private static final int KEY = 16;
    private static final int RECORDED = 48;
    private static final int TEXTS = 64;
    private static final int MOST_DIGEST = 64;
    private static final int MOST_ALGORITHM = 255;
    private static final Kind[] KINDS = Kind.values();

    private Slot() {}

    /** Whether an entry fits; a very long path or digest does not. */
    static boolean fits(Entry entry) {
        int algorithm = utf8(entry.algorithm()).length;
        return entry.digest().length <= MOST_DIGEST
                && algorithm <= MOST_ALGORITHM
                && entry.digest().length + algorithm + utf8(entry.path()).length <= BYTES - TEXTS;
    }

    static boolean isOf(ByteBuffer page, int at, PathKey key) {
        return key.is(page.getLong(at + KEY), page.getLong(at + KEY + Long.BYTES));
    }

    static long recordedNanos(ByteBuffer page, int at) {
        return page.getLong(at + RECORDED);
    }

    static void write(ByteBuffer page, int at, Entry entry) {
        clear(page, at);
        byte[] algorithm = utf8(entry.algorithm());
        byte[] path = utf8(entry.path());
        ByteBuffer slot = page.duplicate().clear().position(at + KIND);
        slot.put(entry.kind().number).put((byte) entry.flags());
        slot.put((byte) entry.digest().length).put((byte) algorithm.length).putShort((short) path.length);
        slot.position(at + KEY);
        slot.putLong(entry.key().high()).putLong(entry.key().low());
        slot.putLong(entry.size()).putLong(entry.modifiedNanos()).putLong(entry.recordedNanos());
        slot.putLong(entry.sourceModifiedNanos());
        slot.put(entry.digest()).put(algorithm).put(path);
        page.putInt(at, checksum(page, at));
    }

    static void clear(ByteBuffer page, int at) {
        for (int i = at; i < at + BYTES; i += Long.BYTES) {
            page.putLong(i, 0);
        }
    }

    /** Whether something was wholly written here. */
    static boolean isWhole(ByteBuffer page, int at) {
        return page.get(at + KIND) != 0 && page.getInt(at) == checksum(page, at);
    }

    /** The entry; null when there is none. */
    static @Nullable Entry read(ByteBuffer page, int at) {
        if (!isWhole(page, at)) {
            return null;
        }
        ByteBuffer slot = page.duplicate().clear().position(at + KIND);
        Kind kind = kind(slot.get());
        int flags = slot.get();
        byte[] digest = new byte[Byte.toUnsignedInt(slot.get())];
        byte[] algorithm = new byte[Byte.toUnsignedInt(slot.get())];
        byte[] path = new byte[Short.toUnsignedInt(slot.getShort())];
        if (kind == null || digest.length + algorithm.length + path.length > BYTES - TEXTS) {
            return null;
        }
        slot.position(at + KEY);
        PathKey key = new PathKey(slot.getLong(), slot.getLong());
        long size = slot.getLong();
        long modified = slot.getLong();
        long recorded = slot.getLong();
        long sourceModified = slot.getLong();
        slot.get(digest).get(algorithm).get(path);
        return new Entry(
                kind, key, flags, text(path), text(algorithm), digest, size, modified, recorded, sourceModified);
    }

    private static @Nullable Kind kind(byte number) {
        for (Kind kind : KINDS) {
            if (kind.number == number) {
                return kind;
            }
        }
        return null;
    }

    private static int checksum(ByteBuffer page, int at) {
        CRC32C crc = new CRC32C();
        crc.update(page.duplicate().clear().position(at + KIND).limit(at + BYTES));
        return (int) crc.getValue();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
