package io.indelible.instrumentation.http.client;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.http.HttpConventions;
import java.util.List;

/** Requests by {@code java.net.http.HttpClient}. */
public final class JavaHttpClientInstrumentation implements Instrumentation {
    /** Named, never loaded: what is not matched costs nothing. */
    private static final String ADVICE = "io.indelible.instrumentation.http.client.";

    private static final String PACKAGE = "jdk.internal.net.http.";

    /** The instrumentation; stateless. */
    public JavaHttpClientInstrumentation() {}

    @Override
    public String name() {
        return "java-http-client";
    }

    @Override
    public List<AdvisedType> types() {
        return List.of(client(), request(), response(), body("FilePublisher"), body("InputStreamPublisher"));
    }

    /** A body is read in the context that {@link RequestBody} handed over. */
    private static AdvisedType body(String publisher) {
        return AdvisedType.named(
                PACKAGE + "RequestPublishers$" + publisher,
                AdvisedMethods.advice(
                        named("subscribe").and(isPublic()), "io.indelible.instrumentation.concurrent.TaskAdvice"));
    }

    private static AdvisedType client() {
        return AdvisedType.named(
                PACKAGE + "HttpClientImpl",
                AdvisedMethods.advice(named("send").and(takesArguments(2)), ADVICE + "SendAdvice"),
                AdvisedMethods.advice(
                        named("sendAsync").and(isPublic()).and(takesArguments(3)), ADVICE + "SendAsyncAdvice"));
    }

    private static AdvisedType request() {
        return AdvisedType.named(
                PACKAGE + "HttpRequestImpl",
                AdvisedMethods.advice(
                        isConstructor()
                                .and(takesArguments(2))
                                .and(takesArgument(0, named("java.net.http.HttpRequest"))),
                        ADVICE + "RequestAdvice"),
                // Newer JDKs have one more argument at the end; both constructors may run for one object.
                AdvisedMethods.advice(
                        isConstructor()
                                .and(takesArgument(0, named("java.net.URI")))
                                .and(takesArgument(2, named(PACKAGE + "HttpRequestImpl"))),
                        ADVICE + "FollowAdvice"));
    }

    private static AdvisedType response() {
        return AdvisedType.named(
                PACKAGE + "HttpResponseImpl",
                AdvisedMethods.advice(
                        isConstructor().and(takesArgument(0, named("java.net.http.HttpRequest"))),
                        ADVICE + "ResponseAdvice"));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        HttpConventions conventions = HttpConventions.of(operations);
        PendingSends pending = new PendingSends();
        handlers.onCall(Call.HTTP_CLIENT_SEND, new SendHandler(operations, conventions));
        handlers.onCall(Call.HTTP_CLIENT_SEND_ASYNC, new SendAsyncHandler(operations, conventions));
        handlers.onReplace(Call.HTTP_CLIENT_HEADERS, new HeadersHandler(operations, pending));
        handlers.onNote(Call.HTTP_CLIENT_FOLLOW, pending::follow);
        handlers.onNote(Call.HTTP_CLIENT_RESPONSE, pending::answered);
        handlers.onOpen(pending::forEach);
    }
}
