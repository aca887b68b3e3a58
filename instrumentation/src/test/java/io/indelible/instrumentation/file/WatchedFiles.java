package io.indelible.instrumentation.file;

import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Vocabulary;
import io.indelible.instrumentation.file.RecordedOperations.Ended;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Real files, opened by streams and channels that ring where the advice rings, in the same order. */
final class WatchedFiles {
    final RecordedOperations operations = new RecordedOperations();
    final HandlerTable handlers = new HandlerTable();

    WatchedFiles() {
        new FileInstrumentation().install(operations, handlers);
    }

    Input input(Path file) throws IOException {
        return new Input(file);
    }

    Output output(Path file) throws IOException {
        return new Output(file, false);
    }

    Output appending(Path file) throws IOException {
        return new Output(file, true);
    }

    Random random(Path file, String mode) throws IOException {
        return new Random(file, mode);
    }

    /** Opens a file that is of no class of the application's. Its calls ring by the methods here. */
    RandomAccessFile plain(Path file) throws IOException {
        RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r");
        opened(Call.RANDOM_ACCESS_OPEN, opened, file, null);
        return opened;
    }

    int read(RandomAccessFile plain, Path file, byte[] into) throws IOException {
        int count = plain.read(into);
        files().bytesRead(Guard.current(), plain, file.toString(), into, 0, count, null);
        return count;
    }

    Zip zip(InputStream archive) {
        return new Zip(archive);
    }

    /** Opens a channel. Its calls ring by the methods here. */
    FileChannel channel(Path file, OpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(file, options);
        handlers.call(Call.CHANNEL_OPEN).begin(channel, file.toString(), null);
        return channel;
    }

    /** The channel of a stream that is open. */
    FileChannel channel(Output stream) {
        FileChannel channel = stream.getChannel();
        handlers.call(Call.CHANNEL_OPEN).begin(channel, stream.path, stream);
        return channel;
    }

    int read(FileChannel channel, Path file, ByteBuffer into, long position) throws IOException {
        int count = position < 0 ? channel.read(into) : channel.read(into, position);
        files().bytesRead(Guard.current(), channel, file.toString(), into, position, count, null);
        return count;
    }

    /** As if all that is before the buffer's position had just been written. */
    void wrote(FileChannel channel, Path file, ByteBuffer from, long position) {
        files().bytesWritten(Guard.current(), channel, file.toString(), from, position, from.position(), null);
    }

    long scatter(FileChannel channel, Path file, ByteBuffer... into) throws IOException {
        Handlers.CallHandler handler = handlers.call(Call.CHANNEL_SCATTER);
        Object begun = handler.begin(channel, into, file.toString());
        long count = channel.read(into);
        handler.end(Objects.requireNonNull(begun), count, null);
        return count;
    }

    void gather(FileChannel channel, Path file, ByteBuffer... from) throws IOException {
        Handlers.CallHandler handler = handlers.call(Call.CHANNEL_GATHER);
        Object begun = handler.begin(channel, from, file.toString());
        handler.end(Objects.requireNonNull(begun), channel.write(from), null);
    }

    long transfer(FileChannel from, long position, long count, FileChannel to) throws IOException {
        Handlers.CallHandler handler = handlers.call(Call.CHANNEL_TRANSFER_TO);
        Object begun = handler.begin(from, to, position);
        long moved = from.transferTo(position, count, to);
        handler.end(Objects.requireNonNull(begun), moved, null);
        return moved;
    }

