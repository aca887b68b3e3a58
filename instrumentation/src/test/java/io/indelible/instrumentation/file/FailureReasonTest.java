package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Provoked where that is possible, else as the platforms spell it. */
final class FailureReasonTest {
    private Path folder;
    private Path file;

    @BeforeEach
    void writeFile(@TempDir Path temporary) throws IOException {
        folder = temporary;
        file = Files.write(folder.resolve("file"), new byte[10]);
    }

    @AfterEach
    void unlock() throws IOException {
        folder.toFile().setWritable(true);
    }

    @Test
    void success_hasNoReason() {
        assertThat(FailureReason.of(null)).isNull();
    }

    @Test
    void missingFile_isNotFound() {
        assertThat(reason(() -> Files.delete(folder.resolve("none")))).isEqualTo("not_found");
        assertThat(reason(() -> new FileInputStream(folder.resolve("none").toFile()).close()))
                .isEqualTo("not_found");
    }

    @Test
    void existingTarget_exists() {
        assertThat(reason(() -> Files.createDirectory(file))).isEqualTo("exists");
        assertThat(reason(() -> Files.copy(file, folder))).isEqualTo("exists");
    }

    @Test
    void filledFolder_isNotEmpty() {
        assertThat(reason(() -> Files.delete(folder))).isEqualTo("not_empty");
    }

    @Test
    void folderReadAsAFile_isDirectory() {
        assertThat(reason(() -> new FileInputStream(folder.toFile()).close())).isEqualTo("is_directory");
        assertThat(reason(() -> Files.readAllBytes(folder))).isEqualTo("is_directory");
    }

    @Test
    @SuppressWarnings("StreamResourceLeak") // none is opened
    void fileUsedAsAFolder_isNotDirectory() {
        assertThat(reason(() -> Files.newDirectoryStream(file))).isEqualTo("not_directory");
        assertThat(reason(() -> Files.createDirectory(file.resolve("x")))).isEqualTo("not_directory");
    }

    @Test
    void endlessLink_isALoop() throws Exception {
        Path link = folder.resolve("loop");
        Files.createSymbolicLink(link, link);
        assertThat(reason(() -> Files.readAllBytes(link))).isEqualTo("link_loop");
    }

    @Test
    void longName_isTooLong() {
        assertThat(reason(() -> Files.createFile(folder.resolve("x".repeat(300)))))
                .isEqualTo("name_too_long");
    }

    @Test
    void closedChannel_isClosed() throws Exception {
        FileChannel channel = FileChannel.open(file);
        channel.close();
        assertThat(reason(channel::size)).isEqualTo("closed");
    }

    @Test
    void lockedFolder_deniesPermission() {
        folder.toFile().setWritable(false);
        orSkip(!Files.isWritable(folder), "whoever runs this may write anywhere");
        assertThat(reason(() -> Files.delete(file))).isEqualTo("permission_denied");
        assertThat(reason(() -> new FileOutputStream(folder.resolve("x").toFile()).close()))
                .isEqualTo("permission_denied");
    }

    @Test
    void fullDevice_hasNoSpace() {
        Path full = Path.of("/dev/full");
        orSkip(Files.isWritable(full), "there is no /dev/full");
        assertThat(reason(() -> {
                    try (FileOutputStream out = new FileOutputStream(full.toFile())) {
                        out.write(1);
                    }
                }))
                .isEqualTo("no_space");
        assertThat(reason(() -> Files.write(full, new byte[1]))).isEqualTo("no_space");
    }

