package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathTextTest {
    @AfterEach
    void tellAll() {
        PathText.use(null);
    }

    @Test
    void unset_tellsAll() {
        assertThat(PathText.of("/data/a.csv")).isEqualTo("/data/a.csv");
        assertThat(PathText.of(Path.of("a.csv")))
                .isEqualTo(Path.of("a.csv").toAbsolutePath().toString());
    }

    @Test
    void pathOfAFile_isMadeAbsolute() {
        assertThat(PathText.ofFile("a.csv")).isEqualTo(new File("a.csv").getAbsolutePath());
        assertThat(PathText.ofFile("/data/../a.csv")).isEqualTo(new File("/data/../a.csv").getAbsolutePath());
        PathText.use("name");
        assertThat(PathText.ofFile("a.csv")).isEqualTo("a.csv");
    }

    @ParameterizedTest
    @CsvSource({
        "/data/a.csv,a.csv",
        "a.csv,a.csv",
        "/data/in/,in",
        "/,/",
        "C:\\data\\a.csv,a.csv",
        "jar:file:///x.zip!/b/c.txt,c.txt"
    })
    void name_tellsTheLastElement(String path, String told) {
        PathText.use("NAME");
        assertThat(PathText.of(path)).isEqualTo(told);
    }

    @Test
    void hash_isOfTheAbsolutePath() throws Exception {
        PathText.use("hash");
        Path path = Path.of("secret", "payroll.xlsx");
        assertThat(PathText.of(path))
                .isEqualTo("sha256:" + digest(path.toAbsolutePath().toString()).substring(0, 16) + ".xlsx");
    }

    @Test
    void hash_tellsNoExtensionThatIsPartOfAName() {
        PathText.use("hash");
        assertThat(PathText.of("/letters/to mr. john smith")).matches("sha256:[0-9a-f]{16}");
        assertThat(PathText.extension("/letters/to mr. john smith")).isNull();
    }

    @Test
    void misspelledForm_tellsLeast() {
        PathText.use("hashed");
        assertThat(PathText.of("/data/a.csv")).startsWith("sha256:");
        assertThat(PathText.hides("hashed")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"full,false", "Full,false", ",false", "name,true", "hash,true"})
    void hides_unlessFull(String setting, boolean hides) {
        assertThat(PathText.hides(setting)).isEqualTo(hides);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 10_000})
    void ownDigest_isSha256(int length) throws Exception {
        String text = "x/ä".repeat(length).substring(0, length);
        assertThat(HexFormat.of().toHexDigits(Sha256.first64(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(digest(text).substring(0, 16));
    }

    private static String digest(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
