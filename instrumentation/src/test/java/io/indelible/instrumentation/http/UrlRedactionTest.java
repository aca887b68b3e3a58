package io.indelible.instrumentation.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlRedactionTest {
    private final UrlRedaction redaction = UrlRedaction.of(null);

    @ParameterizedTest
    @CsvSource({
        "https://me:secret@host/a, https://REDACTED:REDACTED@host/a",
        "https://me@host, https://REDACTED:REDACTED@host",
        "https://me:p@ss@host/a?x, https://REDACTED:REDACTED@host/a?x",
        "http://host/?sig=1, http://host/?sig=REDACTED",
        "http://host/?a=1&sig=2&b=3#top, http://host/?a=1&sig=REDACTED&b=3#top",
        "http://host/?Signature=1&AWSAccessKeyId=2, http://host/?Signature=REDACTED&AWSAccessKeyId=REDACTED",
        "http://host/?sig=1#x?sig=2, http://host/?sig=REDACTED#x?sig=2",
        "http://host/?sig=, http://host/?sig=REDACTED",
        "http://u:p@host/?X-Goog-Signature=1, http://REDACTED:REDACTED@host/?X-Goog-Signature=REDACTED",
    })
    void secrets_areHidden(String url, String expected) {
        assertThat(redaction.url(url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host/mail@host?to=a@b",
                "http://host?SIG=1",
                "http://host/?design=1",
                "http://host/?sig",
                "http://host/?sig&a=1",
                "http://host/#?sig=1",
                "//host/a",
                "",
            })
    void harmless_staysTheSameObject(String url) {
        assertThat(redaction.url(url)).isSameAs(url);
    }

    @Test
    void list_replacesTheUsualKeys() {
        assertThat(UrlRedaction.of("token").query("token=1&sig=2")).isEqualTo("token=REDACTED&sig=2");
    }
}
