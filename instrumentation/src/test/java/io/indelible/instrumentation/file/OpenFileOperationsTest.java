package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.WrittenAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of files that are still open. */
final class OpenFileOperationsTest {
    private static final int SIZE = 5000;

    private final WatchedFiles files = new WatchedFiles();
    private final Path folder;
    private final Path file;

    OpenFileOperationsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        file = Files.write(folder.resolve("a.bin"), new byte[2 * SIZE]);
    }

    @Test
    void fileBeingRead_isToldWithWhatWasRead() throws Exception {
        try (WatchedFiles.Input in = files.input(file)) {
            assertThat(in.read(new byte[SIZE])).isEqualTo(SIZE);
            Operation open = only();
            assertThat(open.openSpanName()).isEqualTo("file read");
            assertThat(open.wantsOpenSpan()).isTrue();
            assertThat(WrittenAttributes.ofOpen(open))
                    .containsEntry("file.path", file.toString())
                    .containsEntry("indelible.file.operation.name", "read")
                    .containsEntry("indelible.file.read.size", (long) SIZE);
        }
    }

    @Test
    void fileBeingWritten_isToldAsAWrite() throws Exception {
        try (WatchedFiles.Output out = files.output(folder.resolve("b.bin"))) {
            out.write(new byte[SIZE]);
            Operation open = only();
            assertThat(open.openSpanName()).isEqualTo("file write");
            assertThat(WrittenAttributes.ofOpen(open))
                    .containsEntry("indelible.file.operation.name", "write")
                    .containsEntry("indelible.file.written.size", (long) SIZE);
        }
    }

    @Test
    void fileOfWhichLittleWasRead_isNotWorthASpan() throws Exception {
        try (WatchedFiles.Input in = files.input(file)) {
            assertThat(in.read(new byte[100])).isEqualTo(100);
            assertThat(only().wantsOpenSpan()).isFalse();
        }
    }

    @Test
    void closedFile_isNotOpen() throws Exception {
        try (WatchedFiles.Input in = files.input(file)) {
            assertThat(in.read(new byte[SIZE])).isEqualTo(SIZE);
        }
        assertThat(files.handlers.open()).isEmpty();
    }

    @Test
    void copyThatGoesOn_isToldWithoutAskingTheFileSystem() {
        Object begun = files.handlers.call(Call.FILES_COPY).begin(null, file, folder.resolve("missing/b"));
        Map<String, Object> described = WrittenAttributes.ofOpen((Operation) Objects.requireNonNull(begun));
        assertThat(described)
                .containsEntry("indelible.file.operation.name", "copy")
                .containsEntry("file.path", file.toString())
                .containsEntry(
                        "indelible.file.target.path",
                        folder.resolve("missing/b").toString())
                .doesNotContainKey("file.size");
    }

    private Operation only() {
        List<Operation> open = files.handlers.open();
        assertThat(open).hasSize(1);
        return open.get(0);
    }
}
