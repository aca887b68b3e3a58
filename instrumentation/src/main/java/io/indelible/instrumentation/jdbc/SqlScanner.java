package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.jdbc.SqlSyntax.Backslash;
import io.indelible.instrumentation.jdbc.SqlSyntax.DoubleQuotes;

/**
 * Reads a text once, character by character: leaves out comments, puts {@code ?} in the place of literals and tells
 * {@link SqlSummary} each token. What cannot be read for sure is a literal up to the end of the text.
 */
final class SqlScanner {
    /** Longer texts are read to there: what follows would be cut off anyway, and the application waits. */
    private static final int LONGEST_READ = 256 * 1024;

    /** What the last token was: it decides whether a sign belongs to a number. */
    private enum Last {
        NAME,
        LITERAL,
        OTHER
    }

    private final String sql;
    private final SqlSyntax syntax;
    private final int end;
    private final StringBuilder text;
    private final SqlSummary summary;
    private final SqlQuotes quotes;
    private int at;
    private Last last = Last.OTHER;
    private int lastEnd;
    private boolean parameterised;

    SqlScanner(String sql, SqlSyntax syntax) {
        this.sql = sql;
        this.syntax = syntax;
        end = Math.min(sql.length(), LONGEST_READ);
        text = new StringBuilder(Math.min(end, SqlText.LONGEST) + 16);
        summary = new SqlSummary(sql, syntax);
        quotes = new SqlQuotes(sql, end);
    }

    SqlText scan() {
        while (at < end && text.length() < SqlText.LONGEST) {
            step(sql.charAt(at));
        }
        String masked = text.length() == sql.length() && sql.contentEquals(text) ? sql : text.toString();
        return new SqlText(
                sql, SqlText.cut(masked), summary.text(), summary.procedure(), parameterised, summary.isEscapedCall());
    }

    private void step(char c) {
        if (Character.isWhitespace(c)) {
            text.append(c);
            at++;
        } else if (isNameStart(c)) {
            word();
        } else if (isNumber(at) && !(c == '.' && followsName())) {
            number(at);
        } else {
            sign(c);
        }
    }

    private void sign(char c) {
        switch (c) {
            case '\'' -> string(at, quotes.stringEnd(at, syntax.backslash));
            case '"' -> doubleQuoted();
            case '`' -> quotedName('`');
            case '[' -> bracket();
            case '$' -> dollar();
            case '?' -> placeholder(digitsEnd(at + 1));
            case ':' -> colon();
            case '-', '/', '#' -> commentOr(c);
            case '+' -> plusOrMinus(c);
            default -> other(c);
        }
    }

    // ---- words

    private void word() {
        int start = at;
        int wordEnd = nameEnd(start + 1);
        if (wordEnd < end && sql.charAt(wordEnd) == '\'' && prefixedString(start, wordEnd)) {
            return;
        }
        if (isUnicodeString(start, wordEnd)) {
            literal(quotes.stringEnd(wordEnd + 1, syntax.backslash));
            return;
        }
        if (!afterDot() && SqlKeyword.of(sql, start, wordEnd).role == SqlKeyword.Role.TRUTH) {
            literal(wordEnd);
            return;
        }
        copy(wordEnd, Last.NAME);
        summary.word(start, wordEnd);
    }

    /** Reads {@code N'...'}, {@code E'...'}, {@code q'[...]'} and the like as one literal. */
    private boolean prefixedString(int start, int quote) {
        char first = Character.toLowerCase(sql.charAt(start));
        int length = quote - start;
        if (length == 1 && first == 'e' && syntax.escapeStrings()) {
            literal(quotes.stringEnd(quote, Backslash.ESCAPES));
        } else if (syntax.alternativeQuotes() && isAlternativeQuote(start, length, first)) {
            literal(quotes.alternativeEnd(quote));
        } else if ((length == 1 && "nbxer".indexOf(first) >= 0) || first == '_') {
            literal(quotes.stringEnd(quote, syntax.backslash));
        } else {
            return false;
        }
        return true;
    }