    ByteBuffer mapToWrite(RandomAccessFile file) throws IOException {
        ByteBuffer buffer = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, file.length());
        mapped(file, buffer);
        return buffer;
    }

    /** As if the file had just been mapped to be read and written. */
    void mapped(RandomAccessFile file, Object memory) {
        Handlers.CallHandler handler = handlers.call(Call.CHANNEL_MAP);
        Object begun = handler.begin(file, 0L, FileChannel.MapMode.READ_WRITE);
        handler.end(Objects.requireNonNull(begun), memory, null);
    }

    void close(Closeable plain) throws IOException {
        plain.close();
        closed(plain);
    }

    /** What ended, in words: {@code copy a -> b 10}, {@code read a 10}, {@code write b 10}; sorted. */
    List<String> told() {
        return operations.ended().stream().map(WatchedFiles::words).sorted().toList();
    }

    /** As {@link #told}, when the process has ended. */
    List<String> toldInTheEnd() {
        handlers.keepUp(true);
        return told();
    }

    private static String words(Ended ended) {
        Object from = ended.attributes().get(Vocabulary.FILE_PATH);
        Object to = ended.attributes().get(Vocabulary.FILE_TARGET_PATH);
        StringBuilder words = new StringBuilder(ended.name().substring("file ".length())).append(name(from));
        if (to != null) {
            words.append(" ->").append(name(to));
        }
        for (String size :
                List.of(Vocabulary.COPY_TRANSFERRED_SIZE, Vocabulary.FILE_READ_SIZE, Vocabulary.FILE_WRITTEN_SIZE)) {
            if (ended.attributes().containsKey(size)) {
                words.append(' ').append(ended.attributes().get(size));
            }
        }
        return ended.attributes().containsKey(Vocabulary.FILE_LEFT_OPEN)
                ? words.append(" left open").toString()
                : words.toString();
    }

    private static String name(@Nullable Object path) {
        return path == null ? " ?" : " " + Path.of((String) path).getFileName();
    }

    private Handlers.FileWatcher files() {
        return handlers.files();
    }

    private void opened(int call, Object stream, Path file, @Nullable Object append) {
        Object opening = handlers.call(call).begin(stream, file.toString(), append);
        handlers.call(call).end(Objects.requireNonNull(opening), null, null);
    }

    private void closed(Object stream) {
        handlers.note(Call.FILE_CLOSE).note(stream, null);
    }

    final class Input extends FileInputStream {
        private final String path;

        Input(Path file) throws IOException {
            super(file.toString());
            path = file.toString();
            opened(Call.FILE_INPUT_OPEN, this, file, null);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            files().byteRead(Guard.current(), this, path, value, null);
            return value;
        }

        @Override
        public int read(byte[] into) throws IOException {
            return read(into, 0, into.length);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            files().bytesRead(Guard.current(), this, path, into, offset, count, null);
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            files().moved(Guard.current(), this, -1);
            return skipped;
        }

        @Override
        public void close() throws IOException {
            super.close();
            closed(this);
        }

        /** As two threads leave it that read at once and do not know of each other. */
        void loseTrack(long position) {
            files().moved(Guard.current(), this, position);
        }
    }

    final class Output extends FileOutputStream {
        private final String path;

        Output(Path file, boolean append) throws IOException {
            super(file.toString(), append);
            path = file.toString();
            opened(Call.FILE_OUTPUT_OPEN, this, file, append);
        }

        @Override
        public void write(int value) throws IOException {
            super.write(value);
            files().byteWritten(Guard.current(), this, path, value, null);
        }

        @Override
        public void write(byte[] from) throws IOException {
            write(from, 0, from.length);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            super.write(from, offset, length);
            files().bytesWritten(Guard.current(), this, path, from, offset, length, null);
        }

        @Override
        public void close() throws IOException {
            super.close();
            closed(this);
        }
    }

    final class Random extends RandomAccessFile {
        private final String path;

        Random(Path file, String mode) throws IOException {
            super(file.toString(), mode);
            path = file.toString();
            opened(Call.RANDOM_ACCESS_OPEN, this, file, null);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            files().bytesRead(Guard.current(), this, path, into, offset, count, null);
            return count;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            super.write(from, offset, length);
            files().bytesWritten(Guard.current(), this, path, from, offset, length, null);
        }

        @Override
        public void seek(long position) throws IOException {
            super.seek(position);
            files().moved(Guard.current(), this, position);
        }

        @Override
        public void setLength(long length) throws IOException {
            super.setLength(length);
            handlers.note(Call.FILE_LENGTH).note(this, length);
        }

        /** Writes so much, as far as the disk has room, of a call that wants more. */
        void writeAndFail(int count) throws IOException {
            super.write(new byte[count], 0, count);
            byte[] all = new byte[2 * count];
            files().bytesWritten(Guard.current(), this, path, all, 0, all.length, new IOException("No space left"));
        }

        /** As two threads leave it that use it at once and do not know of each other. */
        void loseTrack(long position) {
            files().moved(Guard.current(), this, position);
        }

        @Override
        public void close() throws IOException {
            super.close();
            closed(this);
        }
    }

    final class Zip extends ZipInputStream {
        Zip(InputStream archive) {
            super(archive);
        }

        @Override
        public @Nullable ZipEntry getNextEntry() throws IOException {
            Handlers.CallHandler handler = handlers.call(Call.ZIP_NEXT_ENTRY);
            Object begun = handler.begin(this, null, null);
            ZipEntry entry = super.getNextEntry();
            handler.end(Objects.requireNonNull(begun), entry, null);
            return entry;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            files().bytesRead(Guard.current(), this, null, into, offset, count, null);
            return count;
        }
    }

    /** Lets work that reads or writes run where its exceptions are nobody's. */
    interface Work {
        void run() throws IOException;
    }

    /** Runs the work in a thread of its own, to its end. */
    static void elsewhere(Work work) throws InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException thrown) {
                throw new UncheckedIOException(thrown);
            }
        });
        thread.start();
        thread.join();
    }
}
