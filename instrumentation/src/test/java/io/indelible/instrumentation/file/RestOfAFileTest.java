package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read behind something that moved the position of an opening is not taken for the file from its beginning. */
final class RestOfAFileTest {
    private static final int SIZE = 50_000;

    private final WatchedFiles files = new WatchedFiles();
    private final byte[] block = new byte[8192];
    private Path a;
    private Path b;

    @BeforeEach
    void writeSource(@TempDir Path folder) throws IOException {
        a = Files.write(folder.resolve("a"), RandomBytes.of(SIZE));
        b = folder.resolve("b");
    }

    @Test
    void behindWhatAnotherThreadWrote_isNoCopy() throws Exception {
        assertThat(copyRest(in -> {
                    in.write(block, 0, 10);
                    in.seek(0);
                    WatchedFiles.elsewhere(() -> in.write(new byte[20_000], 0, 20_000));
                }))
                .containsExactly("write a 30000 20010", "write b 30000");
    }

    @Test
    void ofAFileThatIsReadAndWrittenAtOnce_isNoCopy() throws Exception {
        assertThat(copyRest(in -> {
                    WatchedFiles.elsewhere(() -> in.write(new byte[20_000], 0, 20_000));
                    in.loseTrack(0);
                }))
                .containsExactly("write a 30000 20000", "write b 30000");
    }

    @Test
    void allOfWhatAnotherThreadWroteBefore_isACopy() throws Exception {
        assertThat(copyRest(in -> {
                    WatchedFiles.elsewhere(() -> in.write(new byte[20_000], 0, 20_000));
                    in.seek(0);
                }))
                .containsExactly("copy a -> b " + SIZE, "write a 50000 20000");
    }

    @Test
    void behindAWriteThatFailed_isNoCopy() throws Exception {
        assertThat(copyRest(in -> in.writeAndFail(20_000))).containsExactly("read a 30000", "write b 30000");
    }

    @Test
    void behindALine_isNoCopy() throws Exception {
        try (RandomAccessFile in = files.plain(a);
                OutputStream out = files.output(b)) {
            in.skipBytes(300); // as the JDK reads a line, where nobody watches
            files.handlers.note(Call.RANDOM_ACCESS_LINE).note(in, null);
            byte[] rest = new byte[SIZE - 300];
            assertThat(files.read(in, a, rest)).isEqualTo(rest.length);
            assertThat(files.read(in, a, block)).isNegative();
            out.write(rest);
            files.close(in);
        }
        assertThat(files.toldInTheEnd()).containsExactly("read a " + SIZE, "write b " + (SIZE - 300));
    }

    @Test
    void behindALineOfTheApplicationsOwnClass_isNoCopy() throws Exception {
        assertThat(copyRest(in -> {
                    in.getChannel().position(300);
                    files.handlers.note(Call.RANDOM_ACCESS_LINE).note(in, null);
                }))
                .containsExactly("read a " + (SIZE - 300), "write b " + (SIZE - 300));
    }

    /** Opens the file, lets something become of the opening, and copies all that it then gives. */
    private List<String> copyRest(Before before) throws Exception {
        try (WatchedFiles.Random in = files.random(a, "rw");
                OutputStream out = files.output(b)) {
            before.happens(in);
            for (int count = in.read(block, 0, block.length); count >= 0; count = in.read(block, 0, block.length)) {
                out.write(block, 0, count);
            }
        }
        return files.toldInTheEnd();
    }

    /** What becomes of an opening before it is read. */
    private interface Before {
        void happens(WatchedFiles.Random in) throws Exception;
    }
}
