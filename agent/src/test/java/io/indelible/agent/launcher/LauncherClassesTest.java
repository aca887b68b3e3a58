package io.indelible.agent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher's classes may need: they live in the application's loader, before anything of ours is there. */
class LauncherClassesTest {
    private static final JavaClasses LAUNCHER = new ClassFileImporter()
            .withImportOption(location -> !location.contains(testClasses()))
            .importPackages("io.indelible.agent.launcher");

    @Test
    void launcher_needsNothingOfOurs() {
        assertThat(needs())
                .isNotEmpty()
                .filteredOn(need -> need.startsWith("io.indelible."))
                .allMatch(need -> need.startsWith("io.indelible.agent.launcher."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.nio.file.", "java.util.logging.", "java.lang.management.", "javax.management."})
    void launcher_initialisesNothingThatTheApplicationWants(String prefix) {
        assertThat(needs()).noneMatch(need -> need.startsWith(prefix));
    }

    @Test
    void launcher_isOfJava8() throws IOException {
        assertThat(classFileVersion("Launcher")).isEqualTo(52);
    }

    private static String testClasses() {
        return LauncherClassesTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }

    private static List<String> needs() {
        List<String> needs = new ArrayList<>();
        for (JavaClass each : LAUNCHER) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                needs.add(dependency.getTargetClass().getBaseComponentType().getName());
            }
        }
        return needs;
    }

    private static int classFileVersion(String name) throws IOException {
        try (InputStream in = Launcher.class.getResourceAsStream(name + ".class");
                DataInputStream data = new DataInputStream(in)) {
            data.readInt();
            return data.readInt();
        }
    }
}
