package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.WeakIdentityMap;
import io.indelible.instrumentation.file.content.MappedFile;
import io.indelible.instrumentation.file.content.OpenFile;
import io.indelible.instrumentation.file.content.Traffic;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import org.jspecify.annotations.Nullable;

/** Answers what opens a file, closes it, or makes its content come by another way. */
final class OpenHandlers {
    private OpenHandlers() {}

    /** See {@link OpenFiles#warmUp}; the file is open, by itself. */
    static void warmUp(OpenFiles files, StreamFile file) {
        new Open(files, StreamFile.By.INPUT).end(new Open.Opening(file, file), null, null);
        new Map(files).begin(file, 0L, MapMode.PRIVATE);
        new Map(files)
                .end(new Map.Mapping(file, 0, false), ByteBuffer.allocate(0).asReadOnlyBuffer(), null);
        new NextEntry(files).end(new NextEntry.Reading(file, new Traffic(), null, 0), null, null);
    }

    /** A stream or random access file opens its file; an output stream says second whether it appends. */
    record Open(OpenFiles files, StreamFile.By by) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            StreamFile.By how = Boolean.TRUE.equals(second) ? StreamFile.By.APPEND : by;
            StreamFile file = first instanceof String path ? files.opening(path, how) : null;
            return file == null || self == null ? null : new Opening(self, file);
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            Opening opening = (Opening) begun;
            if (thrown == null) {
                files.opened(opening.stream, opening.file);
            } else {
                files.refused(opening.file, thrown);
            }
        }

        private record Opening(Object stream, StreamFile file) {}
    }

    /** A channel is there: with a file of its own, or with that of the stream which it belongs to. */
    record Channel(OpenFiles files) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            StreamFile parents = files.of(second);
            StreamFile file = parents != null || second != null || !(first instanceof String path)
                    ? parents
                    : files.opening(path, StreamFile.By.CHANNEL);
            if (self != null && file != null) {
                file.channel();
                files.opened(self, file);
            }
            return null;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {}
    }

    /**
     * A provider was asked for a channel. Only that it could not is news, and once: from JDK 25 on one way to ask leads to
     * the other.
     *
     * @param told the failures that were told
     */
    record Create(OpenFiles files, WeakIdentityMap<Throwable, Boolean> told) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            return first;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            if (thrown == null || told.get(thrown) != null) {
                return;
            }
            told.put(thrown, Boolean.TRUE);
            StreamFile file = files.opening(begun.toString(), StreamFile.By.CHANNEL);
            if (file != null) {
                files.refused(file, thrown);
            }
        }
    }

    /** Closed. */
    record Close(OpenFiles files) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            if (self != null) {
                files.closed(self, first instanceof Throwable thrown ? thrown : null);
            }
        }
    }

    /** Text was written, so many bytes a character. */
    record Text(OpenFiles files, int width) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            StreamFile file = files.of(self);
            if (file != null && first instanceof String text) {
                file.wroteUnseen(Traffic.current(), (long) width * text.length());
            }
        }
    }

    /** Cut off, or made longer. */
    record Length(OpenFiles files) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            StreamFile file = files.of(self);
            if (file != null && first instanceof Long length) {
                file.setLength(length);
            }
        }
    }

    /**
     * A line was read, by the JDK itself, past all that is watched: how much that was is told by where the file is now. Of a
     * class of the application's it is not asked, for the answer would be code of its own.
     */
    record Line(OpenFiles files) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            StreamFile file = files.of(self);
            if (file == null || !(self instanceof RandomAccessFile read)) {
                return;
            }
            long before = file.position();
            long now = positionOf(read);
            if (before != OpenFile.UNKNOWN && now > before) {
                Traffic.current().passed(files, read, file.path, OpenFile.UNKNOWN, now - before);
            }
            file.moveTo(now);
        }

        private static long positionOf(RandomAccessFile read) {
            try {
                return read.getClass() == RandomAccessFile.class ? read.getFilePointer() : OpenFile.UNKNOWN;
            } catch (IOException noFile) {
                return OpenFile.UNKNOWN; // a pipe has none
            }
        }
    }

    /**
     * Mapped into memory, as a buffer or, by newer JDKs, as a segment, whose uses nobody sees. What is private is the
     * application's from its first write on, and never the file's again.
     */
    record Map(OpenFiles files) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            StreamFile file = files.of(self);
            return file == null || second == MapMode.PRIVATE || !(first instanceof Long position)
                    ? null
                    : new Mapping(file, position, second != MapMode.READ_ONLY);
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            Mapping mapping = (Mapping) begun;
            if (result != null) {
                mapping.file.map(mapping.writable);
            }
            if (result instanceof ByteBuffer buffer) {
                MappedFile.map(buffer, mapping.file, mapping.position);
            }
        }

        private record Mapping(StreamFile file, long position, boolean writable) {}
    }

    /**
     * The next entry of an archive. Whose entries these are is known when the archive is a file that the same thread reads
     * in the course of the first such call.
     */
    record NextEntry(OpenFiles files) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            Traffic traffic = Traffic.current();
            return self == null ? null : new Reading(self, traffic, traffic.lastRead(), traffic.bytesOfLast());
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            Reading reading = (Reading) begun;
            StreamFile entries = files.of(reading.stream);
            if (entries == null) {
                OpenFile archive = reading.traffic.lastRead();
                boolean hasRead = archive != reading.last || reading.traffic.bytesOfLast() > reading.before;
                entries = hasRead && archive != null ? files.archive(reading.stream, archive.path) : null;
            }
            if (entries != null) {
                entries.restart();
            }
        }

        private record Reading(Object stream, Traffic traffic, @Nullable OpenFile last, long before) {}
    }
}
