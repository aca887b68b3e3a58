package io.indelible.instrumentation.http.urlconnection;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
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
        return List.of(
                http(),
                https(),
                body("sun.net.www.http.PosterOutputStream"),
                body("sun.net.www.protocol.http.HttpURLConnection$StreamingOutputStream"));
    }

    private static AdvisedType http() {
        return AdvisedType.named(
                "sun.net.www.protocol.http.HttpURLConnection",
                AdvisedMethods.advice(
                        namedOneOf("connect", "getOutputStream").and(takesNoArguments()), ADVICE + "ConnectAdvice"),
                AdvisedMethods.advice(named("getOutputStream").and(takesNoArguments()), ADVICE + "BodyAdvice$Open"),
                AdvisedMethods.advice(named("getInputStream").and(takesNoArguments()), ADVICE + "InputStreamAdvice"),
                AdvisedMethods.advice(named("disconnect").and(takesNoArguments()), ADVICE + "DisconnectAdvice"));
    }

    /** What https delegates to inherits all but {@code connect}. */
    private static AdvisedType https() {
        return AdvisedType.named(
                "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection",
                AdvisedMethods.advice(named("connect").and(takesNoArguments()), ADVICE + "ConnectAdvice"));
    }

    /** What is sent with its length, all at once or as it comes, and what is sent in chunks. */
    private static AdvisedType body(String className) {
        return AdvisedType.named(
                className,
                AdvisedMethods.advice(named("write").and(takesArguments(int.class)), ADVICE + "BodyAdvice$One"),
                AdvisedMethods.advice(
                        named("write").and(takesArguments(byte[].class, int.class, int.class)),
                        ADVICE + "BodyAdvice$Range"),
                AdvisedMethods.advice(named("close").and(takesNoArguments()), ADVICE + "BodyAdvice$Close"),
                AdvisedMethods.advice(named("reset").and(takesNoArguments()), ADVICE + "BodyAdvice$Reset"));
    }

    @Override
    public void install(Operations operations, Handlers handlers) {
        UrlConnections connections = new UrlConnections(operations, HttpConventions.of(operations));
        handlers.onCall(Call.URL_CONNECTION_CONNECT, new UrlConnectionHandler(connections, false));
        handlers.onCall(Call.URL_CONNECTION_RESPONSE, new UrlConnectionHandler(connections, true));
        handlers.onNote(Call.URL_CONNECTION_DISCONNECT, connections::disconnected);
        handlers.onOpen(connections::forEach);
        handlers.onUpkeep(connections);
        SentBodies bodies = new SentBodies(connections);
        handlers.onBodies(bodies);
        handlers.onNote(Call.URL_CONNECTION_BODY, bodies::opened);
        handlers.onNote(Call.URL_CONNECTION_BODY_CLOSE, bodies::closed);
        handlers.onNote(Call.URL_CONNECTION_BODY_RESET, bodies::reset);
    }
}
