package io.indelible.instrumentation.hash;

import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.file.FileInstrumentation;
import io.indelible.instrumentation.file.HandlerTable;
import io.indelible.instrumentation.file.RecordedOperations;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Real streams and digests that ring where the advice rings, in the same order. */
final class Watched {
    final RecordedOperations operations = new RecordedOperations();
    final HandlerTable handlers = new HandlerTable();

    Watched() {
        new FileInstrumentation().install(operations, handlers);
        new HashInstrumentation().install(operations, handlers);
    }

    Stream open(Path file) throws IOException {
        return new Stream(handlers.files(), file);
    }

    Random openRandom(Path file) throws IOException {
        return new Random(handlers.files(), file);
    }

    /** Reads a channel as {@code FileChannelImpl.read} is watched. */
    int read(FileChannel channel, Path file, ByteBuffer into) throws IOException {
        int count = channel.read(into);
        handlers.files().bytesRead(Guard.current(), channel, file.toString(), into, -1, count, null);
        return count;
    }

    byte[] readAll(Path file) throws IOException {
        try (Stream in = open(file)) {
            return in.readAllBytes();
        }
    }

    Digest digest(String algorithm) throws NoSuchAlgorithmException {
        return new Digest(handlers, MessageDigest.getInstance(algorithm));
    }

    static final class Stream extends FileInputStream {
        private final Handlers.FileWatcher watcher;
        private final String path;

        Stream(Handlers.FileWatcher watcher, Path file) throws IOException {
            super(file.toString());
            this.watcher = watcher;
            path = file.toString();
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            watcher.byteRead(Guard.current(), this, path, value, null);
            return value;
        }

        @Override
        public int read(byte[] into) throws IOException {
            int count = super.read(into);
            watcher.bytesRead(Guard.current(), this, path, into, 0, count, null);
            return count;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            watcher.bytesRead(Guard.current(), this, path, into, offset, count, null);
            return count;
        }
    }

    static final class Random extends RandomAccessFile {
        private final Handlers.FileWatcher watcher;
        private final String path;

        Random(Handlers.FileWatcher watcher, Path file) throws IOException {
            super(file.toString(), "r");
            this.watcher = watcher;
            path = file.toString();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            watcher.bytesRead(Guard.current(), this, path, into, offset, count, null);
            return count;
        }
    }

    /** A digest in a digest, as the JDK's own delegate is; {@code digest(byte[])} is inherited. */
    static final class Digest extends MessageDigest {
        private final HandlerTable handlers;
        private final MessageDigest real;

        Digest(HandlerTable handlers, MessageDigest real) {
            super(real.getAlgorithm());
            this.handlers = handlers;
            this.real = real;
        }

        @Override
        public void update(byte input) {
            handlers.digests().digested(Guard.current(), this, input);
            super.update(input);
        }

        @Override
        public void update(byte[] input) {
            handlers.digests().digested(Guard.current(), this, input, Feeding.WHOLE, Feeding.WHOLE);
            super.update(input);
        }

        @Override
        public void update(byte[] input, int offset, int length) {
            handlers.digests().digested(Guard.current(), this, input, offset, length);
            super.update(input, offset, length);
        }

        /** {@code update(ByteBuffer)} is final. */
        void feed(ByteBuffer input) {
            handlers.digests().digested(Guard.current(), this, input);
            update(input);
        }

        @Override
        public byte[] digest() {
            Handlers.CallHandler finish = handlers.call(Call.DIGEST_FINISH);
            Object begun = finish.begin(this, null, null);
            byte[] result = super.digest();
            if (begun != null) {
                finish.end(begun, result, null);
            }
            return result;
        }

        @Override
        public void reset() {
            handlers.note(Call.DIGEST_RESET).note(this, null);
            super.reset();
        }

        @Override
        public Digest clone() {
            Handlers.CallHandler handler = handlers.call(Call.DIGEST_CLONE);
            Object begun = handler.begin(this, null, null);
            Digest result = copy();
            if (begun != null) {
                handler.end(begun, result, null);
            }
            return result;
        }

        private Digest copy() {
            try {
                return new Digest(handlers, (MessageDigest) real.clone());
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        @Override
        protected void engineUpdate(byte input) {
            real.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            real.update(input, offset, length);
        }

        @Override
        protected byte[] engineDigest() {
            return real.digest();
        }

        @Override
        protected void engineReset() {
            real.reset();
        }
    }
}
