package dev.albireo.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.HeaderTable;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.RestEndpoints;
import dev.albireo.testkit.RestEndpoints.RestEndpoint;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 9110 section 5.5, header fields that are missing, empty, repeated or malformed")
class MalformedHeadersTest {
    @Test
    void no_header_is_answered_with_a_fault_or_writes_a_stack_trace() {
        List<RestEndpoint> endpoints = new ArrayList<>(RestEndpoints.of("dev.albireo.webhooks"));
        endpoints.add(new RestEndpoint("GET", "/"));
        assertThat(new HeaderTable(RestAssured.port).faults(endpoints)).isEmpty();
    }
}
