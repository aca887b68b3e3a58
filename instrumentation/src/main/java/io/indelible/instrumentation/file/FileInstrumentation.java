package io.indelible.instrumentation.file;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.WeakIdentityMap;
import java.nio.ByteBuffer;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Copy, move, link, delete; and files from open to close: read, written, copied. */
public final class FileInstrumentation implements Instrumentation {
    private static final String PATH = "java.nio.file.Path";
    // Names, no class literals: a literal would load each advice class at start for nothing. A test checks them.
    private static final String FILES_ADVICE = "io.indelible.instrumentation.file.FilesAdvice$";
    private static final String CHANNEL = "java.nio.channels.FileChannel";
    private static final String STREAM_ADVICE = "io.indelible.instrumentation.file.StreamAdvice$";
    private static final String READ_ADVICE = "io.indelible.instrumentation.file.ReadAdvice$";
    private static final String WRITE_ADVICE = "io.indelible.instrumentation.file.WriteAdvice$";
    private static final String CHANNEL_ADVICE = "io.indelible.instrumentation.file.ChannelAdvice$";
    private static final String ASYNCHRONOUS_ADVICE = "io.indelible.instrumentation.file.AsynchronousAdvice$";
    private static final String CLASS_PATH_ADVICE = "io.indelible.instrumentation.file.ClassPathAdvice$";

    private static final String ASYNCHRONOUS_CHANNEL = "sun.nio.ch.SimpleAsynchronousFileChannelImpl";

    private static final int[] CALLS = {
        Call.FILES_COPY,
        Call.FILES_COPY_FROM_STREAM,
        Call.FILES_COPY_TO_STREAM,
        Call.FILES_MOVE,
        Call.FILES_LINK,
        Call.FILES_SYMBOLIC_LINK,
        Call.FILES_DELETE
    };

    @Override
    public String name() {
        return "file";
    }

    @Override
    public List<AdvisedType> types() {
        return List.of(
                AdvisedType.named(
                        "java.nio.file.Files",
                        files("copy", PATH, PATH, "Copy"),
                        files("copy", "java.io.InputStream", PATH, "CopyFromStream"),
                        files("copy", PATH, "java.io.OutputStream", "CopyToStream"),
                        files("move", PATH, PATH, "Move"),
                        files("createLink", PATH, PATH, "Link"),
                        files("createSymbolicLink", PATH, PATH, "SymbolicLink"),
                        AdvisedMethods.advice(publicNamed("delete"), FILES_ADVICE + "Delete"),
                        AdvisedMethods.advice(publicNamed("deleteIfExists"), FILES_ADVICE + "Delete")),
                // JDK 17 copies in the one, JDK 25 in the other.
                copyOfRegularFile("sun.nio.fs.UnixCopyFile"),
                copyOfRegularFile("sun.nio.fs.UnixFileSystem"),
                // macOS, JDK 20 and newer. Its arguments were changed since.
                AdvisedType.named(
                        "sun.nio.fs.BsdFileSystem",
                        AdvisedMethods.advice(named("clone").and(returns(int.class)), FILES_ADVICE + "Clone")),
                AdvisedType.named("java.io.FileInputStream", input()),
                AdvisedType.named("java.io.FileOutputStream", output()),
                AdvisedType.named("java.io.RandomAccessFile", randomAccess()),
                AdvisedType.named("sun.nio.ch.FileChannelImpl", channel()),
                provider("sun.nio.fs.UnixFileSystemProvider"),
                provider("sun.nio.fs.WindowsFileSystemProvider"),
                // Of Unix; Windows has another.
                AdvisedType.named(ASYNCHRONOUS_CHANNEL, one("close", STREAM_ADVICE + "Close")),
                AdvisedType.named(ASYNCHRONOUS_CHANNEL + "$2", one("run", ASYNCHRONOUS_ADVICE + "Read")),
                AdvisedType.named(ASYNCHRONOUS_CHANNEL + "$3", one("run", ASYNCHRONOUS_ADVICE + "Write")),
                AdvisedType.named("sun.nio.ch.AsynchronousFileChannelImpl", one("end", ASYNCHRONOUS_ADVICE + "Done")),
                AdvisedType.named(
                        "java.util.zip.ZipInputStream",
                        one("getNextEntry", STREAM_ADVICE + "NextEntry"),
                        one("read", STREAM_ADVICE + "ReadEntry", byte[].class, int.class, int.class)),
                AdvisedType.named(
                        "jdk.internal.loader.URLClassPath$JarLoader",
                        AdvisedMethods.advice(
                                named("getJarFile").and(takesArgument(0, named("java.net.URL"))),
                                CLASS_PATH_ADVICE + "Open")));
    }

