package io.indelible.agent.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.indelible.instrumentation.Instrumentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom: bridge, instrumentation and exporter, agent. Reading order is dependency order. */
class TierRulesTest {
    private static final String INSIDE_THE_JDK = "io.indelible.instrumentation.hash.BlockEngine";
    private static final String[] INSTRUMENTATION_KNOWS = {
        "java..",
        "org.jspecify..",
        "net.bytebuddy..",
        "io.opentelemetry..",
        "com.sun.net.httpserver..",
        "io.indelible.bridge..",
        "io.indelible.instrumentation.."
    };
    private static final String INSTRUMENTATION = "io.indelible.instrumentation..";
    private static final String EXPORTER = "io.indelible.exporter..";
    private static final String AGENT = "io.indelible.agent..";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(location -> !location.contains(testClasses()))
            .importPackages("io.indelible");

    @ParameterizedTest
    @ValueSource(strings = {"bridge", "instrumentation", "exporter", "viewer", "agent.launcher", "agent.engine"})
    void tier_isExamined(String tier) {
        assertThat(OURS).anyMatch(each -> each.getPackageName().startsWith("io.indelible." + tier));
    }

    @Test
    void bridge_knowsJavaBaseOnly() {
        classes()
                .that()
                .resideInAPackage("io.indelible.bridge..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.nio..",
                        "jdk.internal.vm.annotation",
                        "org.jspecify..",
                        "io.indelible.bridge..")
                .check(OURS);
    }

    @Test
    void instrumentation_knowsTheBridgeAndItsLibraries() {
        classes()
                .that()
                .resideInAPackage(INSTRUMENTATION)
                .and()
                .doNotHaveFullyQualifiedName(INSIDE_THE_JDK)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(INSTRUMENTATION_KNOWS)
                .check(OURS);
    }

    @Test
    void instrumentation_looksInsideTheJdk_inOneClass() {
        classes()
                .that()
                .haveFullyQualifiedName(INSIDE_THE_JDK)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(INSTRUMENTATION_KNOWS).or(resideInAPackage("jdk.internal.misc")))
                .check(OURS);
    }

    @Test
    void exporter_knowsNothingOfOursButItself() {
        noClasses()
                .that()
                .resideInAPackage(EXPORTER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INSTRUMENTATION, AGENT, "io.indelible.viewer..", "net.bytebuddy..")
                .check(OURS);
    }

    @Test
    void viewer_knowsNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("io.indelible.viewer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.indelible.bridge..", INSTRUMENTATION, EXPORTER, AGENT)
                .check(OURS);
    }

    @Test
    void launcher_knowsNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("io.indelible.agent.launcher..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.indelible.agent.engine..",
                        "io.indelible.agent.command..",
                        "io.indelible.bridge..",
                        INSTRUMENTATION,
                        EXPORTER)
                .check(OURS);
    }

    @Test
    void agent_isKnownToNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage(AGENT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(AGENT)
                .check(OURS);
    }

    @Test
    void names_sayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Utils?|Helper|Reporter|Collector|Sink|Probe|Hook|Weaver)(\\$.*)?")
                .check(OURS);
    }

    @Test
    void classesOfOneInstrumentation_arePublicOnlyForReadersElsewhere() {
        assertThat(OURS)
                .filteredOn(each -> each.getPackageName().startsWith("io.indelible.instrumentation."))
                .filteredOn(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                .filteredOn(each -> !each.isNestedClass())
                .allMatch(each -> each.isAssignableTo(Instrumentation.class) || isReadElsewhere(each));
    }

    @Test
    void topLevelClasses_areClosed() {
        assertThat(OURS)
                .filteredOn(each -> each.isTopLevelClass()
                        && !each.isInterface()
                        && !each.getSimpleName().equals("package-info"))
                .filteredOn(each -> !each.getModifiers().contains(JavaModifier.FINAL)
                        && !each.getModifiers().contains(JavaModifier.ABSTRACT)
                        && each.getSubclasses().isEmpty())
                .isEmpty();
    }

    private static String testClasses() {
        return TierRulesTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }

    private static boolean isReadElsewhere(JavaClass type) {
        for (Dependency dependency : type.getDirectDependenciesToSelf()) {
            if (!dependency.getOriginClass().getPackageName().equals(type.getPackageName())) {
                return true;
            }
        }
        return false;
    }
}
