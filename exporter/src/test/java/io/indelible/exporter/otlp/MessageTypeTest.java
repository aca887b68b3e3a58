package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.indelible.exporter.Signal;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTypeTest {
    private static final Map<Signal, Descriptor> DATA = Map.of(
            Signal.TRACES, TracesData.getDescriptor(),
            Signal.LOGS, LogsData.getDescriptor(),
            Signal.METRICS, MetricsData.getDescriptor());

    private final Set<String> seen = new HashSet<>();

    @ParameterizedTest
    @EnumSource(Signal.class)
    void table_isThatOfOpentelemetryProto(Signal signal) {
        compare(MessageType.data(signal), DATA.getOrDefault(signal, TracesData.getDescriptor()));

        assertThat(seen).hasSizeGreaterThan(9);
    }

    private void compare(MessageType type, Descriptor descriptor) {
        if (!seen.add(descriptor.getFullName())) {
            return;
        }
        long known = 0;
        for (int number = 1; number < type.fieldsEnd(); number++) {
            known += type.field(number) == null ? 0 : 1;
        }
        assertThat(known)
                .as(descriptor.getFullName())
                .isEqualTo(descriptor.getFields().size());
        for (FieldDescriptor each : descriptor.getFields()) {
            compare(type.field(each.getNumber()), each);
        }
    }

    private void compare(MessageType.@org.jspecify.annotations.Nullable Field field, FieldDescriptor descriptor) {
        assertThat(field).as(descriptor.getFullName()).isNotNull();
        if (field == null) {
            return;
        }
        assertThat(field.name()).isEqualTo(descriptor.getJsonName());
        assertThat(field.repeated()).as(descriptor.getFullName()).isEqualTo(descriptor.isRepeated());
        assertThat(field.kind()).as(descriptor.getFullName()).isEqualTo(kind(descriptor));
        if (field.message() != null) {
            compare(field.message(), descriptor.getMessageType());
        }
    }

    private static FieldKind kind(FieldDescriptor descriptor) {
        return switch (descriptor.getType()) {
            case ENUM -> FieldKind.INT32;
            case BYTES -> descriptor.getName().endsWith("_id") ? FieldKind.ID : FieldKind.BYTES;
            default -> FieldKind.valueOf(descriptor.getType().name());
        };
    }
}
