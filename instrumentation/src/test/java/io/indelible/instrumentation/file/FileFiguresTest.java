package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Metric;
import io.indelible.instrumentation.Vocabulary;
import io.indelible.instrumentation.file.RecordedOperations.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What file operations count, and what is told of paths that are hidden. */
final class FileFiguresTest {
    private static final int SIZE = 64 * 1024;

    private final RecordedOperations operations = new RecordedOperations();
    private final HandlerTable handlers = new HandlerTable();
    private Path source;
    private Path target;

    @BeforeEach
    void writeSource(@TempDir Path folder) throws IOException {
        new FileInstrumentation().install(operations, handlers);
        source = Files.write(folder.resolve("a.CSV"), new byte[SIZE]);
        target = folder.resolve("b.csv");
    }

    @AfterEach
    void tellAll() {
        PathText.use(null);
    }

    @Test
    void copy_countsBothDirections() throws Exception {
        copy();
        assertThat(operations.figures(Metric.FILE_IO))
                .containsExactly(io("copy", "read", SIZE), io("copy", "write", SIZE));
    }

    @Test
    void copyFromStream_countsWhatWasWritten() throws Exception {
        around(Call.FILES_COPY_FROM_STREAM, new Object(), target, () -> 99L);
        assertThat(operations.figures(Metric.FILE_IO)).containsExactly(io("copy", "write", 99));
    }

    @Test
    void copyToStream_countsWhatWasRead() throws Exception {
        around(Call.FILES_COPY_TO_STREAM, source, new Object(), () -> 99L);
        assertThat(operations.figures(Metric.FILE_IO)).containsExactly(io("copy", "read", 99));
    }

    @Test
    void copyToItself_movesNothing() throws Exception {
        around(Call.FILES_COPY, source, source, () -> source);
        assertThat(operations.figures(Metric.FILE_IO)).isEmpty();
        assertThat(operations.figures(Metric.COPY_THROUGHPUT)).isEmpty();
    }

    @Test
    void copy_hasASpeed() throws Exception {
        copy();
        assertThat(operations.figures(Metric.COPY_THROUGHPUT)).singleElement().satisfies(figure -> {
            assertThat(figure.tags()).isEqualTo(Map.of(Vocabulary.COPY_STRATEGY, "copy"));
            assertThat(figure.amount()).isPositive().isFinite();
        });
    }

    @Test
    void smallCopy_hasNoSpeed() throws Exception {
        Files.write(source, new byte[SIZE - 1]);
        copy();
        assertThat(operations.figures(Metric.COPY_THROUGHPUT)).isEmpty();
    }

    @Test
    void rename_movesNoBytes() throws Exception {
        around(Call.FILES_MOVE, source, target, () -> Files.move(source, target));
        assertThat(operations.figures(Metric.FILE_IO)).isEmpty();
        assertThat(operations.figures(Metric.COPY_THROUGHPUT)).isEmpty();
    }

    @Test
    void moveThatCopied_countsAsACopyDoes() throws Exception {
        around(Call.FILES_MOVE, source, target, () -> {
            Files.copy(source, target);
            Files.delete(source);
            return target;
        });
        assertThat(operations.figures(Metric.FILE_IO))
                .containsExactly(io("move", "read", SIZE), io("move", "write", SIZE));
        assertThat(operations.figures(Metric.COPY_THROUGHPUT)).singleElement().satisfies(figure -> assertThat(
                        figure.tags())
                .isEqualTo(Map.of(Vocabulary.COPY_STRATEGY, "copy_delete")));
    }

    @Test
    void operation_countsByExtensionInLowerCase() throws Exception {
        copy();
        assertThat(operations.figures(Metric.FILE_OPERATIONS))
                .containsExactly(new Figure(
                        Metric.FILE_OPERATIONS,
                        Map.of(Vocabulary.FILE_OPERATION_NAME, "copy", Vocabulary.FILE_EXTENSION, "csv"),
                        1));
    }

