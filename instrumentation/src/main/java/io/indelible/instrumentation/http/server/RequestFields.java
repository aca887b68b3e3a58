package io.indelible.instrumentation.http.server;

import com.sun.net.httpserver.Headers;
import io.indelible.instrumentation.Operations.FieldGetter;
import org.jspecify.annotations.Nullable;

/** Reads propagation fields from request headers, which look names up in any case. */
enum RequestFields implements FieldGetter<Headers> {
    /** The only one. */
    INSTANCE;

    @Override
    public Iterable<String> fields(Headers carrier) {
        return carrier.keySet();
    }

    @Override
    public @Nullable String get(Headers carrier, String field) {
        return carrier.getFirst(field);
    }
}
