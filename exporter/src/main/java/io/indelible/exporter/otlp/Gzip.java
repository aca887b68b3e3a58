package io.indelible.exporter.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Packs with the least effort: the application's processor time is dearer than the last tenth of the bytes. */
final class Gzip extends GZIPOutputStream {
    private static final int BUFFER = 8 << 10;

    private Gzip(OutputStream out) throws IOException {
        super(out, BUFFER);
        def.setLevel(Deflater.BEST_SPEED);
    }

    static byte[] pack(byte[] bytes, int length) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(length / 4);
        try (OutputStream out = new Gzip(packed)) {
            out.write(bytes, 0, length);
        }
        return packed.toByteArray();
    }
}
