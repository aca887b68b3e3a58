package io.indelible.agent.engine.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.agent.engine.config.Settings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessResourceTest {
    @Test
    void message_isAnOtlpResource() throws IOException {
        Map<String, AnyValue> decoded = decoded(resource("service.name=orders,place=Köln%2CDeutz"));
        assertThat(decoded.get("service.name")).isEqualTo(text("orders"));
        assertThat(decoded.get("place")).isEqualTo(text("Köln,Deutz"));
        assertThat(decoded.get("process.pid"))
                .isEqualTo(AnyValue.newBuilder()
                        .setIntValue(ProcessHandle.current().pid())
                        .build());
    }

    @Test
    void message_holdsEveryAttribute() throws IOException {
        ProcessResource resource = resource("a=b");
        assertThat(decoded(resource)).containsOnlyKeys(resource.attributes().keySet());
    }

    @Test
    void sdkResource_isTheSame() {
        ProcessResource resource = resource("a=b");
        Map<String, Object> attributes = new HashMap<>();
        resource.toSdk().getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        assertThat(attributes).isEqualTo(resource.attributes());
    }

    @Test
    void sdkResource_keepsTheNumbers() {
        assertThat(resource("").toSdk().getAttribute(AttributeKey.longKey("process.pid")))
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void instance_isARandomUuid() {
        assertThat(UUID.fromString(resource("").instanceId()).version()).isEqualTo(4);
        assertThat(resource("").instanceId()).isNotEqualTo(resource("").instanceId());
    }

    @Test
    void instance_isTheUsersIfSet() {
        assertThat(resource("service.instance.id=pod-1").instanceId()).isEqualTo("pod-1");
    }

    @Test
    void ownServiceName_goesBeforeTheAttribute() {
        Properties properties = new Properties();
        properties.setProperty("otel.service.name", "a");
        properties.setProperty("otel.resource.attributes", "service.name=b");
        assertThat(ProcessResource.of(Settings.read(properties, Map.of()), "1").attributes())
                .containsEntry("service.name", "a");
    }

    @Test
    void telemetry_saysWhoWroteIt() {
        assertThat(resource("telemetry.distro.name=other,telemetry.sdk.name=other")
                        .attributes())
                .containsEntry("telemetry.sdk.name", "opentelemetry")
                .containsEntry("telemetry.sdk.language", "java")
                .containsEntry("telemetry.distro.name", "indelible")
                .containsEntry("telemetry.distro.version", "1.2.3");
    }

    @Test
    void sdkVersion_isThatOfTheSdk() {
        assertThat(resource("").attributes().get("telemetry.sdk.version"))
                .isEqualTo(io.opentelemetry.sdk.resources.Resource.getDefault()
                        .getAttribute(AttributeKey.stringKey("telemetry.sdk.version")));
    }

    @Test
    void creationTime_isInThePast() {
        assertThat(Instant.parse(String.valueOf(resource("").attributes().get("process.creation.time"))))
                .isBefore(Instant.now().plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"host.arch", "os.type", "process.runtime.name", "process.runtime.version", "process.command"})
    void process_isDescribed(String key) {
        assertThat(resource("").attributes()).containsKey(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"process.command_line", "process.command_args"})
    void arguments_areNotRecorded(String key) {
        assertThat(resource("").attributes()).doesNotContainKey(key);
    }

    @ParameterizedTest
    @CsvSource({
        "amd64,amd64",
        "x86_64,amd64",
        "aarch64,arm64",
        "arm,arm32",
        "i686,x86",
        "ppc64le,ppc64",
        "s390x,s390x",
        "riscv64,riscv64"
    })
    void arch_isTheConventionsName(String osArch, String arch) {
        assertThat(Host.arch(osArch)).isEqualTo(arch);
    }

    @ParameterizedTest
    @CsvSource({"Linux,linux", "Windows 11,windows", "Mac OS X,darwin", "SunOS,solaris", "z/OS,zos", "Plan 9,"})
    void osType_isTheConventionsName(String osName, String type) {
        assertThat(Host.osType(osName)).isEqualTo(type);
    }

    @Test
    void hostName_isNeverBlank() {
        String name = Host.name(Map.of("HOSTNAME", " "));
        assertThat(name == null || !name.isBlank()).isTrue();
    }

    private static ProcessResource resource(String attributes) {
        Properties properties = new Properties();
        properties.setProperty("otel.resource.attributes", attributes);
        return ProcessResource.of(Settings.read(properties, Map.of()), "1.2.3");
    }

    private static Map<String, AnyValue> decoded(ProcessResource resource) throws IOException {
        Map<String, AnyValue> decoded = new HashMap<>();
        for (KeyValue attribute : Resource.parseFrom(resource.encode()).getAttributesList()) {
            decoded.put(attribute.getKey(), attribute.getValue());
        }
        return decoded;
    }

    private static AnyValue text(String value) {
        return AnyValue.newBuilder().setStringValue(value).build();
    }
}
