package io.indelible.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.indelible.bridge.Bridge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BridgeClassesTest {
    @Test
    void definedClasses_areAllOfTheBridge() {
        List<String> bridge = new ArrayList<>();
        for (JavaClass each : new ClassFileImporter().importPackagesOf(Bridge.class)) {
            bridge.add(each.getName());
        }
        // Constants are inlined, annotations are not asked for.
        bridge.remove("io.indelible.bridge.Call");
        bridge.remove("io.indelible.bridge.package-info");
        List<String> defined = Arrays.stream(BridgeClasses.NAMES)
                .map("io.indelible.bridge."::concat)
                .toList();
        assertThat(defined).containsExactlyInAnyOrderElementsOf(bridge);
    }
}