    private boolean isAlternativeQuote(int start, int length, char first) {
        return (length == 1 && first == 'q')
                || (length == 2 && first == 'n' && Character.toLowerCase(sql.charAt(start + 1)) == 'q');
    }

    private boolean isUnicodeString(int start, int wordEnd) {
        return wordEnd == start + 1
                && (sql.charAt(start) | 0x20) == 'u'
                && sql.startsWith("&'", wordEnd)
                && wordEnd + 1 < end;
    }

    private boolean isNameStart(char c) {
        if (c == '@') {
            return (at + 1 < end && isNameStartLetter(sql.charAt(at + 1))) || sql.startsWith("@@", at);
        }
        return isNameStartLetter(c) || (c == '#' && syntax.hashInNames());
    }

    private static boolean isNameStartLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private boolean isNamePart(char c) {
        return (isNameStartLetter(c) && !Character.isWhitespace(c))
                || isDigit(c)
                || c == '$'
                || (c == '#' && syntax.hashInNames());
    }

    private int nameEnd(int from) {
        int i = from;
        while (i < end && (isNamePart(sql.charAt(i)) || (sql.charAt(i) == '@' && sql.charAt(i - 1) == '@'))) {
            i++;
        }
        return i;
    }

    // ---- numbers

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean isNumber(int from) {
        if (from >= end) {
            return false;
        }
        char c = sql.charAt(from);
        return isDigit(c) || (c == '.' && from + 1 < end && isDigit(sql.charAt(from + 1)));
    }

    private void number(int from) {
        boolean hexadecimal = from + 1 < end && sql.charAt(from) == '0' && (sql.charAt(from + 1) | 0x20) == 'x';
        int i = from;
        while (i < end && (isNumberPart(sql.charAt(i)) || (!hexadecimal && isExponentSign(i)))) {
            i++;
        }
        literal(i);
    }

    private static boolean isNumberPart(char c) {
        return isDigit(c) || c == '.' || (isNameStartLetter(c) && !Character.isWhitespace(c));
    }

    private boolean isExponentSign(int i) {
        char c = sql.charAt(i);
        return (c == '+' || c == '-') && (sql.charAt(i - 1) | 0x20) == 'e' && i + 1 < end && isDigit(sql.charAt(i + 1));
    }

    private int digitsEnd(int from) {
        int i = from;
        while (i < end && isDigit(sql.charAt(i))) {
            i++;
        }
        return i;
    }

    /** A sign directly before a number is part of it, except after a name: {@code n+1} is a sum, of {@code ?}. */
    private void plusOrMinus(char c) {
        if (isNumber(at + 1) && last != Last.NAME) {
            number(at + 1);
        } else {
            other(c);
        }
    }

    // ---- quotes

    private void doubleQuoted() {
        if (syntax.doubleQuotes == DoubleQuotes.NAME) {
            quotedName('"');
        } else if (syntax.doubleQuotes == DoubleQuotes.UNSURE && summary.expectsName(at)) {
            int close = quotes.nameEnd(at, '"');
            boolean doubtful =
                    close == SqlQuotes.UNTERMINATED || sql.substring(at, close).indexOf('\\') >= 0;
            if (doubtful) {
                literal(quotes.stringEnd(at, syntax.backslash));
            } else {
                quotedName('"');
            }
        } else {
            literal(quotes.stringEnd(at, syntax.backslash));
        }
    }

    private void bracket() {
        if (syntax.bracketedNames()) {
            quotedName(']');
        } else {
            other('[');
        }
    }

    private void quotedName(char close) {
        int start = at;
        int nameEnd = quotes.nameEnd(at, close);
        if (nameEnd == SqlQuotes.UNTERMINATED) {
            literal(SqlQuotes.UNTERMINATED);
            return;
        }
        copy(nameEnd, Last.NAME);
        summary.quotedName(start, nameEnd);
    }

