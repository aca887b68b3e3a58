package io.indelible.instrumentation.hash;

import io.indelible.bridge.Bridge;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.file.FileInstrumentation;
import io.indelible.instrumentation.file.HandlerTable;
import io.indelible.instrumentation.file.RecordedOperations;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Runs in a JVM of its own: puts the advice into the JDK, does things with files, and prints what was recorded, one
 * operation a line under the name of what was done.
 */
final class AdvisedProgram {
    private AdvisedProgram() {}

    /** Arguments: the bridge's jar, an empty folder. */
    public static void main(String[] arguments) throws Exception {
        java.lang.instrument.Instrumentation jvm = ByteBuddyAgent.install();
        try (JarFile bridge = new JarFile(arguments[0])) {
            jvm.appendToBootstrapClassLoaderSearch(bridge);
        }
        // Only now may a class be touched that names the bridge.
        new Steps(Path.of(arguments[1])).run(jvm);
    }

    private static final class Steps {
        private static final int SIZE = 300_000;

        private final RecordedOperations operations = new RecordedOperations();
        private final HandlerTable handlers = new HandlerTable();
        private final Path folder;
        private int told;

        Steps(Path folder) {
            this.folder = folder;
        }

        void run(java.lang.instrument.Instrumentation jvm) throws Exception {
            for (Instrumentation each : List.of(new FileInstrumentation(), new HashInstrumentation())) {
                each.install(operations, handlers);
                each.types().forEach(type -> advise(jvm, type));
            }
            Path file = folder.resolve("data.bin");
            byte[] content = new byte[SIZE];
            new java.util.Random(1).nextBytes(content);
            Files.write(file, content);
            Bridge.install(handlers);
            hashes(file);
            new ByteSteps(file, handlers, this::tell).run();
            new CollectedSteps(file, handlers, this::tell).run();
            new LibrarySteps(file, this::tell).run();
            files(file);
            archives(folder.resolve("plug in.jar"));
            Bridge.install(null);
            Throwable suppressed = handlers.suppressed;
            System.out.println("suppressed = " + suppressed);
            if (suppressed != null) {
                suppressed.printStackTrace();
            }
        }

        private static void advise(java.lang.instrument.Instrumentation jvm, AdvisedType type) {
            ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(AdvisedProgram.class.getClassLoader());
            AgentBuilder.Identified.Extendable builder = new AgentBuilder.Default()
                    .disableClassFormatChanges()
                    .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                    .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                    .ignore(ElementMatchers.none())
                    .type(matcher(type))
                    .transform((b, t, l, m, d) -> b);
            for (AdvisedMethods methods : type.methods()) {
                Advice advice = Advice.to(
                        TypePool.Default.of(locator)
                                .describe(Objects.requireNonNull(methods.adviceClassName()))
                                .resolve(),
                        locator);
                builder = builder.transform((b, t, l, m, d) -> b.visit(advice.on(
                        ElementMatchers.not(ElementMatchers.isAbstract()).and(methods.matcher()))));
            }
            builder.installOn(jvm);
        }

        private static AgentBuilder.RawMatcher matcher(AdvisedType type) {
            ElementMatcher<TypeDescription> named = ElementMatchers.named(type.className());
            if (!type.subtypes()) {
                return new AgentBuilder.RawMatcher.ForElementMatchers(named);
            }
            return new AgentBuilder.RawMatcher.ForElementMatchers(
                    ElementMatchers.not(ElementMatchers.isInterface()).and(ElementMatchers.hasSuperType(named)),
                    ElementMatchers.not(ElementMatchers.isBootstrapClassLoader()));
        }

        private void hashes(Path file) throws Exception {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new FileInputStream(file.toFile())) {
                byte[] bytes = new byte[8192];
                for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    digest.update(bytes, 0, n);
                }
            }
            digest.digest();
            tell("loop");

            digest.digest(Files.readAllBytes(file));
            tell("Files.readAllBytes");

            try (InputStream in = new FileInputStream(file.toFile())) {
                digest.update(in.readAllBytes());
            }
            digest.digest(new byte[32], 0, 32);
            tell("FileInputStream.readAllBytes");

            try (InputStream in = new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            digest.digest();
            tell("DigestInputStream");

            try (InputStream in = new DigestInputStream(new FileInputStream(file.toFile()), digest)) {
                for (int i = 0; i < 5000; i++) {
                    in.read();
                }
            }
            digest.digest();
            tell("single bytes");

            try (FileChannel channel = FileChannel.open(file)) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(5000);
                while (channel.read(buffer) >= 0) {
                    digest.update(buffer.flip());
                    buffer.clear();
                }
            }
            digest.digest();
            tell("FileChannel");

