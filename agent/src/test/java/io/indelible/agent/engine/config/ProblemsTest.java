package io.indelible.agent.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            indelible.enabled                     | yes           | true or false; using true instead
            otel.sdk.disabled                     | 1             | true or false; using false instead
            otel.instrumentation.jdbc.enabled     | on            | true or false; using false instead
            indelible.spool.max-bytes             | 12 apples     | a size such as 512MiB, 1GB or 1048576, at least 1MiB; using 512MiB instead
            indelible.store.max-bytes             | 5             | a size such as 512MiB, 1GB or 1048576, at least 1MiB; using 1GiB instead
            indelible.spool.max-age               | -1            | a time such as 30d, 12h, 10m, 5s or 1000 (milliseconds); using 7d instead
            indelible.spool.ring-bytes            | 3MiB          | a power of two from 1MiB to 256MiB; using 2097152 instead
            indelible.spool.ring-bytes            | 1GiB          | a power of two from 1MiB to 256MiB; using 16MiB instead
            indelible.log.level                   | loud          | one of debug, info, warn, error; using info instead
            indelible.file.path                   | hashed        | one of full, name, hash; using hash instead
            indelible.file.exclude                | /a/[b         | a comma list of patterns such as /data/**,~/in/*.csv; treated as unset
            indelible.file.include                | /a,/b{c       | a comma list of patterns such as /data/**,~/in/*.csv; using /a instead
            indelible.exporter                    | file,kafka    | a comma list of file, otlp, none; using file instead
            indelible.exporter                    | kafka         | a comma list of file, otlp, none; using file instead
            indelible.exporter                    | none,otlp     | a comma list of file, otlp, none; using otlp instead
            otel.traces.sampler                   | jaeger_remote | one of always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio; using parentbased_always_on instead
            otel.traces.sampler.arg               | 2             | a number from 0 to 1; using 1.0 instead
            otel.traces.sampler.arg               | NaN           | a number from 0 to 1; using 1.0 instead
            otel.span.event.count.limit           | many          | a whole number; using 128 instead
            otel.attribute.value.length.limit     | 1e3           | a whole number; treated as unset
            otel.metric.export.interval           | 0             | a time such as 30d, 12h, 10m, 5s or 1000 (milliseconds); using 60000 instead
            otel.exporter.otlp.protocol           | grpcs         | one of http/protobuf, http/json, grpc; using http/protobuf instead
            otel.exporter.otlp.compression        | zstd          | one of none, gzip; using none instead
            otel.exporter.otlp.endpoint           | localhost:4318 | a URL such as http://localhost:4318; using http://localhost:4318 instead
            otel.exporter.otlp.logs.endpoint      | ftp://c/x     | a URL such as http://localhost:4318; using the general setting
            otel.exporter.otlp.traces.timeout     | x             | a time such as 30d, 12h, 10m, 5s or 1000 (milliseconds); using the general setting
            otel.resource.attributes              | a             | key=value pairs separated by commas, other characters percent-encoded; treated as unset
            """)
    void badValue_isOneLine(String property, String value, String said) {
        assertThat(Asked.property(property, value).read().problems())
                .containsExactly(property + "=" + value + ": expected " + said);
    }

    @Test
    void badVariable_isNamed() {
        assertThat(Asked.variable("INDELIBLE_LOG_LEVEL", "loud").read().problems())
                .singleElement()
                .asString()
                .startsWith("indelible.log.level=loud (from INDELIBLE_LOG_LEVEL): expected one of");
    }

    @Test
    void badInstrumentationVariable_isOneLine() {
        assertThat(Asked.variable("OTEL_INSTRUMENTATION_JDBC_ENABLED", "on")
                        .read()
                        .problems())
                .hasSize(1);
    }

    @Test
    void lineBreaksOfAValue_doNotReachTheLog() {
        assertThat(Asked.property("indelible.log.level", "a\nb\u001b[31m")
                        .read()
                        .problems())
                .singleElement()
                .asString()
                .startsWith("indelible.log.level=a?b?[31m:");
    }

    @Test
    void longValue_isCut() {
        assertThat(Asked.property("indelible.log.level", "x".repeat(5000))
                        .read()
                        .problems()
                        .get(0))
                .hasSizeLessThan(300);
    }

    @ParameterizedTest
    @CsvSource({
        "indelible.spool.maxbytes,indelible.spool.max-bytes",
        "indelible.spool.max_bytes,indelible.spool.max-bytes",
        "indelible.stor.max-age,indelible.store.max-age",
        "indelible.exporters,indelible.exporter",
        "indelible.directory,indelible.dir",
        "indelible.enable,indelible.enabled",
        "indelible.loglevel,indelible.log.level",
    })
    void unknownProperty_getsASuggestion(String unknown, String meant) {
        assertThat(Asked.property(unknown, "x").read().problems())
                .containsExactly(unknown + ": no such setting, ignored; did you mean " + meant + "?");
    }

    @Test
    void unknownVariable_getsASuggestion() {
        assertThat(Asked.variable("INDELIBLE_STORE_MAXBYTES", "x").read().problems())
                .containsExactly(
                        "INDELIBLE_STORE_MAXBYTES: no such setting, ignored; did you mean INDELIBLE_STORE_MAX_BYTES?");
    }

    @Test
    void unknownPropertyLikeNothing_getsNoSuggestion() {
        assertThat(Asked.property("indelible.colour", "x").read().problems())
                .containsExactly("indelible.colour: no such setting, ignored");
    }

    @Test
    void foreignProperties_areNotOurs() {
        Asked asked = Asked.property("spool.max-bytes", "x")
                .andProperty("indelibles", "x")
                .andVariable("PATH", "/bin");
        assertThat(asked.read().problems()).isEmpty();
    }

    @Test
    void certificateThatIsMissing_isSaid() {
        assertThat(Asked.variable("OTEL_EXPORTER_OTLP_CERTIFICATE", "/no/ca.pem")
                        .read()
                        .problems())
                .containsExactly("otel.exporter.otlp.certificate=/no/ca.pem: expected a PEM file that exists and can be"
                        + " read; nothing is sent there until it is so");
    }

    @Test
    void certificateThatIsNone_isSaidAndStays(@TempDir Path folder) throws Exception {
        String path = Files.writeString(folder.resolve("ca.pem"), "nonsense").toString();
        Settings settings =
                Asked.property("otel.exporter.otlp.logs.certificate", path).read();
        assertThat(settings.problems())
                .containsExactly(
                        "otel.exporter.otlp.logs.certificate=" + path
                                + ": expected a file that holds -----BEGIN CERTIFICATE-----; nothing is sent there until it is so");
        assertThat(settings.otlp(Signal.LOGS).certificate()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "api-key=secret%", "api-key=%zzsecret", "=secret", "api-key=a%0d%0ax:secret"})
    void badHeaders_areNotTold(String headers) {
        assertThat(Asked.property("otel.exporter.otlp.headers", headers).read().problems())
                .singleElement()
                .asString()
                .startsWith("otel.exporter.otlp.headers=")
                .doesNotContain("secret");
    }
}
