package io.indelible.instrumentation.file.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an open file knows of those who read it. */
final class OpenFileTest {
    private static final int THREADS = 300;

    private final Opened file = new Opened();

    @Test
    void manyReaders_areCountedToTheByte() {
        for (int i = 0; i < THREADS; i++) {
            read(new Traffic(), 10);
        }
        assertThat(file.bytesRead()).isEqualTo(10L * THREADS);
    }

    @Test
    void manyReadersThatReadOn_areCountedToTheByte() {
        Traffic[] readers = new Traffic[THREADS];
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < THREADS; i++) {
                if (readers[i] == null) {
                    readers[i] = new Traffic();
                }
                read(readers[i], 10);
            }
        }
        assertThat(file.bytesRead()).isEqualTo(30L * THREADS);
    }

    @Test
    void oneOfManyReaders_knowsItsOwnBytes() {
        for (int i = 0; i < THREADS; i++) {
            read(new Traffic(), 10);
        }
        Traffic last = new Traffic();
        read(last, 7);
        read(last, 8);
        assertThat(last.bytesRead(file)).isEqualTo(15);
    }

    @Test
    void manyReadersThatAreGone_areForgotten() throws Exception {
        for (int i = 0; i < THREADS; i++) {
            read(new Traffic(), 10);
        }
        WeakReference<?> gone = readOnce();
        for (int i = 0; i < 100 && gone.get() != null; i++) {
            System.gc();
            Thread.sleep(1);
        }
        assertThat(gone.get()).isNull();
    }

    private WeakReference<Traffic> readOnce() {
        Traffic traffic = new Traffic();
        read(traffic, 10);
        return new WeakReference<>(traffic);
    }

    private byte[] read(Traffic traffic, int count) {
        byte[] bytes = new byte[count];
        traffic.read(file, file, "a", bytes, 0, count);
        return bytes;
    }

    private static final class Opened extends OpenFile implements Traffic.Openings {
        Opened() {
            super("a", false, 0);
        }

        @Override
        public OpenFile find(Object stream, @Nullable String path) {
            return this;
        }

        @Override
        protected void taken() {}

        @Override
        protected void released() {}
    }
}
