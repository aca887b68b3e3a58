package io.indelible.agent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdk.compiler/com.sun.tools.javac.Main Main.java",
                "jdk.compiler/com.sun.tools.javac.Main -d out src/Main.java",
                "jdk.jcmd/sun.tools.jcmd.JCmd 17 VM.version",
                "jdk.jcmd/sun.tools.jps.Jps",
                "jdk.jartool/sun.tools.jar.Main cf a.jar a/b",
                "jdk.httpserver/sun.net.httpserver.simpleserver.JWebServer -p 8000",
                "java.base/sun.security.tools.keytool.Main -list -keystore a/b",
                "java.rmi/sun.rmi.registry.RegistryImpl",
            })
    void toolOfTheJdk_isATool(String command) {
        assertThat(Launcher.isTool(command)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "jdk.compiler/com.sun.tools.javac.launcher.Main Main.java", // java Main.java on JDK 17
                "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Main.java", // and from JDK 22 on
                "app.jar",
                "/opt/app/app.jar --port 8080",
                "org.example.Main",
                "org.example.Main some/path",
                "org.example.module/org.example.Main",
                "org.example.jdk.module/org.example.Main",
                "javac.example.Main /path",
                "jdk.jar.jar /data/input", // a jar of that name, with an argument that has a slash
                "jdk.example.Main some/path",
                "./jdk.jar",
            })
    void application_isNoTool(String command) {
        assertThat(Launcher.isTool(command)).isFalse();
    }
}
