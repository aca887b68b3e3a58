package io.indelible.instrumentation.jdbc;

/** The words that steer {@link SqlSummary}. A constant's name is its spelling. */
enum SqlKeyword {
    NONE(Role.NAME),
    SELECT(Role.SELECT),
    WITH(Role.WITH),
    FROM(Role.FROM),
    JOIN(Role.JOIN),
    STRAIGHT_JOIN(Role.JOIN),
    INTO(Role.INTO),
    USING(Role.USING),
    DISTINCT(Role.DISTINCT),

    INSERT(Role.CHANGE),
    UPDATE(Role.CHANGE),
    DELETE(Role.CHANGE),
    MERGE(Role.CHANGE),
    REPLACE(Role.CHANGE),
    UPSERT(Role.CHANGE),
    TRUNCATE(Role.CHANGE),

    CREATE(Role.DEFINITION),
    ALTER(Role.DEFINITION),
    DROP(Role.DEFINITION),

    TABLE(Role.OBJECT),
    INDEX(Role.OBJECT),
    VIEW(Role.OBJECT),
    DATABASE(Role.OBJECT),
    SCHEMA(Role.OBJECT),
    SEQUENCE(Role.OBJECT),
    USER(Role.OBJECT),
    ROLE(Role.OBJECT),
    LOGIN(Role.OBJECT),
    DOMAIN(Role.OBJECT),
    EXTENSION(Role.OBJECT),
    SYNONYM(Role.OBJECT),
    TABLESPACE(Role.OBJECT),
    POLICY(Role.OBJECT),
    CATALOG(Role.OBJECT),
    PROCEDURE(Role.ROUTINE),
    PROC(Role.ROUTINE),
    FUNCTION(Role.ROUTINE),
    TRIGGER(Role.ROUTINE),
    PACKAGE(Role.ROUTINE),
    TYPE(Role.ROUTINE),
    EVENT(Role.ROUTINE),
    ALIAS(Role.ROUTINE),
    AGGREGATE(Role.ROUTINE),
    RULE(Role.ROUTINE),

    CALL(Role.CALL),
    EXEC(Role.CALL),
    EXECUTE(Role.CALL),
    IMMEDIATE(Role.NAME),

    UNION(Role.COMBINATION),
    EXCEPT(Role.COMBINATION),
    INTERSECT(Role.COMBINATION),
    MINUS(Role.COMBINATION),

    SET(Role.SET),
    WHERE(Role.END_OF_TABLES),
    GROUP(Role.END_OF_TABLES),
    ORDER(Role.END_OF_TABLES),
    HAVING(Role.END_OF_TABLES),
    LIMIT(Role.END_OF_TABLES),
    OFFSET(Role.END_OF_TABLES),
    FETCH(Role.END_OF_TABLES),
    FOR(Role.END_OF_TABLES),
    WINDOW(Role.END_OF_TABLES),
    QUALIFY(Role.END_OF_TABLES),
    RETURNING(Role.END_OF_TABLES),
    CONNECT(Role.END_OF_TABLES),
    WHEN(Role.END_OF_TABLES),
    OPTION(Role.END_OF_TABLES),
    DUPLICATE(Role.END_OF_TABLES),
    CONFLICT(Role.END_OF_TABLES),
    VALUES(Role.END_OF_TABLES),

    ON(Role.STOP_NAME),
    AUTHORIZATION(Role.STOP_NAME),
    OUTFILE(Role.STOP_NAME),
    DUMPFILE(Role.STOP_NAME),

    IF(Role.FILLER),
    NOT(Role.FILLER),
    EXISTS(Role.FILLER),
    ONLY(Role.FILLER),
    CONCURRENTLY(Role.FILLER),
    BODY(Role.FILLER),
    LATERAL(Role.FILLER),
    OR(Role.FILLER),
    ALL(Role.FILLER),
    IGNORE(Role.FILLER),
    OVERWRITE(Role.FILLER),
    LOW_PRIORITY(Role.FILLER),
    HIGH_PRIORITY(Role.FILLER),
    DELAYED(Role.FILLER),
    QUICK(Role.FILLER),
    TOP(Role.FILLER),

