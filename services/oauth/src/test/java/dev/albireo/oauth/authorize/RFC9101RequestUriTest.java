package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.Stage.query;
import static dev.albireo.oauth.authorize.SignedRequests.EC;
import static dev.albireo.oauth.authorize.SignedRequests.claims;
import static dev.albireo.oauth.authorize.SignedRequests.register;
import static dev.albireo.oauth.authorize.SignedRequests.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.PlainJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.client.authentication.ClientKeySets;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 9101 section 5.2 and OpenID Connect Core section 6.2, request objects by reference")
class RFC9101RequestUriTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void section_5_2_what_is_at_a_registered_address_counts() throws IOException {
        try (ClientKeySets web = new ClientKeySets()) {
            String uri = web.uri("/request.jwt");
            App app = app(uri);
            web.put("/request.jwt", signed(app));

            assertThat(query(location(app, uri)))
                    .containsEntry("error", "consent_required")
                    .containsEntry("state", "signed");
            assertThat(web.reads()).isEqualTo(1);
        }
    }

    @Test
    void OIDC_Core_section_6_2_a_fragment_is_no_part_of_the_address_and_nothing_is_kept() throws IOException {
        try (ClientKeySets web = new ClientKeySets()) {
            String uri = web.uri("/request.jwt");
            App app = app(uri + "#one");
            web.put("/request.jwt", signed(app));

            assertThat(query(location(app, uri + "#one"))).containsEntry("error", "consent_required");
            assertThat(query(location(app, uri + "#two"))).containsEntry("error", "consent_required");
            assertThat(web.reads()).isEqualTo(2);
        }
    }

    @Test
    void OIDC_Core_section_6_2_an_address_that_was_not_registered_is_not_called() throws IOException {
        try (ClientKeySets web = new ClientKeySets()) {
            App app = app(web.uri("/request.jwt"));
            web.put("/other.jwt", signed(app));

            for (String uri : List.of(
                    web.uri("/other.jwt"),
                    web.uri("/request.jwt?x=1"),
                    web.uri("/request.jwt/"),
                    "x",
                    "http://169.254.169.254/",
                    "urn:ietf:params:oauth:Request_uri:x")) {
                assertThat(query(location(app, uri))).as(uri).containsEntry("error", "invalid_request_uri");
            }
            assertThat(web.reads()).isZero();
        }
    }

    @Test
    void threat_28_redirects_endless_documents_and_closed_doors_are_one_answer() throws IOException {
        try (ClientKeySets web = new ClientKeySets()) {
            App app = app(web.uri("/elsewhere"), web.uri("/endless"), "http://127.0.0.1:1/");
            web.put("/keys", signed(app));
            web.put("/endless", signed(app) + " ".repeat(40_000));

            for (String uri : List.of(web.uri("/elsewhere"), web.uri("/endless"), "http://127.0.0.1:1/")) {
                assertThat(query(location(app, uri))).as(uri).containsEntry("error", "invalid_request_uri");
            }
        }
    }

    @Test
    void section_6_2_what_is_there_must_be_signed() throws IOException {
        try (ClientKeySets web = new ClientKeySets()) {
            String uri = web.uri("/request.jwt");
            App app = app(uri);
            web.put("/request.jwt", new PlainJWT(claims(app, clock.instant()).build()).serialize());
            assertThat(query(location(app, uri))).containsEntry("error", "request_uri_not_supported");

            web.put("/request.jwt", sign(claims(app, clock.instant()), JWSAlgorithm.ES256, SignedRequests.ec()));
            assertThat(query(location(app, uri))).containsEntry("error", "invalid_request_object");
            web.put("/request.jwt", "{}");
            assertThat(query(location(app, uri))).containsEntry("error", "invalid_request_object");
        }
    }

    @Test
    void section_5_not_both_ways_at_once() throws IOException {
        try (ClientKeySets web = new ClientKeySets()) {
            String uri = web.uri("/request.jwt");
            App app = app(uri);
            web.put("/request.jwt", signed(app));

            Response response =
                    stage.signIn("pwd").get(stage.authorize(app, "request", signed(app), "request_uri", uri));

            assertThat(query(response.header("Location"))).containsEntry("error", "invalid_request");
        }
    }

    @Test
    void RFC_9126_section_2_1_it_is_not_pushed() throws IOException {
        try (ClientKeySets web = new ClientKeySets()) {
            String uri = web.uri("/request.jwt");

            assertThat(stage.token(app(uri))
                            .formParam("request_uri", uri)
                            .post("/par")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(web.reads()).isZero();
        }
    }

    private static App app(String... uris) {
        return register(EC, Map.of("request_uris", List.of(uris)));
    }

    private String signed(App app) {
        return sign(claims(app, clock.instant()).claim("prompt", "none"), JWSAlgorithm.ES256, EC);
    }

    private String location(App app, String uri) {
        Response response = stage.signIn("pwd").get(stage.authorize(app, "request_uri", uri));
        assertThat(response.statusCode()).isEqualTo(303);
        return response.header("Location");
    }
}
