package dev.albireo.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.admin.TestTokens;
import dev.albireo.testkit.HeaderTable;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.RestEndpoints;
import dev.albireo.testkit.RestEndpoints.RestEndpoint;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 9110 section 5.5, header fields that are missing, empty, repeated or malformed")
class MalformedHeadersTest {
    @Inject
    Given given;

    @Inject
    TestTokens tokens;

    @Test
    void nor_with_a_session_or_as_an_administrator() {
        assertThat(new HeaderTable(RestAssured.port)
                        .faults(RestEndpoints.of("dev.albireo.credentials"), this::credentials))
                .isEmpty();
    }

    private String credentials(RestEndpoint endpoint) {
        return endpoint.path().startsWith("/internal/")
                ? "Authorization: Bearer " + tokens.service("internal:credentials") + "\r\nAlbireo-Actor: "
                        + tokens.freshAdministrator() + "\r\n"
                : "Cookie: albireo-session=" + Given.session(given.user(false)) + "\r\n";
    }

    @Test
    void no_header_at_any_endpoint_is_answered_with_a_fault_or_writes_a_stack_trace() {
        assertThat(new HeaderTable(RestAssured.port).faults(RestEndpoints.of("dev.albireo.credentials")))
                .isEmpty();
    }
}
