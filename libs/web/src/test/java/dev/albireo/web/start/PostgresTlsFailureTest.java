package dev.albireo.web.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A start that failed because of TLS to PostgreSQL is explained in one line")
class PostgresTlsFailureTest {
    @Test
    void with_the_message_of_the_driver() {
        Exception failure = new IllegalStateException(
                "Failed to start application", new SQLException("SSL error: PKIX path\n building failed"));
        assertThat(PostgresTlsFailure.of(failure))
                .hasValueSatisfying(line -> assertThat(line)
                        .startsWith("the TLS connection to PostgreSQL failed: SSL error: PKIX path building failed; ")
                        .doesNotContain("\n"));
    }

    @Test
    void also_where_the_certificate_is_of_another_host() {
        assertThat(PostgresTlsFailure.of(new SQLException(
                        "The hostname db could not be verified by hostnameverifier PgjdbcHostnameVerifier.")))
                .isPresent();
    }

    @Test
    void and_any_other_failure_is_not() {
        assertThat(PostgresTlsFailure.of(new SQLException("Connection to 127.0.0.1:1 refused. Check that the hostname"
                        + " and port are correct and that the postmaster is accepting TCP/IP connections.")))
                .isEmpty();
        assertThat(PostgresTlsFailure.of(new IllegalStateException("SSL"))).isEmpty();
        assertThat(PostgresTlsFailure.of(null)).isEmpty();
    }
}
