package io.indelible.instrumentation.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.TraceContext;
import java.lang.reflect.Proxy;
import java.net.URLPermission;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ContextFieldsTest {
    private final Map<String, String> request = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private void inject(String... fields) {
        new Request().inject(injecting(fields), new TraceContext());
    }

    /** An engine that injects these fields. */
    @SuppressWarnings("unchecked")
    private static Operations injecting(String... fields) {
        return (Operations) Proxy.newProxyInstance(
                ContextFieldsTest.class.getClassLoader(),
                new Class<?>[] {Operations.class},
                (proxy, method, arguments) -> {
                    for (String field : fields) {
                        ((Operations.FieldSetter<Object>) arguments[2]).set(arguments[1], field, "ours");
                    }
                    return null;
                });
    }

    @Test
    void fields_areAdded() {
        inject("traceparent", "baggage");
        assertThat(request).containsOnlyKeys("traceparent", "baggage");
    }

    @Test
    void baggage_ofTheApplicationStays() {
        request.put("Baggage", "theirs");
        inject("traceparent", "baggage");
        assertThat(request).containsEntry("baggage", "theirs").containsEntry("traceparent", "ours");
    }

    @Test
    void oneFieldOfAnotherContext_keepsAllOfOursOut() {
        request.put("X-B3-SpanId", "theirs");
        inject("X-B3-TraceId", "X-B3-SpanId", "baggage");
        assertThat(request).containsOnlyKeys("X-B3-SpanId");
    }

    private final class Request extends ContextFields {
        @Override
        protected boolean has(String field) {
            return request.containsKey(field);
        }

        @Override
        protected void add(String field, String value) {
            request.put(field, value);
        }

        @Override
        protected URLPermission permission(String names) {
            return new URLPermission("http://localhost/", "GET:" + names);
        }
    }
}
