package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.jdbc.SqlKeyword.Role;
import org.jspecify.annotations.Nullable;

/**
 * Collects operations and their targets in source order, {@code SELECT orders customers}, from the tokens that
 * {@link SqlScanner} finds. No parser: it knows where a table may be named and is silent where it is not sure.
 *
 * <p>What is true of each level of parentheses is one bit of a {@code long}, so nothing is allocated but the result.
 */
final class SqlSummary {
    private static final int DEEPEST = 63;

    /** What the next name would be. */
    private enum Expected {
        NOTHING,
        /** A table in a list of tables. */
        TABLE,
        /** The target of a change. */
        TARGET,
        /** What kind of thing is created. */
        KIND,
        /** The name of what is created. */
        OBJECT,
        PROCEDURE
    }

    private final String sql;
    private final SqlSyntax syntax;
    private final SummaryText summary;
    private Expected expected = Expected.NOTHING;
    private int depth;
    /** By level: a query or change whose FROM is still to come. */
    private long fromPending;
    /** By level: after a comma comes a table. */
    private long tableList;
    /** By level: WITH was read, so a change may begin after a parenthesis. */
    private long with;
    /** By level: USING names a table, not columns. */
    private long usingNamesTable;

    private boolean atStart = true;
    private boolean braceAtStart;
    private boolean escapedCall;
    private boolean combining;
    private boolean skipStatement;
    private boolean stopped;
    private boolean holdsStatements;
    private SqlKeyword previous = SqlKeyword.NONE;

    private int calls;

    SqlSummary(String sql, SqlSyntax syntax) {
        this.sql = sql;
        summary = new SummaryText(sql);
        this.syntax = syntax;
    }

    /** The summary; null when it is empty. */
    @Nullable
    String text() {
        return summary.text();
    }

    /** The procedure that is called; null when there is none or there are several. */
    @Nullable
    String procedure() {
        return calls == 1 ? summary.procedure() : null;
    }

    /** Whether JDBC's call syntax was used. */
    boolean isEscapedCall() {
        return escapedCall;
    }

    /** Whether what begins at this place would be taken as a name. */
    boolean expectsName(int position) {
        return !isStopped()
                && ((expected != Expected.NOTHING && expected != Expected.KIND) || summary.expectsPart(position));
    }

    private boolean isStopped() {
        return stopped || summary.isFull();
    }

    /** Nothing that follows can be understood. */
    void stop() {
        stopped = true;
    }

    void word(int start, int end) {
        if (isStopped() || continuesName(start, end) || skipStatement) {
            return;
        }
        SqlKeyword keyword = SqlKeyword.of(sql, start, end);
        boolean started = atStart;
        atStart = false;
        switch (expected) {
            case NOTHING -> clause(keyword, started, start, end);
            case TABLE -> table(keyword, start, end);
            case TARGET -> target(keyword, start, end);
            case KIND -> kind(keyword, start, end);
            case OBJECT -> object(keyword, start, end);
            case PROCEDURE -> procedure(keyword, start, end);
        }
        previous = keyword;
    }

    void quotedName(int start, int end) {
        if (isStopped() || continuesName(start, end) || skipStatement) {
            return;
        }
        atStart = false;
        previous = SqlKeyword.NONE;
        switch (expected) {
            case TABLE, TARGET -> name(start, end);
            case OBJECT -> object(SqlKeyword.NONE, start, end);
            case PROCEDURE -> procedure(SqlKeyword.NONE, start, end);
            case NOTHING, KIND -> {}
        }
    }

    /** A string in single quotes: some products let one name a table. */
    void string(int start, int end) {
        if (!isStopped()
                && !skipStatement
                && expected == Expected.TABLE
                && syntax.stringsNameTables()
                && isPlain(start, end)) {
            atStart = false;
            name(start, end);
        } else {
            literal();
        }
    }

    void literal() {
        atStart = false;
        previous = SqlKeyword.NONE;
        switch (expected) {
            case OBJECT -> endOfDefinition();
            case TABLE, TARGET, PROCEDURE -> expected = Expected.NOTHING;
            case NOTHING, KIND -> {}
        }
    }

    void placeholder() {
        if (!braceAtStart || !atStart) {
            literal();
        }
    }

