package dev.albireo.oauth.discovery;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 8414 and OpenID Connect Discovery")
class DiscoveryResourceTest {
    @Test
    void the_document_names_what_is_there() {
        given().get("/.well-known/openid-configuration")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", containsString("max-age"))
                .body(member("issuer", equalTo(PostgresResource.ISSUER)))
                .body(member("token_endpoint", equalTo(PostgresResource.ISSUER + "/token")))
                .body(member(
                        "device_authorization_endpoint", equalTo(PostgresResource.ISSUER + "/device_authorization")))
                .body(member("grant_types_supported", hasItem("urn:ietf:params:oauth:grant-type:device_code")))
                .body(member("code_challenge_methods_supported", equalTo(List.of("S256"))))
                .body(member("response_types_supported", equalTo(List.of("code"))))
                .body(member("id_token_signing_alg_values_supported", hasItem("RS256")))
                .body(member(
                        "token_endpoint_auth_methods_supported",
                        hasItems("client_secret_basic", "client_secret_post", "none")))
                .body(member("acr_values_supported", equalTo(List.of("aal1", "aal2", "phr"))))
                .body(member("claims_supported", hasItems("acr", "amr", "auth_time", "sid")))
                .body(member("authorization_response_iss_parameter_supported", equalTo(true)));
    }

    @Test
    void both_names_tell_the_same() {
        assertThat(given().get("/.well-known/oauth-authorization-server").asString())
                .isEqualTo(given().get("/.well-known/openid-configuration").asString());
    }

    @Test
    void every_endpoint_it_names_answers() {
        for (String endpoint : List.of(
                "/authorize",
                "/token",
                "/par",
                "/device_authorization",
                "/device",
                "/revoke",
                "/userinfo",
                "/logout",
                "/connect/register")) {
            assertThat(given().redirects().follow(false).get(endpoint).statusCode())
                    .as(endpoint)
                    .isNotEqualTo(404);
        }
    }

    @Test
    void RFC_7517_section_5_the_JWKS_holds_public_parts_only() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("max-age"))
                .body(member("keys[0].kty", equalTo("RSA")))
                .body(member("keys[0].use", equalTo("sig")))
                .body(member("keys[*].d", everyItem(nullValue())));
    }

    @Test
    void RFC_9110_section_13_1_2_who_has_the_JWKS_is_told_that_it_is_the_same() {
        String tag = given().get("/.well-known/jwks.json").header("ETag");

        given().header("If-None-Match", tag)
                .get("/.well-known/jwks.json")
                .then()
                .statusCode(304)
                .header("Cache-Control", "public, max-age=300")
                .header("ETag", tag);
        given().header("If-None-Match", "\"x\"")
                .get("/.well-known/jwks.json")
                .then()
                .statusCode(200);
    }
}
