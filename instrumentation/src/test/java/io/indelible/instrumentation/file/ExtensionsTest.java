package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtensionsTest {
    private final Extensions extensions = new Extensions();

    @ParameterizedTest
    @CsvSource({"a.jpg, jpg", "b.JPG, JPG", "a._OTHER, _OTHER", "a.out of letters, out of letters"})
    void text_isAsSpelled(String path, String text) {
        assertThat(Extensions.text(path, Extensions.start(path))).isEqualTo(text);
    }

    @Test
    void textOfAKnownExtension_isNotMadeAgain() {
        assertThat(Extensions.text("a.pdf", 2)).isSameAs(Extensions.text("/other/b.pdf", 9));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b.txt,txt",
        "b.TXT,txt",
        "a.tar.gz,gz",
        "/a.b/c.PdF,pdf",
        "x.7z,7z",
        "x.abcdefghijklmnop,abcdefghijklmnop",
        "x.abcdefghijklmnopq,_OTHER",
        "x.a-b,_OTHER",
        "x.~1~,_OTHER",
        "x.été,_OTHER"
    })
    void extension_isATag(String path, String tag) {
        assertThat(extensions.of(path)).isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/a.b/c", "/.bashrc", ".bashrc", "a.", "/a/b.", ".", "..", "/a/.."})
    void fileWithoutExtension_hasNoTag(String path) {
        assertThat(extensions.of(path)).isNull();
    }

    @Test
    void knownExtension_isTheSameText() {
        assertThat(extensions.of("a.jpg")).isSameAs(extensions.of("/other/b.JPG"));
    }

    @Test
    void beyondTheBound_isOther() {
        for (int i = 0; i < Extensions.MOST; i++) {
            assertThat(extensions.of("a.x" + i)).isEqualTo("x" + i);
        }
        assertThat(extensions.of("a.one")).isEqualTo("_OTHER");
        assertThat(extensions.of("a.x7")).isEqualTo("x7");
    }
}
