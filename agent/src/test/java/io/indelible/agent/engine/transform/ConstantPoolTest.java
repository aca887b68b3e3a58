package io.indelible.agent.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantPoolTest {
    private static final String[] TEXTS = {"java/sql/", "java/nio/file/", "a", "Code", "<init>", "no class has this"};

    @ParameterizedTest
    @ValueSource(strings = {"java.base", "java.sql", "java.net.http"})
    void mentions_agreesWithAReferenceParser(String module) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : classFiles(module)) {
            byte[] classFile = Files.readAllBytes(file);
            List<String> constants = reference(classFile);
            for (String text : TEXTS) {
                boolean expected = constants.stream().anyMatch(constant -> constant.contains(text));
                if (ConstantPool.mentions(classFile, bytes(text)) != expected) {
                    wrong.add(file + " " + text);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void cutClassFiles_containNothingOrWhatIsLeft() throws IOException {
        byte[] classFile = someClassFile();
        for (int length = 0; length < Math.min(classFile.length, 4096); length++) {
            // No exception is the point.
            assertThat(ConstantPool.mentions(Arrays.copyOf(classFile, length), bytes("no class has this")))
                    .isFalse();
        }
    }

    @Test
    void damagedClassFiles_containNothingThatIsNotThere() throws IOException {
        Random random = new Random(7);
        byte[] classFile = someClassFile();
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = classFile.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            damaged[8 + random.nextInt(64)] = (byte) random.nextInt();
            assertThat(ConstantPool.mentions(damaged, bytes("no class has this")))
                    .isFalse();
        }
    }

    @Test
    void textAsLongAsTheConstant_isFound() {
        assertThat(ConstantPool.mentions(classFileOf("java/sql/"), bytes("java/sql/")))
                .isTrue();
    }

    @Test
    void textAcrossTwoConstants_isNotFound() {
        assertThat(ConstantPool.mentions(classFileOf("java/", "sql/"), bytes("java/sql/")))
                .isFalse();
    }

    @Test
    void textAtTheEnd_isFound() {
        assertThat(ConstantPool.mentions(classFileOf("Ljava/sql/"), bytes("java/sql/")))
                .isTrue();
    }

    /** A class file as far as its constants. */
    private static byte[] classFileOf(String... constants) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 61});
        out.writeBytes(new byte[] {0, (byte) (constants.length + 1)});
        for (String constant : constants) {
            out.writeBytes(new byte[] {1, 0, (byte) constant.length()});
            out.writeBytes(bytes(constant));
        }
        return out.toByteArray();
    }

    private static List<Path> classFiles(String module) throws IOException {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/" + module);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static byte[] someClassFile() throws IOException {
        return Files.readAllBytes(Path.of(URI.create("jrt:/java.base/java/nio/file/Files.class")));
    }

    /** By the JDK's own reader of its own encoding; slow. JVM specification, section 4.4. */
    private static List<String> reference(byte[] classFile) throws IOException {
        List<String> constants = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.readLong();
        int count = in.readUnsignedShort();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            if (tag == 1) {
                constants.add(in.readUTF());
            } else if (tag == 5 || tag == 6) {
                in.readLong();
                i++;
            } else if (tag == 7 || tag == 8 || tag == 16 || tag == 19 || tag == 20) {
                in.readShort();
            } else if (tag == 15) {
                in.readByte();
                in.readShort();
            } else {
                in.readInt();
            }
        }
        return constants;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
