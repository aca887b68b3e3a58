package io.indelible.instrumentation.file;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Copy, move, link, delete and channel transfer. */
public final class FileInstrumentation implements Instrumentation {
    private static final String PATH = "java.nio.file.Path";
    // Names, no class literals: a literal would load each advice class at start for nothing. A test checks them.
    private static final String FILES_ADVICE = "io.indelible.instrumentation.file.FilesAdvice$";
    private static final String CHANNEL_ADVICE = "io.indelible.instrumentation.file.ChannelAdvice$";
    private static final String CLASS_PATH_ADVICE = "io.indelible.instrumentation.file.ClassPathAdvice$";

    private static final int[] CALLS = {
        Call.FILES_COPY,
        Call.FILES_COPY_FROM_STREAM,
        Call.FILES_COPY_TO_STREAM,
        Call.FILES_MOVE,
        Call.FILES_LINK,
        Call.FILES_SYMBOLIC_LINK,
        Call.FILES_DELETE,
        Call.CHANNEL_TRANSFER_TO,
        Call.CHANNEL_TRANSFER_FROM
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
                AdvisedType.named(
                        "sun.nio.ch.FileChannelImpl",
                        AdvisedMethods.advice(publicNamed("transferTo"), CHANNEL_ADVICE + "TransferTo"),
                        AdvisedMethods.advice(publicNamed("transferFrom"), CHANNEL_ADVICE + "TransferFrom"),
                        AdvisedMethods.advice(publicNamed("open").and(isStatic()), CHANNEL_ADVICE + "Open")),
                AdvisedType.named(
                        "jdk.internal.loader.URLClassPath$JarLoader",
                        AdvisedMethods.advice(
                                named("getJarFile").and(takesArgument(0, named("java.net.URL"))),
                                CLASS_PATH_ADVICE + "Open")));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        PathText.use(operations.setting(PathText.SETTING));
        PathFilter filter = PathFilter.of(operations);
        OpenedChannels opened = new OpenedChannels();
        // Channels are opened by class loaders too: what that needs of ours is loaded here and now, under no lock.
        opened.note(opened, "");
        handlers.onNote(Call.CHANNEL_OPEN, opened);
        ClassPathArchives archives = new ClassPathArchives(filter);
        archives.note(archives, ""); // loaded here and now, for the same reason
        handlers.onNote(Call.CLASS_PATH_OPEN, archives);
        for (int call : CALLS) {
            handlers.onCall(call, new FileHandler(operations, filter, opened, call));
        }
    }

    private static AdvisedMethods files(String method, String first, String second, String advice) {
        return AdvisedMethods.advice(
                publicNamed(method).and(takesArgument(0, named(first))).and(takesArgument(1, named(second))),
                FILES_ADVICE + advice);
    }

    private static ElementMatcher.Junction<MethodDescription> publicNamed(String method) {
        return isPublic().<MethodDescription>and(named(method));
    }
}
