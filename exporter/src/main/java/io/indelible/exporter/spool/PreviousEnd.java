package io.indelible.exporter.spool;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a process of a service ended. The last one that is known of is kept in a file beside the instances, for most of them
 * leave no directory: by the process itself when it ends well, else by whoever finds what it left.
 *
 * @param how it ended
 * @param instance its name
 * @param epochMillis its last sign of life; 0 when there is none
 */
public record PreviousEnd(How how, String instance, long epochMillis) {
    /** In what way. */
    public enum How {
        /** It had time to say so. */
        CLEAN,
        /** It had not: it was killed, crashed, halted, or the machine did. */
        KILLED,
        /** It left something that says nothing of it. */
        UNKNOWN;

        /** The value on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String FILE = "last-end";
    /** One small write; what is shorter is filled up. */
    private static final int SIZE = 128;

    /** So many directories are looked at, the youngest: who comes first waits for it. */
    private static final int LOOKS = 32;

    private static final long TOLERANCE_MILLIS = 60_000;

    /**
     * The process that ended last, of those that are known below this directory; null when none is. Looks at living ones
     * too, and holds what dead ones left for a moment. Throws nothing.
     */
    public static @Nullable PreviousEnd find(Path root, AgentLog log) {
        long now = System.currentTimeMillis();
        PreviousEnd last = remembered(root);
        try {
            List<Path> instances = DeadSpools.instances(root);
            for (int i = instances.size() - 1; i >= Math.max(0, instances.size() - LOOKS); i--) {
                last = later(last, look(instances.get(i), log), now);
            }
        } catch (IOException | RuntimeException e) {
            log.warn("how the process before this one ended cannot be found out", e);
        }
        return last;
    }

    private static @Nullable PreviousEnd look(Path path, AgentLog log) throws IOException {
        try (SpoolDirectory directory = SpoolDirectory.adopt(path)) {
            return directory == null ? null : of(directory);
        } catch (IOException unreadable) {
            log.warn(path + " cannot be looked at", unreadable);
            return null;
        }
    }

    /** How the owner of a directory ended, which is no more. */
    static PreviousEnd of(SpoolDirectory directory) throws IOException {
        return of(directory, LifeFile.read(directory.file(LifeFile.LIFE), LifeFile.LIFE_BYTES));
    }

    static PreviousEnd of(SpoolDirectory directory, @Nullable Life life) {
        if (life == null) {
            return new PreviousEnd(How.UNKNOWN, directory.instance(), lastWrite(directory));
        }
        return new PreviousEnd(life.clean() ? How.CLEAN : How.KILLED, directory.instance(), life.epochMillis());
    }

    private static long lastWrite(SpoolDirectory directory) {
        try {
            return Files.getLastModifiedTime(directory.path()).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Keeps it, unless one that ended later is kept. Throws nothing. */
    static void remember(Path root, PreviousEnd end, AgentLog log) {
        if (!end.equals(later(remembered(root), end, System.currentTimeMillis()))) {
            return;
        }
        try (FileChannel channel = OwnerOnly.open(root.resolve(FILE), CREATE, WRITE)) {
            channel.write(ByteBuffer.wrap(end.bytes()));
        } catch (IOException | RuntimeException e) {
            log.warn("how " + end.instance() + " ended cannot be kept", e);
        }
    }

    /** Which of two ended later. A time that is still to come is of a clock that was set back: it says nothing. */
    private static @Nullable PreviousEnd later(@Nullable PreviousEnd one, @Nullable PreviousEnd other, long now) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        boolean oneIsToCome = one.epochMillis > now + TOLERANCE_MILLIS;
        boolean otherIsToCome = other.epochMillis > now + TOLERANCE_MILLIS;
        if (oneIsToCome != otherIsToCome) {
            return oneIsToCome ? other : one;
        }
        return one.epochMillis > other.epochMillis ? one : other;
    }

    private static @Nullable PreviousEnd remembered(Path root) {
        try (InputStream file = Files.newInputStream(root.resolve(FILE))) {
            return parse(file.readNBytes(SIZE)); // no more, whatever became of it: the application waits for this
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException | RuntimeException unreadable) {
            return null; // it will be written anew
        }
    }

    private byte[] bytes() {
        String text = how.name() + ' ' + epochMillis + ' ' + instance;
        StringBuilder line = new StringBuilder(text).append(' ').append(checksum(text));
        while (line.length() < SIZE - 1) {
            line.append(' ');
        }
        return line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static @Nullable PreviousEnd parse(byte[] bytes) {
        String[] words = new String(bytes, StandardCharsets.US_ASCII).strip().split(" ", -1);
        if (words.length != 4 || !words[3].equals(checksum(words[0] + ' ' + words[1] + ' ' + words[2]))) {
            return null;
        }
        return new PreviousEnd(How.valueOf(words[0]), words[2], Long.parseLong(words[1]));
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(crc.getValue());
    }
}
