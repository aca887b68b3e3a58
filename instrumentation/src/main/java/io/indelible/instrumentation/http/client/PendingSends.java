package io.indelible.instrumentation.http.client;

import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.WeakIdentityMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous operations that wait for their response, by the request object that is on the wire. Found by
 * identity, so it needs no header and survives those that the application sets; see RATIONALE.md.
 */
final class PendingSends {
    private final WeakIdentityMap<Object, SendCompletion> byRequest = new WeakIdentityMap<>();

    /** The operation goes out as this request. */
    void sent(Object request, SendCompletion completion) {
        byRequest.put(request, completion);
    }

    /** {@code request} takes the place of {@code previous} on the wire. */
    void follow(@Nullable Object request, @Nullable Object previous) {
        SendCompletion completion = previous == null ? null : byRequest.remove(previous);
        if (completion != null && request != null) {
            byRequest.put(request, completion);
        }
    }

    /** Shows the operations. */
    void forEach(Consumer<? super Operation> visitor) {
        byRequest.forEach(completion -> visitor.accept(completion.operation()));
    }

    /** A response exists; the answer to a request that has been followed by another is none. */
    void answered(@Nullable Object response, @Nullable Object request) {
        SendCompletion completion = request == null ? null : byRequest.remove(request);
        if (completion != null) {
            completion.accept(response, null);
        }
    }
}
