package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.Handlers.CallHandler;
import org.jspecify.annotations.Nullable;

/** {@code Driver.connect}: no operation, but the one time that the URL is seen. */
final class ConnectHandler implements CallHandler {
    private final KnownObjects known;
    private final OpenCalls openCalls;

    ConnectHandler(KnownObjects known, OpenCalls openCalls) {
        this.known = known;
        this.openCalls = openCalls;
    }

    @Override
    public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
        return openCalls.open(self, (String) first);
    }

    @Override
    public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
        OpenCall call = (OpenCall) begun;
        openCalls.close(call);
        // A driver returns null for a URL that is not its own.
        if (result == null || call.text == null) {
            return;
        }
        ConnectionFacts facts = facts(call, call.text, result);
        known.connection(result, facts);
        call.tellOuter(facts, result);
    }

    /** A driver that wraps another has a scheme of its own: the inner one knows. */
    private static ConnectionFacts facts(OpenCall call, String url, Object connection) {
        ConnectionFacts facts = JdbcUrl.parse(url);
        if (!facts.isUnknown()) {
            return facts;
        }
        ConnectionFacts inner = call.inner;
        if (inner != null) {
            return inner;
        }
        ConnectionFacts byClass = KnownObjects.ofClass(connection);
        return byClass.isUnknown() ? facts : byClass;
    }
}
