package dev.albireo.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.testkit.RestEndpoints;
import dev.albireo.testkit.RestEndpoints.RestEndpoint;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The table of endpoints has exactly the public resources")
class EndpointTableTest {
    @Test
    void no_resource_is_missing_and_no_row_is_without_resource() {
        assertThat(RestEndpoints.of("dev.albireo.oauth").stream()
                        .map(RestEndpoint::path)
                        .filter(path -> !path.startsWith("/internal/"))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(OAuthEndpoint.values())
                        .map(endpoint -> endpoint.path().replace("{id}", "x"))
                        .toList());
    }
}
