package io.indelible.instrumentation.file;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import java.util.List;

/** {@code java.io.File.renameTo} and {@code delete}; {@code java.nio.file} does not go through them. */
public final class IoFileInstrumentation implements Instrumentation {
    // Names, no class literals: a literal would load each advice class at start for nothing. A test checks them.
    private static final String ADVICE = "io.indelible.instrumentation.file.IoFileAdvice$";

    @Override
    public String name() {
        return "file";
    }

    @Override
    public List<AdvisedType> types() {
        return List.of(AdvisedType.named(
                "java.io.File",
                AdvisedMethods.advice(isPublic().and(named("renameTo")), ADVICE + "Rename"),
                AdvisedMethods.advice(isPublic().and(named("delete")), ADVICE + "Delete")));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        PathFilter filter = PathFilter.of(operations);
        handlers.onCall(Call.FILE_RENAME, new IoFileHandlers.Rename(operations, filter));
        handlers.onCall(Call.FILE_DELETE, new IoFileHandlers.Delete(operations, filter));
    }
}
