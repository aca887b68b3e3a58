package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Inlined into what lists a single folder, one nested class per {@link Call}. */
final class DirectoryAdvice {
    private DirectoryAdvice() {}

    /** {@code Files.newDirectoryStream}, all three. */
    static final class Stream {
        private Stream() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.Argument(0) Object folder) {
            return Bridge.begin(Call.FILES_DIRECTORY_STREAM, null, folder, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object scan, @Advice.Return Object stream, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILES_DIRECTORY_STREAM, scan, stream, thrown);
        }
    }

    /** The constructor of {@code UnixDirectoryStream}; a secure stream has one inside. */
    static final class Open {
        private Open() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object stream, @Advice.Argument(0) Object folder) {
            Bridge.note(Call.DIRECTORY_OPEN, stream, folder);
        }
    }

    /** {@code readNextEntry} of its iterator. */
    static final class Entry {
        private Entry() {}

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("this$0") Object stream, @Advice.Return Object entry) {
            Bridge.note(Call.DIRECTORY_ENTRY, stream, entry);
        }
    }

    /** {@code closeImpl}. */
    static final class Close {
        private Close() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.This Object stream) {
            Bridge.note(Call.DIRECTORY_CLOSE, stream, null);
        }
    }

    /** {@code File.normalizedList}, which every {@code list} and {@code listFiles} calls once. */
    static final class Names {
        private Names() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.This Object folder, @Advice.FieldValue("path") String path) {
            return Bridge.begin(Call.FILE_LIST, folder, path, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object scan, @Advice.Return Object names, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILE_LIST, scan, names, thrown);
        }
    }
}