    void sign(char c, int position) {
        if (isStopped()) {
            return;
        }
        if (c == '.' && summary.endsAt(position)) {
            summary.append(position, position + 1);
            return;
        }
        if (c == ';') {
            endOfStatement();
        } else if (!skipStatement) {
            structure(c);
        }
    }

    // ---- structure

    private void structure(char c) {
        switch (c) {
            case '(' -> open();
            case ')' -> close();
            case ',' -> comma();
            case '{' -> braceAtStart |= atStart;
            case '=' -> equalsSign();
            default -> operator();
        }
    }

    private void open() {
        long outer = bit();
        if (++depth > DEEPEST) {
            stopped = true;
            return;
        }
        boolean nestedTables = expected == Expected.TABLE;
        fromPending &= ~bit();
        with &= ~bit();
        usingNamesTable &= ~bit();
        tableList = nestedTables ? tableList | bit() : tableList & ~bit();
        if (expected == Expected.OBJECT || expected == Expected.KIND) {
            endOfDefinition();
        } else if (!nestedTables) {
            expected = Expected.NOTHING;
        }
        atStart |= (with & outer) != 0;
    }

    private void close() {
        depth = Math.max(0, depth - 1);
        atStart = (with & bit()) != 0;
        expected = Expected.NOTHING;
        previous = SqlKeyword.NONE;
    }

    private void comma() {
        atStart = false;
        if (expected == Expected.NOTHING && (tableList & bit()) != 0) {
            expected = Expected.TABLE;
        }
    }

    private void equalsSign() {
        if (!braceAtStart && expected != Expected.PROCEDURE && expected != Expected.KIND) {
            operator();
        }
    }

    private void operator() {
        atStart = false;
        literal();
    }

    private void endOfStatement() {
        if (holdsStatements) {
            return;
        }
        depth = 0;
        fromPending = 0;
        tableList = 0;
        with = 0;
        usingNamesTable = 0;
        expected = Expected.NOTHING;
        skipStatement = false;
        braceAtStart = false;
        combining = false;
        atStart = true;
        previous = SqlKeyword.NONE;
    }

    private long bit() {
        return 1L << depth;
    }

    // ---- words

    private void clause(SqlKeyword keyword, boolean started, int start, int end) {
        switch (keyword.role) {
            case SELECT -> select(start, end);
            case FROM -> from();
            case JOIN -> expectTable((tableList & bit()) != 0);
            case USING -> expectTable((usingNamesTable & bit()) != 0);
            case INTO -> into();
            case COMBINATION -> combination();
            case END_OF_TABLES, SET -> endOfTables(keyword, started, start, end);
            default -> beginning(keyword, started, start, end);
        }
    }

    /** Words that mean something only where a statement begins: elsewhere they are names. */
    private void beginning(SqlKeyword keyword, boolean started, int start, int end) {
        if (!started) {
            return;
        }
        switch (keyword.role) {
            case WITH -> with |= bit();
            case CHANGE -> change(keyword, start, end);
            default -> {
                if (depth == 0) {
                    statement(keyword, start, end);
                }
            }
        }
    }

    private void statement(SqlKeyword keyword, int start, int end) {
        switch (keyword.role) {
            case DEFINITION -> {
                summary.add(start, end);
                expected = Expected.KIND;
            }
            case CALL -> {
                summary.add(start, end);
                calls++;
                escapedCall |= braceAtStart;
                expected = Expected.PROCEDURE;
            }
            case PREFIX -> {
                summary.add(start, end);
                atStart = true;
            }
            case COMMAND -> command(start, end);
            default -> {}
        }
    }

    private void command(int start, int end) {
        // "EXPLAIN ANALYZE SELECT ..." goes on.
        atStart = previous == SqlKeyword.EXPLAIN;
        summary.add(start, end);
        skipStatement = !atStart;
    }

    private void select(int start, int end) {
        if (!combining || summary.isEmpty()) {
            summary.add(start, end);
        }
        combining = false;
        fromPending |= bit();
        tableList &= ~bit();
    }

    private void from() {
        // "IS DISTINCT FROM 'x'" compares.
        if ((fromPending & bit()) != 0 && previous != SqlKeyword.DISTINCT) {
            fromPending &= ~bit();
            tableList |= bit();
            expected = Expected.TABLE;
        }
    }

    private void into() {
        if (!summary.isEmpty()) {
            expected = Expected.TARGET;
        }
    }

