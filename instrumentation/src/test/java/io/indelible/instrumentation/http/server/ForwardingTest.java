package io.indelible.instrumentation.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForwardingTest {
    private final Headers headers = new Headers();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=192.0.2.60;proto=http;by=203.0.113.43 | 192.0.2.60",
                "proto=https; For=\"[2001:db8::1]:4711\" | [2001:db8::1]:4711",
                "host=a, for=b, for=c | b",
                "by=\"x;for=no\";for=yes | yes",
                "for=\"open | open",
            })
    void parameter_isFoundWithoutQuotes(String header, String expected) {
        assertThat(Forwarding.parameter(header, "for")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"''", "for", "proto=http;", "before=1"})
    void parameter_isNull_whenAbsent(String header) {
        assertThat(Forwarding.parameter(header, "for")).isNull();
    }

    @Test
    void host_prefersProxies() {
        headers.set("Host", "inner");
        headers.set("X-Forwarded-Host", "outer:81, middle");
        assertThat(Forwarding.host(headers)).isEqualTo("outer:81");
    }

    @Test
    void scheme_isNull_whenItIsNonsense() {
        headers.set("X-Forwarded-Proto", "gopher");
        assertThat(Forwarding.scheme(headers)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "host, host, -1",
        "host:80, host, 80",
        "[::1], ::1, -1",
        "[::1]:8080, ::1, 8080",
        "2001:db8::1, 2001:db8::1, -1",
        "host:_x, host, -1",
        "' host ', host, -1",
    })
    void hostPort_isRead(String text, String host, int port) {
        assertThat(HostPort.of(text)).isEqualTo(new HostPort(host, port));
    }
}