    private void dollar() {
        if (!syntax.dollarQuotes()) {
            other('$');
            return;
        }
        int afterDigits = digitsEnd(at + 1);
        if (afterDigits > at + 1) {
            dollarNumber(afterDigits);
            return;
        }
        int tagEnd = quotes.tagEnd(at);
        if (tagEnd > at) {
            literal(quotes.dollarEnd(at, tagEnd));
        } else {
            other('$');
        }
    }

    /** {@code $1} is a placeholder, {@code $1.50} an amount of money. */
    private void dollarNumber(int afterDigits) {
        if (afterDigits < end && sql.charAt(afterDigits) == '.') {
            number(at + 1);
        } else {
            placeholder(afterDigits);
        }
    }

    // ---- placeholders, comments and the rest

    private void placeholder(int placeholderEnd) {
        if (sql.startsWith("??", at)) {
            // PostgreSQL's driver reads this as the operator.
            copy(Math.min(at + 2, end), Last.OTHER);
            return;
        }
        parameterised = true;
        copy(placeholderEnd, Last.NAME);
        summary.placeholder();
    }

    private void colon() {
        boolean free = last == Last.OTHER || lastEnd != at;
        if (sql.startsWith("::", at)) {
            copy(Math.min(at + 2, end), Last.OTHER);
        } else if (free && at + 1 < end && isNameStartLetter(sql.charAt(at + 1))) {
            placeholder(nameEnd(at + 2));
        } else if (free && syntax == SqlSyntax.ORACLE && digitsEnd(at + 1) > at + 1) {
            placeholder(digitsEnd(at + 1));
        } else {
            other(':');
        }
    }

    private void commentOr(char c) {
        if (c == '-' && sql.startsWith("--", at) && isDashComment()) {
            skipLine();
        } else if (c == '/' && sql.startsWith("/*", at)) {
            skipBlock();
        } else if (c == '#' && syntax.hashComments()) {
            skipLine();
        } else {
            plusOrMinusOr(c);
        }
    }

    private void plusOrMinusOr(char c) {
        if (c == '-') {
            plusOrMinus(c);
        } else {
            other(c);
        }
    }

    private boolean isDashComment() {
        return !syntax.dashesNeedSpace() || at + 2 >= end || sql.charAt(at + 2) <= ' ';
    }

    private void skipLine() {
        while (at < end && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipBlock() {
        int depth = 0;
        while (at < end) {
            if (sql.startsWith("/*", at) && (depth == 0 || syntax.nestedComments())) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                at += 2;
                if (--depth == 0) {
                    return;
                }
            } else {
                at++;
            }
        }
        at = end;
    }

    private void other(char c) {
        int position = at;
        copy(at + 1, c == ')' || c == ']' ? Last.NAME : Last.OTHER);
        summary.sign(c, position);
    }

    private boolean followsName() {
        return last == Last.NAME && lastEnd == at;
    }

    private boolean afterDot() {
        return at > 0 && sql.charAt(at - 1) == '.';
    }

    private void string(int start, int stringEnd) {
        int next = stringEnd;
        mask(next);
        if (next == SqlQuotes.UNTERMINATED) {
            summary.stop();
        } else {
            summary.string(start, next);
        }
    }

    private void literal(int literalEnd) {
        mask(literalEnd);
        if (literalEnd == SqlQuotes.UNTERMINATED) {
            summary.stop();
        } else {
            summary.literal();
        }
    }

    private void mask(int literalEnd) {
        text.append('?');
        at = literalEnd == SqlQuotes.UNTERMINATED ? end : literalEnd;
        last = Last.LITERAL;
        lastEnd = at;
    }

    private void copy(int tokenEnd, Last what) {
        text.append(sql, at, tokenEnd);
        at = tokenEnd;
        last = what;
        lastEnd = at;
    }
}
