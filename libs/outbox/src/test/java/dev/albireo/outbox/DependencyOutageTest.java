package dev.albireo.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A failure of a dependency is distinguished from a failure of the event")
class DependencyOutageTest {
    @ParameterizedTest(name = "SQLSTATE {0}: {1}")
    @CsvSource({
        "08006, true",
        "57P01, true",
        "57014, true",
        "40001, true",
        "25006, true",
        "23505, false",
        "22P02, false"
    })
    void from_the_SQL_client_and_from_Hibernate(String state, boolean outage) {
        assertThat(DependencyOutage.explains(new PgException("the server says", "ERROR", state, "")))
                .isEqualTo(outage);
        assertThat(DependencyOutage.explains(new IllegalStateException(new SQLException("the server says", state))))
                .isEqualTo(outage);
    }
}
