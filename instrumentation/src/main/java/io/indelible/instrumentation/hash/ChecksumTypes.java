package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.AdvisedType;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;

/** {@code java.util.zip.Checksum}: the JDK's own, those of libraries, and the streams that use one for themselves. */
final class ChecksumTypes {
    private ChecksumTypes() {}

    static List<AdvisedType> all() {
        return List.of(
                ofTheJdk("java.util.zip.CRC32"),
                ofTheJdk("java.util.zip.CRC32C"),
                ofTheJdk("java.util.zip.Adler32"),
                AdvisedType.implementing(
                        "java.util.zip.Checksum",
                        "java/util/zip/Checksum",
                        Advised.ofOwnMaking("update", "NestingAdvice$UpdateInt", int.class),
                        Advised.ofOwnMaking("update", "NestingAdvice$UpdateArray", byte[].class),
                        Advised.ofOwnMaking("update", "NestingAdvice$UpdateRange", byte[].class, int.class, int.class),
                        Advised.ofOwnMaking("update", "NestingAdvice$UpdateBuffer", ByteBuffer.class),
                        Advised.ofOwnMaking("getValue", "ChecksumAdvice$Value"),
                        Advised.ofOwnMaking("reset", "DigestAdvice$Reset")),
                AdvisedType.named(
                        "java.util.zip.ZipInputStream",
                        Advised.constructor("PartAdvice$Crc", InputStream.class, Charset.class)),
                AdvisedType.named(
                        "java.util.zip.ZipOutputStream",
                        Advised.constructor("PartAdvice$Crc", OutputStream.class, Charset.class)),
                AdvisedType.named(
                        "java.util.zip.GZIPInputStream",
                        Advised.constructor("PartAdvice$Crc", InputStream.class, int.class)),
                AdvisedType.named(
                        "java.util.zip.GZIPOutputStream",
                        Advised.constructor("PartAdvice$Crc", OutputStream.class, int.class, boolean.class)),
                AdvisedType.named(
                        "jdk.nio.zipfs.ZipFileSystem$EntryOutputStreamCRC32", Advised.constructor("PartAdvice$Crc", 3)),
                AdvisedType.named(
                        "jdk.nio.zipfs.ZipFileSystem$DeflatingEntryOutputStream",
                        Advised.constructor("PartAdvice$Crc", 3)));
    }

    // update(byte[]) is the interface's own and calls update(byte[], int, int).
    private static AdvisedType ofTheJdk(String className) {
        return AdvisedType.named(
                className,
                Advised.method("update", "ChecksumAdvice$UpdateInt", int.class),
                Advised.method("update", "DigestAdvice$UpdateRange", byte[].class, int.class, int.class),
                Advised.method("update", "DigestAdvice$UpdateBuffer", ByteBuffer.class),
                Advised.method("getValue", "ChecksumAdvice$Value"),
                Advised.method("reset", "DigestAdvice$Reset"));
    }
}
