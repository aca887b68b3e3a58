package io.indelible.benchmarks.compare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/** The traces of which anything arrived, whatever the form it came in. Any thread. */
final class TraceIds {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> ids = new HashSet<>();
    private long unnamed;

    synchronized long count() {
        return ids.size() + unnamed;
    }

    synchronized void clear() {
        ids.clear();
        unnamed = 0;
    }

    /** Traces that are only counted. */
    synchronized void add(long count) {
        unnamed += count;
    }

    /** JSON documents one after the other, each with trace ids anywhere in it, by the names OTLP and Elastic have for it. */
    void addJson(InputStream json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && isTraceId(parser.currentName())) {
                    add(parser.getText());
                }
            }
        }
    }

    void addJson(byte[] json) throws IOException {
        addJson(new ByteArrayInputStream(json));
    }

    private static boolean isTraceId(String name) {
        return "traceId".equals(name) || "trace_id".equals(name);
    }

    private synchronized void add(String id) {
        ids.add(id);
    }

    /** An OTLP request without decoding more of it than needed: resource_spans 1, scope_spans 2, spans 2, trace_id 1. */
    void addOtlp(byte[] request) {
        new Request(request).read(request.length, 0);
    }

    private final class Request {
        private static final int[] PATH = {1, 2, 2, 1};
        private final byte[] bytes;
        private int at;

        Request(byte[] bytes) {
            this.bytes = bytes;
        }

        void read(int end, int depth) {
            while (at < end) {
                long tag = varint();
                if ((tag & 7) != 2) {
                    skip((int) (tag & 7));
                    continue;
                }
                int length = (int) varint();
                int next = at + length;
                if ((tag >>> 3) == PATH[depth]) {
                    take(next, depth);
                }
                at = next;
            }
        }

        private void take(int end, int depth) {
            if (depth < PATH.length - 1) {
                read(end, depth + 1);
                return;
            }
            StringBuilder id = new StringBuilder();
            for (int i = at; i < end; i++) {
                id.append((char) (bytes[i] & 0xff));
            }
            add(id.toString());
        }

        private void skip(int wireType) {
            switch (wireType) {
                case 0 -> varint();
                case 1 -> at += 8;
                case 5 -> at += 4;
                default -> throw new IllegalArgumentException("wire type " + wireType);
            }
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }
    }
}
