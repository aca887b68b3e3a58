package io.indelible.instrumentation.jdbc;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The texts seen lately, so that each is read once. Bounded by two generations: when the young one is full it becomes
 * the old one and what was old is dropped, so a stream of texts that each occur once never drives out what is in use for
 * good, and a hit takes no lock.
 */
final class SqlTexts {
    private static final int GENERATION = 500;
    private static final int LONGEST_KEY = 2048;

    private final SqlSyntax syntax;
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    SqlTexts(SqlSyntax syntax) {
        this.syntax = syntax;
    }

    /** What may be said of the text. A hit allocates nothing. */
    SqlText of(String sql) {
        Generations seen = generations;
        SqlText text = seen.young.get(sql);
        return text != null ? text : ofOlder(seen, sql);
    }

    /** How many texts are held. */
    int size() {
        Generations seen = generations;
        return seen.young.size() + seen.old.size();
    }

    private SqlText ofOlder(Generations seen, String sql) {
        @Nullable SqlText text = seen.old.get(sql);
        if (text == null) {
            text = new SqlScanner(sql, syntax).scan();
        }
        if (sql.length() <= LONGEST_KEY) {
            remember(seen, sql, text);
        }
        return text;
    }

    private void remember(Generations seen, String sql, SqlText text) {
        Generations target = seen;
        if (seen.young.size() >= GENERATION) {
            target = new Generations(new ConcurrentHashMap<>(), seen.young);
            // Of two threads that race here one loses a few texts, which are read again.
            generations = target;
        }
        target.young.put(sql, text);
    }

    private record Generations(ConcurrentHashMap<String, SqlText> young, ConcurrentHashMap<String, SqlText> old) {}
}
