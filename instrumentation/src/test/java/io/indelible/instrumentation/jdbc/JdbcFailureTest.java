package io.indelible.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcFailureTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            POSTGRESQL, 42P01, 0, 42P01
            H2, 42S02, 42102, 42S02
            MYSQL, 42000, 1071, 1071
            MYSQL, 08S01, 0, 08S01
            SQL_SERVER, S0002, 208, 208
            ORACLE, 42000, 942, ORA-00942
            ORACLE, 08006, 17002, ORA-17002
            OTHER, 42000, 1071, 42000/1071
            OTHER, 42000, 0, 42000
            OTHER, -, 7, 7
            POSTGRESQL, -, 7, -
            """)
    void statusCode_followsTheProduct(DatabaseSystem system, String state, int vendor, String code) {
        assertThat(JdbcFailure.statusCode(system, new SQLException("no", state, vendor)))
                .isEqualTo(code);
    }

    @Test
    void statusCode_isFoundInsideOtherExceptions() {
        Throwable thrown = new IllegalStateException(new SQLException("no", "42P01"));

        assertThat(JdbcFailure.statusCode(DatabaseSystem.POSTGRESQL, thrown)).isEqualTo("42P01");
    }

    @Test
    void type_isThatOfWhatAnEnvelopeHolds() {
        assertThat(JdbcFailure.typeOf(new ExecutionException(new ArithmeticException())))
                .isEqualTo("java.lang.ArithmeticException");
    }
}
