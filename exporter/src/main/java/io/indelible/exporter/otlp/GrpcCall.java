package io.indelible.exporter.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** One unary call: a message out, a message and a status back. Its methods belong to the thread of the reactor. */
final class GrpcCall implements AsyncClientExchangeHandler {
    /** Before each message: whether it is compressed, and its length. */
    static final int PREFIX = 5;

    /** The answer; completed with an {@link IOException} when there is none. */
    final CompletableFuture<OtlpResponse> answer = new CompletableFuture<>();

    private final HttpRequest request;
    private final ByteBuffer prefix;
    private final ByteBuffer message;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private @Nullable HttpResponse head;

    GrpcCall(HttpRequest request, boolean compressed, byte[] bytes, int length) {
        this.request = request;
        prefix = ByteBuffer.allocate(PREFIX)
                .put((byte) (compressed ? 1 : 0))
                .putInt(length)
                .flip();
        message = ByteBuffer.wrap(bytes, 0, length);
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        channel.sendRequest(request, new BasicEntityDetails(available(), null), context);
    }

    @Override
    public int available() {
        return prefix.remaining() + message.remaining();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        if (prefix.hasRemaining()) {
            channel.write(prefix);
        }
        if (!prefix.hasRemaining() && message.hasRemaining()) {
            channel.write(message);
        }
        if (available() == 0) {
            channel.endStream();
        }
    }

    @Override
    public void consumeInformation(HttpResponse response, HttpContext context) {}

    @Override
    public void consumeResponse(HttpResponse response, @Nullable EntityDetails entity, HttpContext context) {
        head = response;
        if (entity == null) {
            end(List.of());
        }
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        received.writeBytes(bytes);
        if (received.size() > BoundedBody.MAX_BYTES) {
            received.reset();
            answer.completeExceptionally(new BoundedBody.TooLongException());
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        end(trailers == null ? List.of() : trailers);
    }

    @Override
    public void failed(Exception cause) {
        answer.completeExceptionally(cause instanceof IOException ? cause : new IOException(cause));
    }

    @Override
    public void cancel() {
        failed(new IOException("the connection was closed"));
    }

    @Override
    public void releaseResources() {
        cancel(); // does nothing to one that is complete
    }

    private void end(List<? extends Header> trailers) {
        HttpResponse response = head;
        if (response != null) {
            answer.complete(GrpcAnswer.of(response, trailers, received.toByteArray()));
        }
    }
}
