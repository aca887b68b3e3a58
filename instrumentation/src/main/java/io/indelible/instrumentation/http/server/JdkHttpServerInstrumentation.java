package io.indelible.instrumentation.http.server;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.http.HttpConventions;
import java.util.List;

/** Requests to the JDK's own HTTP server. */
public final class JdkHttpServerInstrumentation implements Instrumentation {
    /** Named, never loaded: what is not matched costs nothing. */
    private static final String ADVICE = "io.indelible.instrumentation.http.server.";

    /** The instrumentation; stateless. */
    public JdkHttpServerInstrumentation() {}

    @Override
    public String name() {
        return "java-http-server";
    }

    @Override
    public List<AdvisedType> types() {
        return List.of(
                AdvisedType.named(
                        "com.sun.net.httpserver.Filter$Chain",
                        AdvisedMethods.advice(named("doFilter").and(takesArguments(1)), ADVICE + "HandleAdvice")),
                exchange("sun.net.httpserver.HttpExchangeImpl"),
                exchange("sun.net.httpserver.HttpsExchangeImpl"));
    }

    private static AdvisedType exchange(String className) {
        return AdvisedType.named(
                className,
                AdvisedMethods.advice(
                        named("sendResponseHeaders")
                                .and(takesArguments(2))
                                .or(named("close").and(takesNoArguments())),
                        ADVICE + "RespondAdvice"));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        ServerHandler handler = new ServerHandler(operations, HttpConventions.of(operations));
        handlers.onCall(Call.HTTP_SERVER_HANDLE, handler);
        handlers.onNote(Call.HTTP_SERVER_RESPOND, handler);
        handlers.onOpen(handler);
    }
}
