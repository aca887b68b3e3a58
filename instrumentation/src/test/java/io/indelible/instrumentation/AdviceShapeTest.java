package io.indelible.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Advice is a doorbell: what is inlined into other people's methods rings the bridge at most once and does nothing else.
 * Read from the byte code.
 */
class AdviceShapeTest {
    private static final String BRIDGE = "io/indelible/bridge/Bridge";

    static List<Path> advice() throws IOException, URISyntaxException {
        Path classes = Path.of(Vocabulary.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().matches(".*Advice(\\$\\w+)?\\.class"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("advice")
    void advice_ringsAndDoesNothingElse(Path file) throws IOException {
        Findings findings = new Findings();
        OpenedClassReader.of(Files.readAllBytes(file)).accept(findings, ClassReader.SKIP_DEBUG);
        assertThat(findings.wrong).isEmpty();
    }

    /** What is not as it should be in a class. */
    private static final class Findings extends ClassVisitor {
        final List<String> wrong = new ArrayList<>();

        Findings() {
            super(OpenedClassReader.ASM_API);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            wrong.add("the field " + name);
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            if (name.equals("<init>")) {
                return null;
            }
            if ((access & Opcodes.ACC_STATIC) == 0) {
                wrong.add(name + " is not static");
            }
            return new Body(name, this);
        }
    }

    /** Looks through one method. */
    private static final class Body extends MethodVisitor {
        private final String name;
        private final Findings findings;
        private int rings;
        private boolean advice;

        Body(String name, Findings findings) {
            super(OpenedClassReader.ASM_API);
            this.name = name;
            this.findings = findings;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            advice |= descriptor.startsWith("Lnet/bytebuddy/asm/Advice$OnMethod");
            return null;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
            if (opcode == Opcodes.INVOKESTATIC && owner.equals(BRIDGE)) {
                rings++;
            } else if (!method.equals("valueOf")) { // the boxing of a number
                wrong("calls " + owner + '.' + method);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
            wrong("uses the field " + field);
        }

        @Override
        public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
            wrong("has a lambda or a concatenation");
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            wrong("branches");
        }

        @Override
        public void visitTableSwitchInsn(int least, int most, Label other, Label... labels) {
            wrong("switches");
        }

        @Override
        public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
            wrong("switches");
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            wrong("creates or casts to " + type);
        }

        @Override
        public void visitEnd() {
            if (!advice) {
                wrong("is no advice");
            }
            if (rings > 1) {
                wrong("rings " + rings + " times");
            }
        }

        private void wrong(String what) {
            findings.wrong.add(name + ' ' + what);
        }
    }
}
