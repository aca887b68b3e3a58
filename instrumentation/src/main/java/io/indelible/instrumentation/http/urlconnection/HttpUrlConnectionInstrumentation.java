package io.indelible.instrumentation.http.urlconnection;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.AdvisedMethods;
import io.indelible.instrumentation.AdvisedType;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Instrumentation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.http.HttpConventions;
import java.util.List;

/** Requests by {@code java.net.HttpURLConnection}. */
public final class HttpUrlConnectionInstrumentation implements Instrumentation {
    /** Named, never loaded: what is not matched costs nothing. */
    private static final String ADVICE = "io.indelible.instrumentation.http.urlconnection.";

    /** The instrumentation; stateless. */
    public HttpUrlConnectionInstrumentation() {}

    @Override
    public String name() {
        return "http-url-connection";
    }

    @Override
    public List<AdvisedType> types() {
        return List.of(http(), https());
    }

    private static AdvisedType http() {
        return AdvisedType.named(
                "sun.net.www.protocol.http.HttpURLConnection",
                AdvisedMethods.advice(
                        namedOneOf("connect", "getOutputStream").and(takesNoArguments()), ADVICE + "ConnectAdvice"),
                AdvisedMethods.advice(named("getInputStream").and(takesNoArguments()), ADVICE + "InputStreamAdvice"),
                AdvisedMethods.advice(named("disconnect").and(takesNoArguments()), ADVICE + "DisconnectAdvice"));
    }

    /** What https delegates to inherits all but {@code connect}. */
    private static AdvisedType https() {
        return AdvisedType.named(
                "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection",
                AdvisedMethods.advice(named("connect").and(takesNoArguments()), ADVICE + "ConnectAdvice"));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        UrlConnections connections = new UrlConnections(operations, HttpConventions.of(operations));
        handlers.onCall(Call.URL_CONNECTION_CONNECT, new UrlConnectionHandler(connections, false));
        handlers.onCall(Call.URL_CONNECTION_RESPONSE, new UrlConnectionHandler(connections, true));
        handlers.onNote(Call.URL_CONNECTION_DISCONNECT, connections::disconnected);
        handlers.onOpen(connections::forEach);
    }
}
