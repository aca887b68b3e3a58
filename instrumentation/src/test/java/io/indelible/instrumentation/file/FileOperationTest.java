package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.Vocabulary;
import io.indelible.instrumentation.file.RecordedOperations.Ended;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words for what is done with files. */
final class FileOperationTest {
    private static final long HOUR = 3_600;

    private final RecordedOperations operations = new RecordedOperations();
    private final HandlerTable handlers = new HandlerTable();
    private Path folder;
    private Path source;
    private Path target;

    @BeforeEach
    void writeSource(@TempDir Path temporary) throws IOException {
        folder = temporary;
        new FileInstrumentation().install(operations, handlers);
        source = Files.write(folder.resolve("a.tar.gz"), new byte[1234]);
        target = folder.resolve("b");
    }

    @Test
    void copy_tellsSizesAndStrategy() throws Exception {
        around(Call.FILES_COPY, source, target, () -> Files.copy(source, target));
        assertThat(attributes())
                .isEqualTo(Map.of(
                        Vocabulary.FILE_OPERATION_NAME,
                        "copy",
                        Vocabulary.COPY_STRATEGY,
                        "copy",
                        Vocabulary.FILE_PATH,
                        source.toString(),
                        Vocabulary.FILE_EXTENSION,
                        "gz",
                        Vocabulary.FILE_SIZE,
                        1234L,
                        Vocabulary.FILE_TARGET_PATH,
                        target.toString(),
                        Vocabulary.COPY_TRANSFERRED_SIZE,
                        1234L));
    }

    @Test
    void clone_movesNothing() throws Exception {
        around(Call.FILES_COPY, source, target, () -> {
            handlers.note(Call.FILES_CLONE).note(null, 0);
            return Files.copy(source, target);
        });
        assertThat(attributes())
                .containsEntry(Vocabulary.COPY_STRATEGY, "reflink")
                .containsEntry(Vocabulary.FILE_SIZE, 1234L)
                .containsEntry(Vocabulary.COPY_TRANSFERRED_SIZE, 0L);
    }

    @Test
    void cloneThatWasRefused_isACopy() throws Exception {
        around(Call.FILES_COPY, source, target, () -> {
            handlers.note(Call.FILES_CLONE).note(null, -4);
            return Files.copy(source, target);
        });
        assertThat(attributes())
                .containsEntry(Vocabulary.COPY_STRATEGY, "copy")
                .containsEntry(Vocabulary.COPY_TRANSFERRED_SIZE, 1234L);
    }

    @Test
    void smallCopyOfWhatNobodyTouched_isNotLookedAt() throws Exception {
        copyBegunAs(4321, HOUR, target);
        assertThat(attributes())
                .containsEntry(Vocabulary.FILE_SIZE, 4321L)
                .containsEntry(Vocabulary.COPY_TRANSFERRED_SIZE, 4321L);
    }

    @ParameterizedTest
    @CsvSource({"4321, 1", "0, 3600", "70000, 3600"})
    void copyThatMayHaveGrownOrTakesLong_isLookedAt(int size, long secondsAgo) throws Exception {
        copyBegunAs(size, secondsAgo, target);
        assertThat(attributes())
                .containsEntry(Vocabulary.FILE_SIZE, 1234L)
                .containsEntry(Vocabulary.COPY_TRANSFERRED_SIZE, 1234L);
    }

    @Test
    void copyInsideAnother_doesNotTellItsSize() throws Exception {
        copyBegunAs(4321, HOUR, folder.resolve("other"));
        assertThat(attributes()).containsEntry(Vocabulary.FILE_SIZE, 1234L);
    }

    @Test
    void lookAtTheCopy_isNoPartOfItsDuration() throws Exception {
        List<Long> told = new ArrayList<>();
        operations.integrity = new Integrity() {
            @Override
            public void hashed(
                    TraceContext where, String path, long bytes, String algorithm, byte[] digest, long openedAt) {}

            @Override
            public void copied(TraceContext where, String from, String to, long bytes) {
                told.add(System.nanoTime());
            }

            @Override
            public void changed(String path) {}

            @Override
            public void moved(String from, String to) {}
        };
        around(Call.FILES_COPY, source, target, () -> Files.copy(source, target));
        assertThat(told).singleElement().satisfies(then -> assertThat(single().endTicks() - then)
                .isNegative());
    }

