package dev.albireo.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.HeaderTable;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.RestEndpoints;
import dev.albireo.testkit.RestEndpoints.RestEndpoint;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 9110 section 5.5, header fields that are missing, empty, repeated or malformed")
class MalformedHeadersTest {
    private static final Set<String> CLIENTS =
            Set.of("/token", "/par", "/device_authorization", "/introspect", "/revoke");

    @Inject
    Stage stage;

    @Test
    void nor_with_a_session_as_a_client_or_as_an_administrator() {
        App app = stage.register();
        assertThat(new HeaderTable(RestAssured.port)
                        .faults(RestEndpoints.of("dev.albireo.oauth"), endpoint -> credentials(endpoint, app)))
                .isEmpty();
    }

    private String credentials(RestEndpoint endpoint, App app) {
        if (endpoint.path().startsWith("/internal/")) {
            return "Authorization: Bearer " + stage.serviceToken() + "\r\nAlbireo-Actor: "
                    + stage.administratorToken("aal2") + "\r\n";
        }
        if (CLIENTS.contains(endpoint.path())) {
            return "Authorization: Basic "
                    + Base64.getEncoder().encodeToString((app.id() + ":" + app.secret()).getBytes(UTF_8)) + "\r\n";
        }
        return "Cookie: "
                + stage.signIn("pwd").jar().entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "))
                + "\r\n";
    }

    @Test
    void no_header_at_any_endpoint_is_answered_with_a_fault_or_writes_a_stack_trace() {
        assertThat(new HeaderTable(RestAssured.port).faults(RestEndpoints.of("dev.albireo.oauth")))
                .isEmpty();
    }
}
