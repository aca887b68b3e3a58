package io.indelible.agent.engine.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings that name PEM files, and says at once what is plainly wrong with one. A wrong one stays what applies:
 * there is no other that the user would trust. What is in it is read when it is used.
 */
final class PemFiles {
    private static final int LONGEST = 1 << 20;

    private final SettingReader reader;

    PemFiles(SettingReader reader) {
        this.reader = reader;
    }

    /** The file of a setting; null when it is unset. */
    @Nullable
    String read(Setting setting, String property, String kind) {
        EffectiveSetting found = reader.find(setting, property);
        if (found.value() != null) {
            String wrong = wrong(new File(found.value()), kind);
            if (wrong != null) {
                reader.problem(property.concat("=")
                        .concat(found.shown())
                        .concat(wrong)
                        .concat("; nothing is sent there until it is so"));
            }
        }
        return found.value();
    }

    private static @Nullable String wrong(File file, String kind) {
        String begin = "-----BEGIN ".concat(kind).concat("-----");
        try (InputStream in = new FileInputStream(file)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
            return text.contains(begin) ? null : ": expected a file that holds ".concat(begin);
        } catch (IOException | SecurityException e) {
            return ": expected a PEM file that exists and can be read";
        }
    }
}
