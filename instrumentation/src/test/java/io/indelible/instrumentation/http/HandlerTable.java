package io.indelible.instrumentation.http;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.Handlers;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Finds handlers by the number of a call, and counts what they throw. */
final class HandlerTable implements Handlers {
    /** How often a handler threw. */
    static final AtomicInteger SUPPRESSED = new AtomicInteger();

    private final @Nullable CallHandler[] calls = new CallHandler[Call.COUNT];
    private final @Nullable NoteHandler[] notes = new NoteHandler[Call.COUNT];
    private final @Nullable ReplaceHandler[] replacements = new ReplaceHandler[Call.COUNT];

    @Override
    public void onCall(int call, CallHandler handler) {
        calls[call] = handler;
    }

    @Override
    public void onNote(int call, NoteHandler handler) {
        notes[call] = handler;
    }

    @Override
    public void onReplace(int call, ReplaceHandler handler) {
        replacements[call] = handler;
    }

    @Override
    public void onFiles(FileWatcher watcher) {}

    @Override
    public void onBodies(BodyWatcher watcher) {}

    @Override
    public void onDigests(DigestWatcher watcher) {}

    @Override
    public void onUpkeep(Upkeep work) {}

    /** Answers a method of the recorder; its arguments begin with the guard and the number of the call. */
    @Nullable
    Object answer(String method, @Nullable Object[] arguments) {
        return switch (method) {
            case "begin" ->
                Objects.requireNonNull(calls[number(arguments)]).begin(arguments[2], arguments[3], arguments[4]);
            case "replace" ->
                Objects.requireNonNull(replacements[number(arguments)]).replace(arguments[2], arguments[3]);
            default -> {
                hear(method, arguments);
                yield null;
            }
        };
    }

    private void hear(String method, @Nullable Object[] arguments) {
        switch (method) {
            case "end" ->
                Objects.requireNonNull(calls[number(arguments)])
                        .end(Objects.requireNonNull(arguments[2]), arguments[3], (Throwable) arguments[4]);
            case "note" -> Objects.requireNonNull(notes[number(arguments)]).note(arguments[2], arguments[3]);
            case "suppressed" -> {
                SUPPRESSED.incrementAndGet();
                ((Throwable) Objects.requireNonNull(arguments[0])).printStackTrace();
            }
            default -> {}
        }
    }

    private static int number(@Nullable Object[] arguments) {
        return (Integer) Objects.requireNonNull(arguments[1]);
    }
}