    private void expectTable(boolean here) {
        if (here) {
            expected = Expected.TABLE;
        }
    }

    private void combination() {
        combining = true;
        tableList &= ~bit();
        fromPending &= ~bit();
    }

    private void endOfTables(SqlKeyword keyword, boolean started, int start, int end) {
        tableList &= ~bit();
        if (started
                && depth == 0
                && (keyword == SqlKeyword.SET || keyword == SqlKeyword.VALUES || keyword == SqlKeyword.FETCH)) {
            command(start, end);
        } else if (keyword.role == Role.END_OF_TABLES) {
            fromPending &= ~bit();
        }
    }

    private void change(SqlKeyword keyword, int start, int end) {
        summary.add(start, end);
        expected = Expected.TARGET;
        if (keyword == SqlKeyword.UPDATE) {
            tableList |= bit();
            fromPending |= bit();
        } else if (keyword == SqlKeyword.DELETE) {
            fromPending |= bit();
            usingNamesTable |= bit();
        } else if (keyword == SqlKeyword.MERGE) {
            usingNamesTable |= bit();
        }
    }

    private void table(SqlKeyword keyword, int start, int end) {
        switch (keyword.role) {
            case FILLER -> {}
            case SELECT, WITH, FROM, JOIN, USING, COMBINATION, END_OF_TABLES, SET, STOP_NAME -> {
                expected = Expected.NOTHING;
                clause(keyword, (with & bit()) != 0 || keyword.role == Role.WITH, start, end);
            }
            default -> nameUnlessTableFunction(keyword, start, end);
        }
    }

    /** Oracle's {@code TABLE(f())} names no table. */
    private void nameUnlessTableFunction(SqlKeyword keyword, int start, int end) {
        if (keyword == SqlKeyword.TABLE && end < sql.length() && sql.charAt(end) == '(') {
            expected = Expected.NOTHING;
        } else {
            name(start, end);
        }
    }

    private void target(SqlKeyword keyword, int start, int end) {
        switch (keyword.role) {
            case FILLER, INTO -> {}
            case FROM -> {
                fromPending &= ~bit();
                tableList |= bit();
            }
            case SELECT, WITH, END_OF_TABLES, SET, STOP_NAME -> {
                expected = Expected.NOTHING;
                clause(keyword, false, start, end);
            }
            default -> {
                if (keyword != SqlKeyword.TABLE && keyword != SqlKeyword.REPLACE) {
                    nameUnlessVariable(start, end);
                }
            }
        }
    }

    private void nameUnlessVariable(int start, int end) {
        if (sql.charAt(start) == '@' && previous == SqlKeyword.INTO) {
            expected = Expected.NOTHING;
        } else {
            name(start, end);
        }
    }

    private void kind(SqlKeyword keyword, int start, int end) {
        if (keyword.role == Role.OBJECT || keyword.role == Role.ROUTINE) {
            summary.add(start, end);
            holdsStatements = keyword.role == Role.ROUTINE;
            expected = Expected.OBJECT;
        }
    }

    private void object(SqlKeyword keyword, int start, int end) {
        if (keyword.role == Role.FILLER) {
            return;
        }
        if (keyword.role != Role.STOP_NAME) {
            name(start, end);
        }
        endOfDefinition();
    }

    private void endOfDefinition() {
        expected = Expected.NOTHING;
        skipStatement = true;
    }

    private void procedure(SqlKeyword keyword, int start, int end) {
        if (sql.charAt(start) == '@') {
            return;
        }
        if (keyword != SqlKeyword.IMMEDIATE) {
            summary.addProcedure(start, end);
        }
        expected = Expected.NOTHING;
        skipStatement = true;
    }

    // ---- the text

    private void name(int start, int end) {
        summary.addName(start, end);
        expected = Expected.NOTHING;
    }

    private boolean continuesName(int start, int end) {
        if (!summary.expectsPart(start)) {
            return false;
        }
        summary.append(start, end);
        return true;
    }

    /** Whether the text between the quotes could be a name: letters, digits, spaces and underscores. */
    private boolean isPlain(int start, int end) {
        for (int i = start + 1; i < end - 1; i++) {
            char c = sql.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != ' ') {
                return false;
            }
        }
        return end - start > 2;
    }
}
