package io.indelible.instrumentation.http.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.instrumentation.http.EndedSpan;
import io.indelible.instrumentation.http.HttpConventions;
import io.indelible.instrumentation.http.RecordingOperations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of events of an asynchronous request, which a real client does not let one choose. */
final class SendAsyncTest {
    private final RecordingOperations operations = new RecordingOperations();
    private final PendingSends pending = new PendingSends();
    private final SendAsyncHandler handler = new SendAsyncHandler(operations, HttpConventions.of(operations));
    private final HeadersHandler headers = new HeadersHandler(operations, pending);
    private final CompletableFuture<String> future = new CompletableFuture<>();
    private final HttpRequest wire =
            HttpRequest.newBuilder(URI.create("http://localhost/")).build();
    private Object begun = new Object();

    @BeforeEach
    void send() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://[::1]/a")).build();
        begun = requireNonNull(handler.begin(null, request, null));
    }

    private Map<String, List<String>> sendHeaders(Map<String, List<String>> theirs) {
        Object replaced = headers.replace(wire, HttpHeaders.of(theirs, (name, value) -> true));
        return ((HttpHeaders) requireNonNull(replaced)).map();
    }

    private EndedSpan onlySpan() throws InterruptedException {
        List<EndedSpan> ended = operations.takeEnded();
        assertThat(ended).hasSize(1);
        return ended.get(0);
    }

    @Test
    void request_isCurrent_untilItHasHeaders() {
        assertThat(operations.current()).isSameAs(begun);
        sendHeaders(Map.of());
        assertThat(operations.current()).isNull();
    }

    @Test
    void request_isNotCurrent_afterTheCallFailedEarly() {
        handler.end(begun, future, null);
        assertThat(operations.current()).isNull();
    }

    @Test
    void response_endsTheOperation_beforeTheFutureIsComplete() {
        sendHeaders(Map.of());
        handler.end(begun, future, null);
        pending.answered(new Object(), wire);
        assertThat(operations.open()).isZero();
    }

    @Test
    void response_mayArrive_beforeTheCallReturns() throws InterruptedException {
        sendHeaders(Map.of());
        pending.answered(new Object(), wire);
        handler.end(begun, future, null);
        future.completeExceptionally(new IOException());
        assertThat(onlySpan().error()).isEmpty();
    }

    @Test
    void followedResponse_endsNothing() {
        sendHeaders(Map.of());
        handler.end(begun, future, null);
        pending.follow(new Object(), wire);
        pending.answered(new Object(), wire);
        assertThat(operations.open()).isOne();
    }

    @Test
    void future_endsTheOperation_whenNoResponseWasSeen() {
        handler.end(begun, future, null);
        future.complete("done");
        assertThat(operations.open()).isZero();
    }

    @Test
    void wrappedFailure_isItsCause() throws InterruptedException {
        handler.end(begun, future, null);
        future.completeExceptionally(new CompletionException(new IOException()));
        assertThat(onlySpan().error()).isEqualTo("java.io.IOException");
    }

    @Test
    void thrownByTheCall_endsTheOperation() throws InterruptedException {
        handler.end(begun, null, new IllegalArgumentException());
        assertThat(onlySpan().error()).isEqualTo("java.lang.IllegalArgumentException");
    }

    @Test
    void defaultPort_isFilledIn() throws InterruptedException {
        handler.end(begun, future, null);
        future.complete("done");
        assertThat(onlySpan().attributes())
                .containsEntry("server.address", "::1")
                .containsEntry("server.port", "443");
    }

    @Test
    void headers_keepTheirsAndGainOurs() {
        assertThat(sendHeaders(Map.of("Accept", List.of("a", "b"))))
                .containsEntry("Accept", List.of("a", "b"))
                .containsKey("traceparent");
    }

    @Test
    void headers_areTheSame_whenTheApplicationSetItsParent() {
        assertThat(sendHeaders(Map.of("TRACEPARENT", List.of("own")))).containsOnlyKeys("TRACEPARENT");
    }
}
