package io.indelible.instrumentation.file;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** What looks through folders: walks of whole trees, directory streams, {@code java.io.File.list}. */
public final class ScanInstrumentation implements Instrumentation {
    // Names, no class literals: a literal would load each advice class at start for nothing. A test checks them.
    private static final String WALK_ADVICE = "io.indelible.instrumentation.file.WalkAdvice$";
    private static final String DIRECTORY_ADVICE = "io.indelible.instrumentation.file.DirectoryAdvice$";

    @Override
    public String name() {
        return "file";
    }

    @Override
    public List<AdvisedType> types() {
        return List.of(
                AdvisedType.named(
                        "java.nio.file.FileTreeWalker",
                        AdvisedMethods.advice(named("walk"), WALK_ADVICE + "Start"),
                        AdvisedMethods.advice(named("visit"), WALK_ADVICE + "Visit"),
                        AdvisedMethods.advice(named("next").and(takesArguments(0)), WALK_ADVICE + "Next"),
                        AdvisedMethods.advice(named("close").and(takesArguments(0)), WALK_ADVICE + "Close")),
                AdvisedType.named(
                        "java.nio.file.Files", directory(isPublic().and(named("newDirectoryStream")), "Stream")),
                AdvisedType.named(
                        "sun.nio.fs.UnixDirectoryStream",
                        directory(isConstructor(), "Open"),
                        directory(named("closeImpl"), "Close")),
                AdvisedType.named(
                        "sun.nio.fs.UnixDirectoryStream$UnixDirectoryIterator",
                        directory(named("readNextEntry"), "Entry")),
                AdvisedType.named("java.io.File", directory(named("normalizedList"), "Names")));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        Scans scans = new Scans(operations, PathFilter.of(operations));
        handlers.onOpen(scans::forEach);
        handlers.onCall(Call.WALK_START, new WalkHandlers.Start(scans));
        handlers.onCall(Call.WALK_VISIT, new WalkHandlers.Visit(scans));
        handlers.onNote(Call.WALK_NEXT, new WalkHandlers.Next(scans));
        handlers.onNote(Call.WALK_CLOSE, (walker, nothing) -> scans.close(walker));
        handlers.onCall(Call.FILES_DIRECTORY_STREAM, new DirectoryHandlers.Stream(scans));
        handlers.onNote(Call.DIRECTORY_OPEN, (stream, folder) -> scans.opened(stream));
        handlers.onNote(Call.DIRECTORY_ENTRY, new DirectoryHandlers.Entry(scans));
        handlers.onNote(Call.DIRECTORY_CLOSE, (stream, nothing) -> scans.close(stream));
        handlers.onCall(Call.FILE_LIST, new DirectoryHandlers.Names(scans));
    }

    private static AdvisedMethods directory(ElementMatcher<? super MethodDescription> methods, String advice) {
        return AdvisedMethods.advice(methods, DIRECTORY_ADVICE.concat(advice));
    }
}
