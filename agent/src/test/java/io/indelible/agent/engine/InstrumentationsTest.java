package io.indelible.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Instrumentation;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InstrumentationsTest {
    @Test
    void adviceThatIsNamed_isThere() {
        List<String> named = Instrumentations.enabled(name -> true).stream()
                .map(Instrumentation::types)
                .flatMap(List::stream)
                .map(AdvisedType::methods)
                .flatMap(List::stream)
                .map(AdvisedMethods::adviceClassName)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        assertThat(named).hasSizeGreaterThan(30);
        for (String each : named) {
            assertThatCode(() -> Class.forName(each, false, getClass().getClassLoader()))
                    .as(each)
                    .doesNotThrowAnyException();
        }
    }
}