    @Test
    void fullFileSystem_hasNoSpaceAndAnotherDeviceIsCrossed() throws Exception {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        orSkip(run("mount", "-t", "tmpfs", "-o", "size=64k", "none", mount.toString()), "cannot mount");
        try {
            assertThat(reason(() -> Files.write(mount.resolve("big"), new byte[1 << 20])))
                    .isEqualTo("no_space");
            assertThat(reason(() -> Files.move(file, mount.resolve("x"), StandardCopyOption.ATOMIC_MOVE)))
                    .isEqualTo("cross_device");
            assertThat(reason(() -> Files.createLink(mount.resolve("y"), file))).isEqualTo("cross_device");
            orSkip(run("mount", "-o", "remount,ro", mount.toString()), "cannot mount read-only");
            assertThat(reason(() -> Files.createFile(mount.resolve("z")))).isEqualTo("read_only");
        } finally {
            run("umount", mount.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            No space left on device                                                                | no_space
            There is not enough space on the disk                                                  | no_space
            Disk quota exceeded                                                                    | quota_exceeded
            Disc quota exceeded                                                                    | quota_exceeded
            Permission denied                                                                      | permission_denied
            Operation not permitted                                                                | permission_denied
            Access is denied                                                                       | permission_denied
            No such file or directory                                                              | not_found
            The system cannot find the file specified                                              | not_found
            The system cannot find the path specified                                              | not_found
            File exists                                                                            | exists
            Cannot create a file when that file already exists                                     | exists
            Invalid cross-device link                                                              | cross_device
            Cross-device link                                                                      | cross_device
            The system cannot move the file to a different disk drive                              | cross_device
            Directory not empty                                                                    | not_empty
            The directory is not empty                                                             | not_empty
            Read-only file system                                                                  | read_only
            The media is write protected                                                           | read_only
            Too many open files                                                                    | too_many_open_files
            Too many open files in system                                                          | too_many_open_files
            The system cannot open the file                                                        | too_many_open_files
            Input/output error                                                                     | io_error
            The request could not be performed because of an I/O device error                      | io_error
            Data error (cyclic redundancy check)                                                   | io_error
            Too many links                                                                         | too_many_links
            Too many levels of symbolic links                                                      | link_loop
            Device or resource busy                                                                | busy
            Stale file handle                                                                      | stale_handle
            The process cannot access the file because it is being used by another process         | busy
            """)
    void platformsWords_areOneOfFew(String words, String reason) {
        assertThat(FailureReason.of(new IOException(words))).isEqualTo(reason);
        assertThat(FailureReason.of(new FileSystemException("a", "b", words))).isEqualTo(reason);
        assertThat(FailureReason.of(new FileNotFoundException("/a (x) (" + words + ")")))
                .isEqualTo(reason);
    }

    @Test
    void words_ofThePathDoNotCount() {
        assertThat(FailureReason.of(new FileSystemException("/No space left on device/x")))
                .isNull();
        assertThat(FailureReason.of(new FileNotFoundException("/Permission denied/x (No such file or directory)")))
                .isEqualTo("not_found");
    }

    @Test
    void exceptionsClass_countsWithoutWords() {
        assertThat(FailureReason.of(new AccessDeniedException("/a"))).isEqualTo("permission_denied");
        assertThat(FailureReason.of(new AtomicMoveNotSupportedException("/a", "/b", "?")))
                .isEqualTo("cross_device");
        assertThat(FailureReason.of(new ReadOnlyFileSystemException())).isEqualTo("read_only");
        assertThat(FailureReason.of(new ClosedChannelException())).isEqualTo("closed");
        assertThat(FailureReason.of(new UnsupportedOperationException())).isEqualTo("not_supported");
        assertThat(FailureReason.of(new FileNotFoundException("template"))).isEqualTo("not_found");
    }

    @Test
    void cause_countsWhereTheWrapperSaysNothing() {
        IOException wrapped = new IOException("import failed", new AccessDeniedException("/a"));
        assertThat(FailureReason.of(new UncheckedIOException(wrapped))).isEqualTo("permission_denied");
    }

    @Test
    void failureOfAnotherKind_hasNoReason() {
        assertThat(FailureReason.of(new IllegalStateException(new AccessDeniedException("/a"))))
                .isNull();
        assertThat(FailureReason.of(new IOException("kein Platz mehr"))).isNull();
        assertThat(FailureReason.of(new FileNotFoundException("/a (Datei fehlt)")))
                .isNull();
    }

    @Test
    void messageThatThrows_hasNoReason() {
        assertThat(FailureReason.of(new IOException() {
                    @Override
                    public String getMessage() {
                        throw new IllegalStateException();
                    }
                }))
                .isNull();
    }

    private static String reason(ThrowingCallable action) {
        Throwable thrown = catchThrowable(action);
        assertThat(thrown).isNotNull();
        return String.valueOf(FailureReason.of(thrown));
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    private static void orSkip(boolean possible, String why) {
        if (!possible) {
            System.err.println("A test of FailureReasonTest is SKIPPED: " + why);
        }
        assumeTrue(possible, why);
    }
}
