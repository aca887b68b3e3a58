package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.Handlers.CallHandler;
import org.jspecify.annotations.Nullable;

/**
 * {@code createStatement}, {@code prepareStatement} and {@code prepareCall}: no operations, but where a statement meets
 * its connection and its text. Allocates the open call, the facts and a weak entry for each statement.
 */
final class CreationHandler implements CallHandler {
    private final KnownObjects known;
    private final OpenCalls openCalls;

    CreationHandler(KnownObjects known, OpenCalls openCalls) {
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
        if (result == null) {
            return;
        }
        ConnectionFacts facts = facts(call, result);
        // One overload calls the next: the statement is the same and so is what is known of it.
        if (call.returned != result) {
            known.statement(result, new StatementFacts(call.text, facts));
        }
        call.tellOuter(facts, result);
    }

    private ConnectionFacts facts(OpenCall call, Object statement) {
        Object connection = call.self;
        ConnectionFacts own = connection == null ? null : known.ofConnection(connection);
        // What the call passed on to is nearer to the database than what was known of the wrapper.
        ConnectionFacts inner = call.inner;
        if (inner != null) {
            return inner;
        }
        return own != null ? own : KnownObjects.ofClass(statement);
    }
}
