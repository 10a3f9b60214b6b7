package dev.albireo.credentials.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.web.Problem;
import io.smallrye.mutiny.TimeoutException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.ClientWebApplicationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The rights of a service account that oauth does not confirm")
class ServiceAccountsTest {
    @Test
    void a_client_that_is_no_service_account_any_more_is_forbidden_to_write() {
        assertThat(ServiceAccounts.refusal(new ClientWebApplicationException(403))
                        .problem())
                .isEqualTo(Problem.FORBIDDEN);
    }

    static Stream<Throwable> unknown() {
        return Stream.of(
                new ClientWebApplicationException(401),
                new ClientWebApplicationException(404),
                new WebApplicationException(503),
                new TimeoutException(),
                new IOException("connection reset"));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void any_other_failure_is_worth_a_retry(Throwable failure) {
        assertThat(ServiceAccounts.refusal(failure).problem()).isEqualTo(Problem.UNAVAILABLE);
    }
}
