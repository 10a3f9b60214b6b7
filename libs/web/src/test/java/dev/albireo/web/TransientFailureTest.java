package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An unavailable dependency is distinguished from a fault")
class TransientFailureTest {
    @ParameterizedTest
    @ValueSource(strings = {"57014", "25P03", "08006", "53300", "57P01", "57P03", "25006"})
    void a_server_that_starts_stops_or_has_no_room_is_away(String state) {
        assertThat(TransientFailure.explains(new PgException("the server says", "FATAL", state, "")))
                .isTrue();
        assertThat(TransientFailure.explains(ofHibernate(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "40001"})
    void a_statement_that_fails_is_a_fault(String state) {
        assertThat(TransientFailure.explains(new PgException("the server says", "ERROR", state, "")))
                .isFalse();
        assertThat(TransientFailure.explains(ofHibernate(state))).isFalse();
    }

    @Test
    void also_when_wrapped() {
        assertThat(TransientFailure.explains(
                        new CompletionException(new IllegalStateException(new ConnectException()))))
                .isTrue();
        assertThat(TransientFailure.explains(new IllegalStateException(new SocketException("Connection reset"))))
                .isTrue();
        assertThat(TransientFailure.explains(new CompletionException(ClosedConnectionException.INSTANCE)))
                .isTrue();
        assertThat(TransientFailure.explains(new CompletionException(
                        new IllegalStateException("Connection is not active now, current status: CLOSED"))))
                .isTrue();
        assertThat(TransientFailure.explains(new CompletionException(new IllegalStateException("a bug"))))
                .isFalse();
    }

    /** Hibernate Reactive hands on an exception of JDBC, whose cause is none of the client's. */
    private static RuntimeException ofHibernate(String state) {
        return new IllegalStateException("error executing SQL statement", new SQLException("the server says", state));
    }
}
