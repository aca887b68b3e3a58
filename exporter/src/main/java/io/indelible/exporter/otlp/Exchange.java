package io.indelible.exporter.otlp;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request on its way. Used by the export thread, but for {@link #giveUp}. */
final class Exchange {
    /** How many records are in it. */
    final int count;

    private final CompletableFuture<OtlpResponse> answer;
    private final long timeoutMillis;
    private final long start = System.nanoTime();

    Exchange(CompletableFuture<OtlpResponse> answer, int count, long timeoutMillis) {
        this.answer = answer;
        this.count = count;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * Waits for the answer.
     *
     * @param patienceMillis how long at most
     * @param last whether nobody will ask again
     * @return null when it is not there and there still is time
     * @throws IOException when there will be none
     */
    @Nullable
    OtlpResponse await(long patienceMillis, boolean last) throws IOException, InterruptedException {
        long left = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        try {
            return answer.get(Math.max(0, Math.min(left, patienceMillis)), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (left > patienceMillis && !last) {
                return null;
            }
            giveUp();
            throw new LateException(timeoutMillis, e);
        } catch (CancellationException e) {
            throw new IOException("no response before the end of the process", e);
        } catch (ExecutionException e) {
            throw io(e.getCause());
        }
    }

    /** Ends the request; does nothing to one that is answered. Any thread. */
    void giveUp() {
        answer.cancel(true);
    }

    /** No answer in all the time that there is for one. */
    @SuppressWarnings("serial") // nobody writes it
    static final class LateException extends IOException {
        LateException(long timeoutMillis, TimeoutException cause) {
            super("no response within " + timeoutMillis + " ms", cause);
        }
    }

    private static IOException io(@Nullable Throwable cause) {
        Throwable trouble = cause instanceof CompletionException wrapped ? wrapped.getCause() : cause;
        return trouble instanceof IOException io ? io : new IOException(trouble);
    }
}