    private static AdvisedType copyOfRegularFile(String className) {
        return AdvisedType.named(
                className,
                AdvisedMethods.advice(
                        named("copyFile").and(takesArgument(1, named("sun.nio.fs.UnixFileAttributes"))),
                        FILES_ADVICE + "CopyBegun"));
    }

    private static AdvisedMethods[] input() {
        return new AdvisedMethods[] {
            one("open", STREAM_ADVICE + "OpenInput", String.class),
            one("read", READ_ADVICE + "One"),
            one("read", READ_ADVICE + "Array", byte[].class),
            one("read", READ_ADVICE + "Range", byte[].class, int.class, int.class),
            one("skip", STREAM_ADVICE + "Skip", long.class),
            one("close", STREAM_ADVICE + "Close")
        };
    }

    private static AdvisedMethods[] output() {
        return new AdvisedMethods[] {
            one("open", STREAM_ADVICE + "OpenOutput", String.class, boolean.class),
            one("write", WRITE_ADVICE + "One", int.class),
            one("write", WRITE_ADVICE + "Array", byte[].class),
            one("write", WRITE_ADVICE + "Range", byte[].class, int.class, int.class),
            one("close", STREAM_ADVICE + "Close")
        };
    }

    private static AdvisedMethods[] randomAccess() {
        return new AdvisedMethods[] {
            one("open", STREAM_ADVICE + "OpenRandom", String.class, int.class),
            one("read", READ_ADVICE + "One"),
            one("read", READ_ADVICE + "Array", byte[].class),
            one("read", READ_ADVICE + "Range", byte[].class, int.class, int.class),
            one("write", WRITE_ADVICE + "One", int.class),
            one("write", WRITE_ADVICE + "Array", byte[].class),
            one("write", WRITE_ADVICE + "Range", byte[].class, int.class, int.class),
            one("writeBytes", WRITE_ADVICE + "Text", String.class),
            one("writeChars", WRITE_ADVICE + "Characters", String.class),
            one("seek", STREAM_ADVICE + "Seek", long.class),
            one("setLength", STREAM_ADVICE + "Length", long.class),
            one("implReadLine", STREAM_ADVICE + "Line"),
            one("close", STREAM_ADVICE + "Close")
        };
    }

    private static AdvisedMethods[] channel() {
        return new AdvisedMethods[] {
            AdvisedMethods.advice(isConstructor(), CHANNEL_ADVICE + "Open"),
            one("read", READ_ADVICE + "Buffer", ByteBuffer.class),
            one("read", READ_ADVICE + "BufferAt", ByteBuffer.class, long.class),
            one("read", CHANNEL_ADVICE + "Scatter", ByteBuffer[].class, int.class, int.class),
            one("write", WRITE_ADVICE + "Buffer", ByteBuffer.class),
            one("write", WRITE_ADVICE + "BufferAt", ByteBuffer.class, long.class),
            one("write", CHANNEL_ADVICE + "Gather", ByteBuffer[].class, int.class, int.class),
            AdvisedMethods.advice(
                    publicNamed("position").and(takesArguments(long.class)).and(returns(named(CHANNEL))),
                    STREAM_ADVICE + "Seek"),
            AdvisedMethods.advice(publicNamed("truncate").and(returns(named(CHANNEL))), STREAM_ADVICE + "Length"),
            AdvisedMethods.advice(publicNamed("transferTo"), CHANNEL_ADVICE + "TransferTo"),
            AdvisedMethods.advice(publicNamed("transferFrom"), CHANNEL_ADVICE + "TransferFrom"),
            AdvisedMethods.advice(publicNamed("map"), CHANNEL_ADVICE + "Map"),
            one("implCloseChannel", STREAM_ADVICE + "Close")
        };
    }

