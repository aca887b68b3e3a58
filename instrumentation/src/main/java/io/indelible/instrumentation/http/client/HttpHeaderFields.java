package io.indelible.instrumentation.http.client;

import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.http.ContextFields;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Propagation fields for immutable {@code HttpHeaders}: they are copied only when there is something to add. */
final class HttpHeaderFields extends ContextFields {
    private final HttpHeaders theirs;
    private @Nullable Map<String, List<String>> all;

    private HttpHeaderFields(HttpHeaders theirs) {
        this.theirs = theirs;
    }

    /** The headers with the context's fields; the headers themselves when nothing is added. */
    static Object extend(Object headers, Operations operations, TraceContext context) {
        HttpHeaderFields fields = new HttpHeaderFields((HttpHeaders) headers);
        fields.inject(operations, context);
        return fields.all == null ? headers : HttpHeaders.of(fields.all, (name, value) -> true);
    }

    @Override
    protected boolean has(String field) {
        return theirs.map().containsKey(field);
    }

    @Override
    protected void add(String field, String value) {
        if (all == null) {
            all = new HashMap<>(theirs.map()); // no name of ours is in there, in whatever case
        }
        all.put(field, List.of(value));
    }
}
