package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /data/a.csv           | /data/a.csv
            /data/*.csv           | /data/a.csv
            /data/*.csv           | /data/.csv
            /data/a*              | /data/a
            /data/a?c             | /data/abc
            /data/[abc].x         | /data/b.x
            /data/[a-c]x          | /data/bx
            /data/[!a-c]x         | /data/dx
            /data/[]]x            | /data/]x
            /data/{a,b}.x         | /data/b.x
            /data/{a,b/{c,d}}.x   | /data/b/d.x
            /data/**              | /data/a/b/c
            /data/**/c            | /data/c
            /data/**/c            | /data/a/b/c
            /data/**/b*/*.x       | /data/b/a/b1/c.x
            **/c                  | /a/b/c
            **/*.x                | /a/b/c.x
            /data/a**z            | /data/a/b/z
            *.csv                 | /data/deep/a.csv
            node_modules          | /p/node_modules/x/y.js
            /data                 | /data
            /data                 | /data/a/b
            /data/                | /data/a/b
            /                     | /data/a
            **/in/*/[ab]*/x       | /in/1/c/in/2/b/x
            /data/\\*x            | /data/*x
            ~/in/*.csv            | /home/u/in/a.csv
            ~                     | /home/u/in/a.csv
            /x,/y , /data/{q,a}.x | /data/a.x
            /ä/*                  | /ä/ö
            """)
    void pattern_matches(String patterns, String path) {
        assertThat(Globs.of(patterns, "/home/u").match(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /data/a.csv     | /data/a.csv2
            /data/a.csv     | /data/a.cs
            /data/*.csv     | /data/b/a.csv
            /data/*         | /data/b/a
            /data/*         | /data
            /data/a?c       | /data/a/c
            /data/[!a]x     | /data//x
            /data/[abc].x   | /data/d.x
            /data/[!a-c]x   | /data/bx
            /data/{a,b}.x   | /data/c.x
            /data/**/c      | /data/a/bc
            /data/**/c      | /data/a/b/cc
            **/*.x          | /a/b/c.y
            *.csv           | /data/a.csv/b
            /data           | /database
            /data           | /srv/data
            data            | /database/x
            /data/\\*x      | /data/ax
            ~/in            | /home/v/in/a
            ~x              | /home/ux
            """)
    void pattern_doesNotMatch(String patterns, String path) {
        assertThat(Globs.of(patterns, "/home/u").match(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            C:\\data\\*.csv  | c:\\DATA\\a.CSV
            C:/data/**       | C:\\data\\a\\b
            **\\in\\[a-c]*   | D:\\x\\in\\B1
            """)
    void windowsPattern_takesEitherSeparatorAndCase(String pattern, String path) {
        assertThat(Objects.requireNonNull(Glob.of(pattern, true)).matches(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/[b", "/a/{b", "/a/{b,{c}", "/{a,[b}/c", "["})
    void whatHasNoEnd_isNoPattern(String pattern) {
        assertThat(Globs.wellFormed(pattern)).isEmpty();
        assertThat(Globs.of(pattern, "/").isEmpty()).isTrue();
    }

    @Test
    void wellFormedAmongOthers_isKept() {
        assertThat(Globs.wellFormed("/a, /b[ ,{c,d}")).isEqualTo("/a,{c,d}");
    }

    @Test
    void allWellFormed_isTheSettingItself() {
        assertThat(Globs.wellFormed(" /a , /b,")).isEqualTo(" /a , /b,");
    }

    @Test
    void homeWithWildcards_isTakenLiterally() {
        Globs globs = Globs.of("~/x", "/home/[u]*");
        assertThat(globs.match("/home/[u]*/x")).isTrue();
        assertThat(globs.match("/home/uu/x")).isFalse();
    }

    @Test
    void manyWildcards_doNotTryAllWays() {
        Globs globs = Globs.of("/**/a*a*a*a*a*a*a*a/**/*a*a*a*a*a*b", "/");
        String path = ("/" + "a".repeat(200)).repeat(15);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(globs.match(path)).isFalse());
    }

    @Test
    void randomPatterns_matchWhatRegularExpressionsDo() {
        Random random = new Random(7);
        int matched = 0;
        for (int i = 0; i < 60_000; i++) {
            String pattern = "/" + text(random, "aab/**?");
            Pattern reference = reference(pattern);
            for (int j = 0; j < 5; j++) {
                String path = "/" + text(random, "aaabb/");
                boolean expected = reference.matcher(path).matches();
                matched += expected ? 1 : 0;
                assertThat(Objects.requireNonNull(Glob.of(pattern, false)).matches(path))
                        .as(pattern + " " + path)
                        .isEqualTo(expected);
            }
        }
        assertThat(matched).isGreaterThan(5_000);
    }

    private static String text(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(10); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static Pattern reference(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int stars = 0;
            while (c == '*' && i + stars < pattern.length() && pattern.charAt(i + stars) == '*') {
                stars++;
            }
            if (stars > 1) {
                boolean elements = pattern.charAt(i - 1) == '/' && pattern.startsWith("/", i + stars);
                regex.append(elements ? "(?:.*/)?" : ".*");
                i += stars - (elements ? 0 : 1);
            } else {
                regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : String.valueOf(c));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
