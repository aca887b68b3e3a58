package io.indelible.instrumentation.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What a database said when it refused. A class of its own so that {@code java.sql} is first touched by a failure. */
final class JdbcFailure {
    private static final int DEEPEST_CAUSE = 8;
    private static final int ORACLE_DIGITS = 5;

    private JdbcFailure() {}

    /** {@code db.response.status_code} by the rules of the product; null when the database gave none. */
    static @Nullable String statusCode(DatabaseSystem system, Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException refused) {
                String code = codeOf(system, refused);
                if (code != null) {
                    return code;
                }
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** The class that tells most: what a mere envelope holds rather than the envelope. */
    static String typeOf(Throwable thrown) {
        Throwable told = thrown;
        for (int depth = 0; depth < DEEPEST_CAUSE && isEnvelope(told); depth++) {
            Throwable cause = told.getCause();
            if (cause == null) {
                break;
            }
            told = cause;
        }
        return told.getClass().getName();
    }

    private static boolean isEnvelope(Throwable thrown) {
        return thrown instanceof ExecutionException
                || thrown instanceof CompletionException
                || thrown instanceof InvocationTargetException
                || thrown instanceof UndeclaredThrowableException;
    }

    private static @Nullable String codeOf(DatabaseSystem system, SQLException refused) {
        int vendor = refused.getErrorCode();
        String state = refused.getSQLState();
        boolean hasState = state != null && !state.isEmpty();
        return switch (system.code) {
            case SQL_STATE -> hasState ? state : null;
            case VENDOR -> vendor != 0 ? Integer.toString(vendor) : hasState ? state : null;
            case ORACLE -> vendor != 0 ? oracle(vendor) : hasState ? state : null;
            case BOTH -> both(vendor, hasState ? state : null);
        };
    }

    private static String oracle(int vendor) {
        String digits = Integer.toString(vendor);
        return "ORA-" + "0".repeat(Math.max(0, ORACLE_DIGITS - digits.length())) + digits;
    }

    private static @Nullable String both(int vendor, @Nullable String state) {
        if (vendor == 0) {
            return state;
        }
        return state == null ? Integer.toString(vendor) : state + '/' + vendor;
    }
}