    @Test
    void copyOfFolder_transfersNothing() throws Exception {
        around(Call.FILES_COPY, folder, target, () -> Files.createDirectory(target));
        assertThat(attributes())
                .containsEntry(Vocabulary.COPY_TRANSFERRED_SIZE, 0L)
                .doesNotContainKey(Vocabulary.FILE_SIZE);
    }

    @Test
    void spanName_hasNoPath() throws Exception {
        around(Call.FILES_COPY, source, target, () -> Files.copy(source, target));
        assertThat(single().name()).isEqualTo("file copy");
    }

    @Test
    void tags_areOperationAndStrategy() throws Exception {
        around(Call.FILES_COPY, source, target, () -> Files.copy(source, target));
        assertThat(single().tags())
                .isEqualTo(Map.of(Vocabulary.FILE_OPERATION_NAME, "copy", Vocabulary.COPY_STRATEGY, "copy"));
    }

    @Test
    void copyFromStream_tellsBytesOfResult() throws Exception {
        around(Call.FILES_COPY_FROM_STREAM, new Object(), target, () -> 99L);
        assertThat(attributes())
                .containsEntry(Vocabulary.COPY_STRATEGY, "stream")
                .containsEntry(Vocabulary.COPY_TRANSFERRED_SIZE, 99L)
                .containsEntry(Vocabulary.FILE_TARGET_PATH, target.toString())
                .doesNotContainKey(Vocabulary.FILE_PATH);
    }

    @Test
    void copyToStream_tellsSizeOfSource() throws Exception {
        around(Call.FILES_COPY_TO_STREAM, source, new Object(), () -> 1234L);
        assertThat(attributes())
                .containsEntry(Vocabulary.FILE_SIZE, 1234L)
                .containsEntry(Vocabulary.FILE_PATH, source.toString())
                .doesNotContainKey(Vocabulary.FILE_TARGET_PATH);
    }

    @Test
    void moveWithinFileSystem_isRename() throws Exception {
        around(Call.FILES_MOVE, source, target, () -> Files.move(source, target));
        assertThat(attributes())
                .containsEntry(Vocabulary.COPY_STRATEGY, "rename")
                .containsEntry(Vocabulary.FILE_SIZE, 1234L)
                .containsEntry(Vocabulary.COPY_TRANSFERRED_SIZE, 0L);
    }

    @Test
    void moveThatMadeNewFile_isCopyDelete() throws Exception {
        around(Call.FILES_MOVE, source, target, () -> {
            Files.copy(source, target);
            Files.delete(source);
            return target;
        });
        assertThat(attributes())
                .containsEntry(Vocabulary.COPY_STRATEGY, "copy_delete")
                .containsEntry(Vocabulary.COPY_TRANSFERRED_SIZE, 1234L);
    }

    @Test
    void hardLink_leadsFromExistingToLink() throws Exception {
        around(Call.FILES_LINK, target, source, () -> Files.createLink(target, source));
        assertThat(single().name()).isEqualTo("file link");
        assertThat(attributes())
                .containsEntry(Vocabulary.FILE_OPERATION_NAME, "hard_link")
                .containsEntry(Vocabulary.COPY_STRATEGY, "hard_link")
                .containsEntry(Vocabulary.FILE_PATH, source.toString())
                .containsEntry(Vocabulary.FILE_TARGET_PATH, target.toString())
                .containsEntry(Vocabulary.FILE_SIZE, 1234L)
                .containsEntry(Vocabulary.COPY_TRANSFERRED_SIZE, 0L);
    }

    @Test
    void symbolicLink_tellsItsContent() throws Exception {
        Path content = Path.of("a.tar.gz");
        around(Call.FILES_SYMBOLIC_LINK, target, content, () -> Files.createSymbolicLink(target, content));
        assertThat(attributes())
                .containsEntry(Vocabulary.FILE_OPERATION_NAME, "symbolic_link")
                .containsEntry(Vocabulary.FILE_PATH, source.toString())
                .containsEntry(Vocabulary.FILE_TARGET_PATH, target.toString())
                .containsEntry(Vocabulary.FILE_SYMBOLIC_LINK_TARGET_PATH, "a.tar.gz");
    }