            try (FileChannel channel = FileChannel.open(file)) {
                ByteBuffer buffer = ByteBuffer.allocate(SIZE);
                channel.read(buffer, 0);
                digest.update(buffer.flip());
            }
            digest.digest();
            tell("positional read");

            try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "r")) {
                byte[] all = new byte[SIZE];
                random.readFully(all);
                digest.update(all);
            }
            ((MessageDigest) digest.clone()).digest();
            tell("clone");
            digest.digest();
            tell("RandomAccessFile");

            digest.update(new byte[SIZE]);
            digest.reset();
            digest.digest(new byte[SIZE]);
            tell("memory");

            MessageDigest third = new Third();
            third.update(Files.readAllBytes(file));
            ((MessageDigest) third.clone()).digest();
            tell("clone of other provider");

            try {
                digest.update((byte[]) null);
            } catch (NullPointerException expected) {
                tell("null " + expected.getStackTrace()[0].getMethodName());
            }
        }

        private void files(Path file) throws Exception {
            Path copy = folder.resolve("copy.bin");
            Files.copy(file, copy);
            tell("copy");
            Path moved = folder.resolve("moved.bin");
            Files.move(copy, moved);
            tell("move");
            Files.createLink(folder.resolve("hard.bin"), moved);
            tell("createLink");
            Files.createSymbolicLink(folder.resolve("soft.bin"), Path.of("moved.bin"));
            tell("createSymbolicLink");
            Files.copy(moved, OutputStream.nullOutputStream());
            tell("copy to stream");
            try (InputStream in = new FilterInputStream(Files.newInputStream(moved)) {}) {
                Files.copy(in, folder.resolve("streamed.bin"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            tell("copy from stream");
            Files.delete(moved);
            tell("delete");
            Files.deleteIfExists(moved);
            tell("deleteIfExists");
            try {
                Files.delete(moved);
            } catch (NoSuchFileException expected) {
                tell("failed delete");
            }
            try (FileChannel from = FileChannel.open(file);
                    FileChannel to = FileChannel.open(
                            folder.resolve("to.bin"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                from.transferTo(0, SIZE, to);
            }
            tell("transferTo");
            try (FileInputStream in = new FileInputStream(file.toFile());
                    FileOutputStream out =
                            new FileOutputStream(folder.resolve("from.bin").toFile())) {
                FileChannel from = in.getChannel();
                out.getChannel().transferFrom(from, 0, SIZE);
            }
            tell("transferFrom");
            try (FileChannel to = FileChannel.open(
                    folder.resolve("memory.bin"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                to.transferFrom(Channels.newChannel(new ByteArrayInputStream(new byte[100])), 0, 100);
            }
            tell("transferFrom memory");
        }

        /** An archive is data until a class loader opens it. */
        private void archives(Path jar) throws Exception {
            try (JarOutputStream out = new JarOutputStream(new FileOutputStream(jar.toFile()))) {
                JarEntry entry = new JarEntry("resource");
                entry.setMethod(JarEntry.STORED); // so that every JDK makes as many bytes of it
                entry.setSize(0);
                entry.setCrc(0);
                out.putNextEntry(entry);
            }
            tell("archive made");
            Files.copy(jar, OutputStream.nullOutputStream());
            tell("archive of data");
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
                Objects.requireNonNull(loader.getResource("resource"));
            }
            tell("archive opened by a loader");
            Files.copy(jar, OutputStream.nullOutputStream());
            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            tell("archive of classes");
        }

        private void tell(String step) {
            handlers.keepUp(true);
            handlers.keepUp(false); // it was not the end
            List<RecordedOperations.Ended> ended = operations.ended();
            StringBuilder line = new StringBuilder(step).append(" =");
            for (RecordedOperations.Ended operation : ended.subList(told, ended.size())) {
                line.append(' ');
                if (operation.span()) {
                    line.append(operation.name()).append(operation.attributes()).append(operation.errorType());
                } else {
                    line.append('(').append(operation.name()).append(')');
                }
            }
            told = ended.size();
            System.out.println(line.toString().replace(folder + "/", ""));
        }
    }

    /** A digest that is no delegate, as other providers have them. */
    private static final class Third extends MessageDigest implements Cloneable {
        private int sum;

        Third() {
            super("SUM-8");
        }

        @Override
        protected void engineUpdate(byte input) {
            sum += input;
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            for (int i = 0; i < length; i++) {
                sum += input[offset + i];
            }
        }

        @Override
        protected byte[] engineDigest() {
            return new byte[] {(byte) sum};
        }

        @Override
        protected void engineReset() {
            sum = 0;
        }

        @Override
        public Object clone() throws CloneNotSupportedException {
            return super.clone();
        }
    }
}