    private static AdvisedType provider(String className) {
        return AdvisedType.named(
                className,
                AdvisedMethods.advice(publicNamed("newByteChannel"), CHANNEL_ADVICE + "Create"),
                AdvisedMethods.advice(publicNamed("newFileChannel"), CHANNEL_ADVICE + "Create"),
                AdvisedMethods.advice(publicNamed("newAsynchronousFileChannel"), ASYNCHRONOUS_ADVICE + "Open"));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        PathText.use(operations.setting(PathText.SETTING));
        PathFilter filter = PathFilter.of(operations);
        OpenFiles files = new OpenFiles(operations, filter);
        // Files are opened and read by class loaders too, which hold their locks: what that needs of ours is loaded
        // here.
        files.warmUp();
        handlers.onFiles(new StreamWatcher(files));
        handlers.onUpkeep(files);
        handlers.onOpen(files);
        handlers.onCall(Call.FILE_INPUT_OPEN, new OpenHandlers.Open(files, StreamFile.By.INPUT));
        handlers.onCall(Call.FILE_OUTPUT_OPEN, new OpenHandlers.Open(files, StreamFile.By.OUTPUT));
        handlers.onCall(Call.RANDOM_ACCESS_OPEN, new OpenHandlers.Open(files, StreamFile.By.RANDOM_ACCESS));
        handlers.onCall(Call.CHANNEL_OPEN, new OpenHandlers.Channel(files));
        handlers.onCall(Call.CHANNEL_CREATE, new OpenHandlers.Create(files, new WeakIdentityMap<>()));
        handlers.onCall(Call.CHANNEL_MAP, new OpenHandlers.Map(files));
        handlers.onCall(Call.CHANNEL_TRANSFER_TO, new TransferHandler(files, Call.CHANNEL_TRANSFER_TO));
        handlers.onCall(Call.CHANNEL_TRANSFER_FROM, new TransferHandler(files, Call.CHANNEL_TRANSFER_FROM));
        handlers.onCall(Call.CHANNEL_SCATTER, new VectoredHandler(files, true));
        handlers.onCall(Call.CHANNEL_GATHER, new VectoredHandler(files, false));
        handlers.onCall(Call.ASYNCHRONOUS_OPEN, new AsynchronousHandlers.Open(files));
        handlers.onNote(Call.ASYNCHRONOUS_READ, new AsynchronousHandlers.Begin(true));
        handlers.onNote(Call.ASYNCHRONOUS_WRITE, new AsynchronousHandlers.Begin(false));
        handlers.onNote(Call.ASYNCHRONOUS_DONE, new AsynchronousHandlers.Done(files));
        handlers.onCall(Call.ZIP_NEXT_ENTRY, new OpenHandlers.NextEntry(files));
        handlers.onNote(Call.RANDOM_ACCESS_BYTES, new OpenHandlers.Text(files, 1));
        handlers.onNote(Call.RANDOM_ACCESS_CHARS, new OpenHandlers.Text(files, Character.BYTES));
        handlers.onNote(Call.FILE_LENGTH, new OpenHandlers.Length(files));
        handlers.onNote(Call.RANDOM_ACCESS_LINE, new OpenHandlers.Line(files));
        handlers.onNote(Call.FILE_CLOSE, new OpenHandlers.Close(files));
        ClassPathArchives archives = new ClassPathArchives(filter);
        archives.note(archives, ""); // loaded here and now, for the same reason
        handlers.onNote(Call.CLASS_PATH_OPEN, archives);
        handlers.onNote(Call.FILES_CLONE, new CopyHandlers.Cloned(operations));
        handlers.onNote(Call.FILES_COPY_BEGUN, new CopyHandlers.Begun(operations));
        for (int call : CALLS) {
            handlers.onCall(call, new FileHandler(operations, filter, call));
        }
    }

    private static AdvisedMethods files(String method, String first, String second, String advice) {
        return AdvisedMethods.advice(
                publicNamed(method).and(takesArgument(0, named(first))).and(takesArgument(1, named(second))),
                FILES_ADVICE + advice);
    }

    private static AdvisedMethods one(String method, String advice, Class<?>... arguments) {
        return AdvisedMethods.advice(
                isMethod().<MethodDescription>and(named(method)).and(takesArguments(arguments)), advice);
    }

    private static ElementMatcher.Junction<MethodDescription> publicNamed(String method) {
        return isPublic().<MethodDescription>and(named(method));
    }
}
