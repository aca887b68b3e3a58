package io.indelible.instrumentation.http;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The request methods that are named as they are; any other would make names and tags without bound, for a client may
 * send whatever it likes. Case-sensitive, as methods are.
 */
public final class HttpMethods {
    private static final String DEFAULT = "CONNECT,DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT,TRACE";
    private static final String OTHER = "_OTHER";

    private final Set<String> known;

    private HttpMethods(Set<String> known) {
        this.known = known;
    }

    /** The methods of a comma list, which replaces the known ones; null or blank for the usual ones. */
    static HttpMethods of(@Nullable String list) {
        String methods = list == null || list.isBlank() ? DEFAULT : list;
        return new HttpMethods(Arrays.stream(methods.split(","))
                .map(String::strip)
                .filter(method -> !method.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether the method is named as it is. */
    public boolean isKnown(String method) {
        return known.contains(method);
    }

    /** The method as {@code http.request.method}. */
    public String attribute(String method) {
        return isKnown(method) ? method : OTHER;
    }

    /** The method as the first word of a span's name. */
    public String word(String method) {
        return isKnown(method) ? method : "HTTP";
    }
}
