package io.indelible.exporter.otlp;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * The body of a request in one piece. The JDK's own publisher copies an array into pieces of 16 KiB, and each takes the whole
 * way through the client, which in an agent that sends twice a second is never compiled.
 */
final class WholeBody implements BodyPublisher {
    private final byte[] bytes;
    private final int length;

    /**
     * A body.
     *
     * @param bytes not to be changed until the answer is there
     */
    WholeBody(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new OnePiece(subscriber, ByteBuffer.wrap(bytes, 0, length)));
    }

    /** Reactive Streams, section 3: the piece is given when it is asked for, once, and then the end. */
    private static final class OnePiece implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final ByteBuffer piece;
        private volatile boolean done;

        OnePiece(Flow.Subscriber<? super ByteBuffer> subscriber, ByteBuffer piece) {
            this.subscriber = subscriber;
            this.piece = piece;
        }

        @Override
        public void request(long count) {
            if (done) {
                return;
            }
            done = true;
            if (count <= 0) {
                subscriber.onError(new IllegalArgumentException("asked for " + count + " pieces"));
                return;
            }
            subscriber.onNext(piece);
            subscriber.onComplete();
        }

        @Override
        public void cancel() {
            done = true;
        }
    }
}