    @Test
    void failure_countsByReasonAndMovesNothing() {
        around(Call.FILES_COPY, source, target, () -> {
            throw new NoSuchFileException("x");
        });
        assertThat(operations.figures(Metric.FILE_OPERATIONS)).singleElement().satisfies(figure -> assertThat(
                        figure.tags())
                .containsEntry(Vocabulary.FILE_FAILURE_REASON, "not_found"));
        assertThat(operations.figures(Metric.FILE_IO)).isEmpty();
        assertThat(operations.figures(Metric.COPY_THROUGHPUT)).isEmpty();
    }

    @Test
    void failureForAnUnknownReason_isCountedAllTheSame() {
        around(Call.FILES_COPY, source, target, () -> {
            throw new IllegalStateException("x");
        });
        assertThat(operations.figures(Metric.FILE_OPERATIONS))
                .singleElement()
                .satisfies(figure -> assertThat(figure.tags()).containsEntry(Vocabulary.FILE_FAILURE_REASON, "_OTHER"));
        assertThat(operations.ended().get(0).attributes()).doesNotContainKey(Vocabulary.FILE_FAILURE_REASON);
    }

    @Test
    void failure_saysItsReasonOnSpanAndTimer() {
        around(Call.FILES_COPY, source, target, () -> {
            throw new NoSuchFileException("x");
        });
        assertThat(operations.ended().get(0).attributes()).containsEntry(Vocabulary.FILE_FAILURE_REASON, "not_found");
        assertThat(operations.ended().get(0).tags()).containsEntry(Vocabulary.FILE_FAILURE_REASON, "not_found");
    }

    @Test
    void hiddenPath_isTheLastElement() throws Exception {
        hide("name");
        copy();
        assertThat(operations.ended().get(0).attributes())
                .containsEntry(Vocabulary.FILE_PATH, "a.CSV")
                .containsEntry(Vocabulary.FILE_TARGET_PATH, "b.csv")
                .containsEntry(Vocabulary.FILE_SIZE, (long) SIZE);
    }

    @Test
    void hashedPath_isTheSameWhereverTheFileIsNamed() throws Exception {
        hide("hash");
        copy();
        Path link = target.resolveSibling("c");
        around(Call.FILES_SYMBOLIC_LINK, link, target, () -> Files.createSymbolicLink(link, target));
        Object told = operations.ended().get(0).attributes().get(Vocabulary.FILE_TARGET_PATH);
        assertThat(told).asString().matches("sha256:[0-9a-f]{16}\\.csv");
        assertThat(operations.ended().get(1).attributes())
                .containsEntry(Vocabulary.FILE_PATH, told)
                .containsEntry(Vocabulary.FILE_SYMBOLIC_LINK_TARGET_PATH, told);
    }

    @Test
    void excludedFile_isNoOperation() throws Exception {
        HandlerTable filtered = new HandlerTable();
        RecordedOperations others = new RecordedOperations();
        others.settings.put("indelible.file.exclude", target.toString());
        new FileInstrumentation().install(others, filtered);
        assertThat(filtered.call(Call.FILES_COPY).begin(null, source, target)).isNull();
    }

    private void hide(String form) {
        operations.settings.put(PathText.SETTING, form);
        new FileInstrumentation().install(operations, handlers);
    }

    private void copy() throws IOException {
        around(Call.FILES_COPY, source, target, () -> Files.copy(source, target));
    }

    private void around(int call, Object first, Object second, Action action) {
        Handlers.CallHandler handler = handlers.call(call);
        Object begun = handler.begin(null, first, second);
        Object result = null;
        Throwable thrown = null;
        try {
            result = action.run();
        } catch (Exception failure) {
            thrown = failure;
        }
        assertThat(begun).isNotNull();
        if (begun != null) {
            handler.end(begun, result, thrown);
        }
    }

    private static Figure io(String operation, String direction, long bytes) {
        return new Figure(
                Metric.FILE_IO,
                Map.of(Vocabulary.FILE_OPERATION_NAME, operation, Vocabulary.DISK_IO_DIRECTION, direction),
                bytes);
    }

    private interface Action {
        @Nullable
        Object run() throws Exception;
    }
}
