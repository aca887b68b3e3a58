package io.indelible.agent.engine.metrics;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Metric;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one figure: the key by which it is found. One mutable set is filled again and again for looking up; what is
 * kept as a key is a {@link #copy}.
 */
final class TagSet implements AttributeWriter {
    private static final int MOST = 12;

    private Metric metric = Metric.FILE_OPERATION_DURATION;
    private final String[] names = new String[MOST];
    /** The text of a tag; null where the tag is a number. */
    private final @Nullable String[] texts = new String[MOST];

    private final long[] numbers = new long[MOST];
    private int size;

    /** Empties the set for this metric. */
    void reset(Metric of) {
        metric = of;
        size = 0;
    }

    Metric metric() {
        return metric;
    }

    int size() {
        return size;
    }

    String name(int index) {
        return names[index];
    }

    @Nullable
    String text(int index) {
        return texts[index];
    }

    long number(int index) {
        return numbers[index];
    }

    /** A copy that will not change. */
    TagSet copy() {
        TagSet copy = new TagSet();
        copy.metric = metric;
        copy.size = size;
        System.arraycopy(names, 0, copy.names, 0, size);
        System.arraycopy(texts, 0, copy.texts, 0, size);
        System.arraycopy(numbers, 0, copy.numbers, 0, size);
        return copy;
    }

    @Override
    public void put(String name, @Nullable String value) {
        if (value != null) {
            add(name, value, 0);
        }
    }

    @Override
    public void put(String name, long value) {
        add(name, null, value);
    }

    @Override
    public void put(String name, boolean value) {
        add(name, value ? "true" : "false", 0);
    }

    private void add(String name, @Nullable String text, long number) {
        if (size < MOST) {
            names[size] = name;
            texts[size] = text;
            numbers[size] = number;
            size++;
        }
    }

    @Override
    public int hashCode() {
        int hash = metric.ordinal();
        for (int i = 0; i < size; i++) {
            String text = texts[i];
            hash = 31 * hash + (text == null ? Long.hashCode(numbers[i]) : text.hashCode());
        }
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TagSet that && metric == that.metric && size == that.size && sameTags(that);
    }

    private boolean sameTags(TagSet that) {
        for (int i = 0; i < size; i++) {
            if (numbers[i] != that.numbers[i]
                    || !names[i].equals(that.names[i])
                    || !Objects.equals(texts[i], that.texts[i])) {
                return false;
            }
        }
        return true;
    }
}
