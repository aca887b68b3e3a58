package io.indelible.benchmarks.compare;

/** Counts the spans of an OTLP request without decoding them: resource_spans 1, scope_spans 2, spans 2. */
final class SpanCount {
    private final byte[] bytes;
    private int at;

    private SpanCount(byte[] bytes) {
        this.bytes = bytes;
    }

    static long of(byte[] request) {
        return new SpanCount(request).count(request.length, 0);
    }

    private static final int[] PATH = {1, 2, 2};

    private long count(int end, int depth) {
        long spans = 0;
        while (at < end) {
            long tag = varint();
            int field = (int) (tag >>> 3);
            if ((tag & 7) != 2) {
                skip((int) (tag & 7));
                continue;
            }
            int length = (int) varint();
            int next = at + length;
            if (field == PATH[depth]) {
                spans += depth == PATH.length - 1 ? 1 : count(next, depth + 1);
            }
            at = next;
        }
        return spans;
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
