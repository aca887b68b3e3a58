package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.Operations;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The texts seen lately, by how they are to be read, and whether they may be shown as they are. */
final class Texts {
    private static final String[] MASKING = {
        "otel.instrumentation.jdbc.query-sanitization.enabled",
        "otel.instrumentation.common.db.query-sanitization.enabled",
        "otel.instrumentation.common.db-statement-sanitizer.enabled",
    };

    private final AtomicReferenceArray<@Nullable SqlTexts> bySyntax =
            new AtomicReferenceArray<>(SqlSyntax.values().length);
    private final boolean masked;

    Texts(boolean masked) {
        this.masked = masked;
    }

    /** As configured by OpenTelemetry's settings, of which the most specific wins. */
    static Texts configured(Operations operations) {
        for (String property : MASKING) {
            String value = operations.setting(property);
            if (value != null) {
                return new Texts(!value.strip().equalsIgnoreCase("false"));
            }
        }
        return new Texts(true);
    }

    SqlText of(DatabaseSystem system, String sql) {
        int index = system.syntax.ordinal();
        SqlTexts texts = bySyntax.get(index);
        if (texts == null) {
            bySyntax.compareAndSet(index, null, new SqlTexts(system.syntax));
            texts = bySyntax.get(index);
        }
        return texts == null ? new SqlScanner(sql, system.syntax).scan() : texts.of(sql);
    }

    /** What is recorded of a text; null for what is no query. */
    @Nullable
    String recorded(SqlText text, boolean prepared) {
        return masked ? text.recorded(prepared) : SqlText.cut(text.original());
    }
}
