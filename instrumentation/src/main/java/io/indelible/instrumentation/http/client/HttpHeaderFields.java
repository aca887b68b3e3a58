package io.indelible.instrumentation.http.client;

import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.http.ContextFields;
import java.net.URI;
import java.net.URLPermission;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Propagation fields for immutable {@code HttpHeaders}: they are copied only when there is something to add. */
final class HttpHeaderFields extends ContextFields {
    private final HttpRequest request;
    private final HttpHeaders theirs;
    private @Nullable Map<String, List<String>> all;

    private HttpHeaderFields(HttpRequest request, HttpHeaders theirs) {
        this.request = request;
        this.theirs = theirs;
    }

    /** The headers with the context's fields; the headers themselves when nothing is added. */
    static Object extend(Object request, Object headers, Operations operations, TraceContext context) {
        HttpHeaderFields fields = new HttpHeaderFields((HttpRequest) request, (HttpHeaders) headers);
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

    @Override
    protected URLPermission permission(String names) {
        URI uri = request.uri();
        return new URLPermission(
                uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath(), request.method() + ":" + names);
    }
}
