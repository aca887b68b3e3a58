package io.indelible.exporter.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response of a bounded length: OTLP says 4 MiB, so that a wrong server cannot fill our memory. Called by one thread
 * of the HTTP client at a time.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
    static final int MAX_BYTES = 4 << 20;

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer each : buffers) {
            byte[] bytes = new byte[each.remaining()];
            each.get(bytes);
            received.writeBytes(bytes);
        }
        if (received.size() > MAX_BYTES) {
            refuse();
        }
    }

    @Override
    public void onError(Throwable trouble) {
        body.completeExceptionally(trouble);
    }

    @Override
    public void onComplete() {
        body.complete(received.toByteArray());
    }

    private void refuse() {
        received.reset();
        if (subscription != null) {
            subscription.cancel();
        }
        body.completeExceptionally(new TooLongException());
    }

    /** The response is longer than it may be. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("a response of more than " + MAX_BYTES + " bytes");
        }
    }
}
