package io.indelible.instrumentation.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.file.FileInstrumentation;
import io.indelible.instrumentation.file.HandlerTable;
import io.indelible.instrumentation.file.RecordedOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever keeps a ledger of files is told of their digests. */
final class HashedContentTest {
    private static final String BEGUN = " " + RecordedOperations.START_EPOCH_NANOS;
    private static final byte[] CONTENT = new byte[10_000];

    private final RecordedOperations operations = new RecordedOperations();
    private final HandlerTable handlers = new HandlerTable();
    private final List<String> told = new ArrayList<>();
    private Path file;

    @BeforeEach
    void install(@TempDir Path folder) throws IOException {
        file = Files.write(folder.resolve("file.bin"), CONTENT);
        operations.integrity = new Told();
        new FileInstrumentation().install(operations, handlers);
        new HashInstrumentation().install(operations, handlers);
    }

    @Test
    void returnedDigest_isTold() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        feed(digest);
        finish(
                Call.DIGEST_FINISH,
                digest,
                null,
                null,
                MessageDigest.getInstance("MD5").digest(CONTENT));
        assertThat(told)
                .containsExactly(
                        "MD5 10000 " + hex(MessageDigest.getInstance("MD5").digest(CONTENT)) + BEGUN);
    }

    @Test
    void returnedDigest_isCopied() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        byte[] result = new byte[16];
        Kept kept = new Kept();
        operations.integrity = kept;
        feed(digest);
        finish(Call.DIGEST_FINISH, digest, null, null, result);
        result[0] = 1;
        assertThat(kept.digest).containsOnly(0);
    }

    @Test
    void digestWrittenIntoArray_isCutOut() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        feed(digest);
        finish(Call.DIGEST_FINISH, digest, new byte[] {9, 1, 2, 3, 9}, 1, 3);
        assertThat(told).containsExactly("MD5 10000 010203" + BEGUN);
    }

    @Test
    void checksum_isToldWithHigherBytesFirst() {
        CRC32 crc = new CRC32();
        crc.update(CONTENT);
        feed(crc);
        finish(Call.DIGEST_VALUE, crc, null, null, null);
        assertThat(told).containsExactly("CRC32 10000 %08x".formatted(crc.getValue()) + BEGUN);
    }

    @Test
    void partOfFile_isNotTold() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        feed(digest, 1);
        finish(Call.DIGEST_FINISH, digest, null, null, new byte[16]);
        assertThat(told).isEmpty();
    }

    @Test
    void failedDigest_isNotTold() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        feed(digest);
        Object begun = Objects.requireNonNull(handlers.call(Call.DIGEST_FINISH).begin(digest, null, null));
        handlers.call(Call.DIGEST_FINISH).end(begun, null, new IllegalStateException());
        assertThat(told).isEmpty();
    }

    @Test
    void memory_isNotTold() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        handlers.digests().digested(Guard.current(), digest, new byte[5000], 0, 5000);
        finish(Call.DIGEST_FINISH, digest, null, null, new byte[16]);
        assertThat(told).isEmpty();
    }

    @Test
    void operationThatWasTold_isNotUsedAgain() throws Exception {
        Kept kept = new Kept();
        operations.integrity = kept;
        MessageDigest digest = MessageDigest.getInstance("MD5");
        feed(digest);
        finish(Call.DIGEST_FINISH, digest, null, null, new byte[16]);
        TraceContext first = kept.where;
        feed(digest);
        finish(Call.DIGEST_FINISH, digest, null, null, new byte[16]);
        assertThat(kept.where).isNotSameAs(first);
    }

    private void feed(Object digest) {
        feed(digest, 0);
    }

    /** As it is fed when the file is opened, read from here on, and digested. */
    private void feed(Object digest, int from) {
        Object stream = new Object();
        byte[] bytes = Arrays.copyOfRange(CONTENT, from, CONTENT.length);
        Handlers.CallHandler open = handlers.call(Call.FILE_INPUT_OPEN);
        open.end(Objects.requireNonNull(open.begin(stream, file.toString(), null)), null, null);
        handlers.files().moved(Guard.current(), stream, from);
        handlers.files().bytesRead(Guard.current(), stream, file.toString(), bytes, 0, bytes.length, null);
        handlers.digests().digested(Guard.current(), digest, bytes, 0, bytes.length);
    }

    private void finish(
            int call, Object digest, @Nullable Object into, @Nullable Object offset, @Nullable Object result) {
        Handlers.CallHandler handler = handlers.call(call);
        Object begun = Objects.requireNonNull(handler.begin(digest, into, offset));
        handler.end(begun, result, null);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Says what it is told, if it is of the file. */
    private class Told implements Integrity {
        @Override
        public void hashed(
                TraceContext where, String path, long bytes, String algorithm, byte[] digest, long openedEpochNanos) {
            assertThat(path).isEqualTo(file.toAbsolutePath().toString());
            told.add(algorithm + ' ' + bytes + ' ' + hex(digest) + ' ' + openedEpochNanos);
        }

        @Override
        public void copied(TraceContext where, String source, String target, long bytes) {}

        @Override
        public void changed(String path) {}

        @Override
        public void moved(String source, String target) {}
    }

    /** Keeps what it is told last. */
    private final class Kept extends Told {
        private byte @Nullable [] digest;
        private @Nullable TraceContext where;

        @Override
        public void hashed(
                TraceContext context, String path, long bytes, String algorithm, byte[] value, long openedEpochNanos) {
            where = context;
            digest = value;
        }
    }
}
