package io.indelible.agent.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final String BEGIN = "<!-- settings: checked against the code by ReadmeTest -->\n";
    private static final String END = "<!-- end of settings -->";

    @Test
    void readme_listsEverySetting() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        String table = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));
        assertThat(table).isEqualTo(expected());
    }

    private static String expected() {
        StringBuilder table = new StringBuilder("| property | default | meaning |\n|---|---|---|\n");
        for (Setting setting : Setting.values()) {
            String standard = setting.defaultText() == null ? "" : "`" + setting.defaultText() + "`";
            table.append("| `").append(setting.property()).append("` | ");
            table.append(standard).append(" | ").append(setting.meaning()).append(" |\n");
        }
        return table.toString();
    }
}