    @Test
    void delete_tellsSizeOfWhatIsGone() throws Exception {
        around(Call.FILES_DELETE, source, null, () -> {
            Files.delete(source);
            return null;
        });
        assertThat(attributes())
                .isEqualTo(Map.of(
                        Vocabulary.FILE_OPERATION_NAME,
                        "delete",
                        Vocabulary.FILE_PATH,
                        source.toString(),
                        Vocabulary.FILE_EXTENSION,
                        "gz",
                        Vocabulary.FILE_SIZE,
                        1234L));
    }

    @Test
    void deleteOfNothing_isNoOperation() throws Exception {
        around(Call.FILES_DELETE, target, null, () -> Files.deleteIfExists(target));
        assertThat(operations.ended()).isEmpty();
        assertThat(operations.current()).isNull();
    }

    @Test
    void failure_tellsItsTypeAndNoSizes() {
        around(Call.FILES_COPY, target, source, () -> {
            throw new NoSuchFileException("b");
        });
        assertThat(single().errorType()).isEqualTo("java.nio.file.NoSuchFileException");
        assertThat(attributes())
                .containsEntry(Vocabulary.FILE_PATH, target.toString())
                .doesNotContainKeys(Vocabulary.FILE_SIZE, Vocabulary.COPY_TRANSFERRED_SIZE);
    }

    @Test
    void failedMove_hasNoStrategy() {
        around(Call.FILES_MOVE, target, source, () -> {
            throw new NoSuchFileException("b");
        });
        assertThat(attributes()).doesNotContainKey(Vocabulary.COPY_STRATEGY);
    }

    @Test
    void operationInside_isPartOfTheOuter() throws Exception {
        around(Call.FILES_COPY_FROM_STREAM, new Object(), target, () -> {
            around(Call.FILES_DELETE, source, null, () -> Files.deleteIfExists(source));
            return 1L;
        });
        assertThat(single().name()).isEqualTo("file copy");
    }

    @Test
    void relativePath_isToldAbsolute() throws Exception {
        Path relative = Path.of("no-such-file.txt");
        around(Call.FILES_COPY_TO_STREAM, relative, null, () -> 0L);
        assertThat(attributes())
                .containsEntry(Vocabulary.FILE_PATH, relative.toAbsolutePath().toString());
    }

    @Test
    void pathInArchive_isUri() throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("x.zip"), Map.of("create", "true"))) {
            Path inside = zip.getPath("/inside.txt");
            around(Call.FILES_COPY, source, inside, () -> Files.copy(source, inside));
            assertThat(attributes())
                    .containsEntry(Vocabulary.FILE_TARGET_PATH, inside.toUri().toString());
        }
    }

    @Test
    void fileOfTheKernel_isNotRecorded() throws Exception {
        around(Call.FILES_COPY_TO_STREAM, Path.of("/proc/self/maps"), new Object(), () -> 1L);
        assertThat(operations.ended()).isEmpty();
    }

    /** The platform says that the source has other attributes than it has: they show whether it was asked again. */
    private void copyBegunAs(int size, long secondsAgo, Path to) throws Exception {
        Path other = Files.write(folder.resolve("attributes"), new byte[size]);
        Files.setLastModifiedTime(
                other,
                FileTime.from(Instant.ofEpochSecond(0, RecordedOperations.START_EPOCH_NANOS)
                        .minusSeconds(secondsAgo)));
        around(Call.FILES_COPY, source, target, () -> {
            handlers.note(Call.FILES_COPY_BEGUN).note(to, Files.readAttributes(other, BasicFileAttributes.class));
            return Files.copy(source, target);
        });
    }

    private void around(int call, @Nullable Object first, @Nullable Object second, Action action) {
        Handlers.CallHandler handler = handlers.call(call);
        Object begun = handler.begin(null, first, second);
        Object result = null;
        Throwable thrown = null;
        try {
            result = action.run();
        } catch (Exception failure) {
            thrown = failure;
        }
        if (begun != null) {
            handler.end(begun, result, thrown);
        }
    }

    private Ended single() {
        assertThat(operations.ended()).hasSize(1);
        return operations.ended().get(0);
    }

    private Map<String, Object> attributes() {
        return single().attributes();
    }

    private interface Action {
        @Nullable
        Object run() throws Exception;
    }
}
