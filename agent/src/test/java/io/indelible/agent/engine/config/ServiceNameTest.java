package io.indelible.agent.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNameTest {
    @Test
    void noName_isUnknown() {
        assertThat(Asked.nothing().read().serviceName()).isEqualTo("unknown_service:java");
    }

    @Test
    void attribute_isTheName() {
        Asked asked = Asked.variable("OTEL_RESOURCE_ATTRIBUTES", "service.name=orders");
        assertThat(asked.read().serviceName()).isEqualTo("orders");
        assertThat(asked.effective("otel.service.name").source()).isEqualTo(Source.ENVIRONMENT);
    }

    @Test
    void ownSetting_goesBeforeTheAttribute() {
        Asked asked = Asked.property("otel.resource.attributes", "service.name=orders")
                .andVariable("OTEL_SERVICE_NAME", "x");
        assertThat(asked.read().serviceName()).isEqualTo("x");
    }

    @Test
    void emptyAttribute_isNoName() {
        assertThat(Asked.property("otel.resource.attributes", "service.name=")
                        .read()
                        .serviceName())
                .isEqualTo("unknown_service:java");
    }

    @ParameterizedTest
    @CsvSource({
        "orders,orders",
        "Orders-2.x_y,Orders-2.x_y",
        "unknown_service:java,unknown_service_java",
        "a/b\\c,a_b_c",
        "../../etc,_._.._etc",
        "..,__",
        ".,_",
        "ends.,ends_",
        "tab\tin,tab_in",
        "CON,CON_",
        "com1.x,com1.x_",
        "console,console",
    })
    void directory_isSafe(String name, String directory) {
        assertThat(ServiceName.directory(name)).isEqualTo(directory);
    }

    @Test
    void namesInOtherScripts_keepApart() {
        assertThat(ServiceName.directory("订单")).matches("__-[0-9a-f]+").isNotEqualTo(ServiceName.directory("支付"));
    }

    @Test
    void longNames_keepApart() {
        String long1 = "x".repeat(300) + "1";
        assertThat(ServiceName.directory(long1))
                .hasSizeLessThan(120)
                .isNotEqualTo(ServiceName.directory("x".repeat(300) + "2"));
    }
}
