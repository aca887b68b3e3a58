package io.indelible.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is wrong with a command line is said before any JVM is touched. */
class AttachCommandTest {
    @ParameterizedTest
    @CsvSource({
        "shop, '', the id of a process",
        "1, otel.service.name, Expected PROPERTY=VALUE",
        "1, =shop, Expected PROPERTY=VALUE",
        "1, a=b;c, semicolon"
    })
    void wrongCommandLine_isSaid(String pid, String setting, String said) {
        StringWriter err = new StringWriter();
        CommandLine line = IndelibleCommand.create("1.2.3", new AttachCommand(Path.of("/none.jar"), Map.of()))
                .setErr(new PrintWriter(err, true));

        int exit = setting.isEmpty() ? line.execute("attach", pid) : line.execute("attach", pid, setting);

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains(said);
    }
}
