package io.indelible.instrumentation.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HttpMethodsTest {
    @Test
    void usualMethod_isItself() {
        assertThat(HttpMethods.of(null).attribute("PATCH")).isEqualTo("PATCH");
    }

    @Test
    void caseDiffers_isOther() {
        assertThat(HttpMethods.of(null).attribute("Get")).isEqualTo("_OTHER");
    }

    @Test
    void unknownMethod_isNamedHttp() {
        assertThat(HttpMethods.of(null).word("BREW")).isEqualTo("HTTP");
    }

    @Test
    void list_replacesTheUsualOnes() {
        HttpMethods methods = HttpMethods.of("BREW, WHEN");
        assertThat(methods.isKnown("WHEN")).isTrue();
        assertThat(methods.isKnown("GET")).isFalse();
    }
}
