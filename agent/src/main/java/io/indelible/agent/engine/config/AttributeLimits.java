package io.indelible.agent.engine.config;

/**
 * Limits of what a span may hold.
 *
 * @param valueLength characters of one text; {@link Integer#MAX_VALUE} for no limit
 * @param attributes attributes of a span
 * @param events events of a span
 * @param links links of a span
 */
public record AttributeLimits(int valueLength, int attributes, int events, int links) {
    static AttributeLimits read(SettingReader reader) {
        long value = reader.number(Setting.ATTRIBUTE_VALUE_LIMIT);
        long spanValue = reader.number(Setting.SPAN_ATTRIBUTE_VALUE_LIMIT);
        long count = reader.number(Setting.ATTRIBUTE_COUNT_LIMIT);
        long spanCount = reader.number(Setting.SPAN_ATTRIBUTE_COUNT_LIMIT);
        return new AttributeLimits(
                limit(spanValue, value),
                limit(spanCount, count),
                (int) reader.number(Setting.SPAN_EVENT_COUNT_LIMIT),
                (int) reader.number(Setting.SPAN_LINK_COUNT_LIMIT));
    }

    private static int limit(long own, long general) {
        long limit = own < 0 ? general : own;
        return limit < 0 ? Integer.MAX_VALUE : (int) limit;
    }
}
