package io.indelible.agent.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairsTest {
    @Test
    void pairs_keepTheirOrder() {
        assertThat(Pairs.parse("b=2,a=1")).containsExactly(Map.entry("b", "2"), Map.entry("a", "1"));
    }

    @Test
    void spacesAndEmptyPairs_areIgnored() {
        assertThat(Pairs.parse(" a = 1 ,, b=2, ")).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    }

    @Test
    void value_mayHoldEqualsSignsAndBeEmpty() {
        assertThat(Pairs.parse("a=b=c==,d=")).containsExactly(Map.entry("a", "b=c=="), Map.entry("d", ""));
    }

    @Test
    void escapes_areUtf8() {
        assertThat(Pairs.parse("a=%c3%A9%20x")).containsEntry("a", "é x");
    }

    @Test
    void plus_staysAPlus() {
        assertThat(Pairs.parse("a=1+2")).containsEntry("a", "1+2");
    }

    @Test
    void unencodedLetters_mayStandBesideEscapes() {
        assertThat(Pairs.parse("a=é%2C€")).containsEntry("a", "é,€");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=b", "a=1,b", "a=%", "a=%4", "a=%zz", "a=%ff", "a=%c3"})
    void oneBadPair_spoilsAll(String text) {
        assertThat(Pairs.parse(text)).isNull();
    }
}
