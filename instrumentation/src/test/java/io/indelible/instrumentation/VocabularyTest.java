package io.indelible.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for names are those of the semantic conventions, "Naming". */
class VocabularyTest {
    /** Of OpenTelemetry: what stands there must not be of our making. */
    private static final List<String> REGISTERED_NAMESPACES = List.of(
            "client.",
            "db.",
            "disk.",
            "error.",
            "exception.",
            "file.",
            "http.",
            "log.",
            "network.",
            "server.",
            "thread.",
            "url.",
            "user_agent.");

    static List<String> names() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field field : Vocabulary.class.getFields()) {
            if (!field.getName().equals("SCHEMA_URL")) {
                names.add((String) field.get(null));
            }
        }
        return names;
    }

    @Test
    void names_areUnique() throws IllegalAccessException {
        assertThat(names()).hasSizeGreaterThan(40).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("names")
    void name_isLowerCaseDottedAscii(String name) {
        assertThat(name).matches("[a-z][a-z0-9]*([._][a-z0-9]+)*\\.[a-z0-9]+([._][a-z0-9]+)*");
    }

    @ParameterizedTest
    @MethodSource("names")
    void name_isOursOrRegistered(String name) {
        boolean ours = name.startsWith("indelible.");
        boolean registered = REGISTERED_NAMESPACES.stream().anyMatch(name::startsWith);
        assertThat(ours ^ registered).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void metric_isNamedInTheVocabulary(Metric metric) throws IllegalAccessException {
        assertThat(names()).contains(metric.metricName);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void boundaries_ascend(Metric metric) {
        assertThat(metric.boundaries()).isSorted();
        assertThat(Arrays.stream(metric.boundaries()).distinct()).hasSameSizeAs(metric.boundaries());
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void boundaries_areThereUnlessItIsACounter(Metric metric) {
        assertThat(metric.boundaries().length == 0).isEqualTo(metric.kind == Metric.Kind.COUNTER);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void timer_endsInDuration(Metric metric) {
        assertThat(metric.metricName.endsWith(".duration")).isEqualTo(metric.kind == Metric.Kind.TIMER);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void timer_standsInTheScopeOfAFamilyThatHasIt(Family family) {
        assertThat(family.timer.kind).isEqualTo(Metric.Kind.TIMER);
        assertThat(family.timer.family().timer).isEqualTo(family.timer);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void exceptionEvent_isNamedInTheVocabulary(Family family) throws IllegalAccessException {
        assertThat(names()).contains(family.exceptionEvent);
    }

    @Test
    void scopes_areUnique() {
        assertThat(Family.values()).extracting(family -> family.scope).doesNotHaveDuplicates();
    }
}