    EXPLAIN(Role.PREFIX),
    BEGIN(Role.PREFIX),
    DECLARE(Role.PREFIX),

    ABORT(Role.COMMAND),
    ANALYZE(Role.COMMAND),
    ATTACH(Role.COMMAND),
    BACKUP(Role.COMMAND),
    CHECKPOINT(Role.COMMAND),
    COMMENT(Role.COMMAND),
    COMMIT(Role.COMMAND),
    COPY(Role.COMMAND),
    DEALLOCATE(Role.COMMAND),
    DESCRIBE(Role.COMMAND),
    DETACH(Role.COMMAND),
    DISCARD(Role.COMMAND),
    DO(Role.COMMAND),
    FLUSH(Role.COMMAND),
    GRANT(Role.COMMAND),
    KILL(Role.COMMAND),
    LISTEN(Role.COMMAND),
    LOAD(Role.COMMAND),
    LOCK(Role.COMMAND),
    NOTIFY(Role.COMMAND),
    OPTIMIZE(Role.COMMAND),
    PRAGMA(Role.COMMAND),
    PREPARE(Role.COMMAND),
    REFRESH(Role.COMMAND),
    REINDEX(Role.COMMAND),
    RELEASE(Role.COMMAND),
    RESET(Role.COMMAND),
    RESTORE(Role.COMMAND),
    REVOKE(Role.COMMAND),
    ROLLBACK(Role.COMMAND),
    RUNSCRIPT(Role.COMMAND),
    SAVEPOINT(Role.COMMAND),
    SCRIPT(Role.COMMAND),
    SHOW(Role.COMMAND),
    SHUTDOWN(Role.COMMAND),
    START(Role.COMMAND),
    UNLOCK(Role.COMMAND),
    USE(Role.COMMAND),
    VACUUM(Role.COMMAND),

    TRUE(Role.TRUTH),
    FALSE(Role.TRUTH);

    /** What a keyword does. */
    enum Role {
        /** Nothing: it may be a name. */
        NAME,
        SELECT,
        WITH,
        FROM,
        JOIN,
        INTO,
        USING,
        DISTINCT,
        /** Changes rows; an operation only where a statement begins. */
        CHANGE,
        /** Creates, alters or drops something. */
        DEFINITION,
        /** What can be created. */
        OBJECT,
        /** What can be created and holds statements of its own. */
        ROUTINE,
        CALL,
        /** Joins the rows of two queries. */
        COMBINATION,
        SET,
        /** No table follows a comma after this. */
        END_OF_TABLES,
        /** Stands where a name could, but there is none. */
        STOP_NAME,
        /** Stands between an operation and its target. */
        FILLER,
        /** A statement follows. */
        PREFIX,
        /** A whole statement of which only this word counts. */
        COMMAND,
        /** A literal. */
        TRUTH
    }

    private static final int SLOTS = 512;
    private static final SqlKeyword[] TABLE_OF_WORDS = table();

    final Role role;

    SqlKeyword(Role role) {
        this.role = role;
    }

    /** The keyword at this place of the text in any case; {@link #NONE} when it is none. Allocates nothing. */
    static SqlKeyword of(String sql, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + (sql.charAt(i) & ~0x20);
        }
        for (int slot = slot(hash); TABLE_OF_WORDS[slot] != NONE; slot = (slot + 1) % SLOTS) {
            String word = TABLE_OF_WORDS[slot].name();
            if (word.length() == end - start && word.regionMatches(true, 0, sql, start, end - start)) {
                return TABLE_OF_WORDS[slot];
            }
        }
        return NONE;
    }

    private static SqlKeyword[] table() {
        SqlKeyword[] table = new SqlKeyword[SLOTS];
        java.util.Arrays.fill(table, NONE);
        for (SqlKeyword keyword : values()) {
            if (keyword != NONE) {
                put(table, keyword);
            }
        }
        return table;
    }

    private static void put(SqlKeyword[] table, SqlKeyword keyword) {
        int hash = 0;
        for (int i = 0; i < keyword.name().length(); i++) {
            hash = hash * 31 + (keyword.name().charAt(i) & ~0x20);
        }
        int slot = slot(hash);
        while (table[slot] != NONE) {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = keyword;
    }

    private static int slot(int hash) {
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }
}
