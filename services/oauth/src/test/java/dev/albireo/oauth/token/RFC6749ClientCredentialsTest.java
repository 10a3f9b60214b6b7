package dev.albireo.oauth.token;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("client_credentials, RFC 6749 section 4.4")
class RFC6749ClientCredentialsTest {
    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void section_4_4_3_a_client_gets_an_access_token_and_nothing_else() throws ParseException {
        App app = app("own", "jwt", "\"audience\":\"https://api.example\"");

        Response response = token(app, "shop.read");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(JsonMember.<Map<String, Object>>read(response.asString(), "$"))
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "shop.read")
                .containsOnlyKeys("access_token", "token_type", "expires_in", "scope");
        JWTClaimsSet claims = SignedJWT.parse(JsonMember.read(response.asString(), "access_token"))
                .getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("own");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("own");
        assertThat(claims.getAudience()).containsExactly("https://api.example");
        assertThat(claims.getClaims()).doesNotContainKeys("acr", "amr", "auth_time", "grant", "groups");
    }

    @Test
    void section_3_3_without_scope_it_gets_what_it_declared_for_itself() {
        assertThat(JsonMember.<String>read(token(app("unsaid", "jwt", ""), "").asString(), "scope"))
                .isEqualTo("shop.read shop.write");
    }

    @Test
    void section_3_3_a_client_without_scopes_of_its_own_has_no_default() {
        Response registered = given().contentType("application/json")
                .body(Map.of("grant_types", List.of("client_credentials")))
                .post("/connect/register");

        token(
                        new App(
                                JsonMember.read(registered.asString(), "client_id"),
                                JsonMember.read(registered.asString(), "client_secret")),
                        "")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_scope")))
                .body(member("error_description", containsString("register it with the scopes")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "offline_access", "payment", "albireo:admin", "internal:oauth", "unknown"})
    void section_5_2_a_scope_of_people_or_of_others_is_refused(String scope) {
        token(app("reaching", "jwt", ""), "shop.read " + scope)
                .then()
                .statusCode(400)
                .body(member("error", equalTo("invalid_scope")));
    }

    @Test
    void section_4_4_only_a_client_that_proves_itself_and_may() {
        App app = app("optional", "jwt", "\"secret_required\":false");
        given().formParam("grant_type", "client_credentials")
                .formParam("client_id", app.id())
                .post("/token")
                .then()
                .statusCode(400)
                .body(member("error", equalTo("unauthorized_client")));
        token(stage.register(), "").then().statusCode(400).body(member("error", equalTo("unauthorized_client")));
        token(new App(app.id(), "wrong"), "").then().statusCode(401).body(member("error", equalTo("invalid_client")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void RFC_7662_it_is_active_until_it_is_over_or_its_client_is(String format) {
        App app = app("intro-own-" + format, format, "");
        String token = JsonMember.read(token(app, "shop.read").asString(), "access_token");

        introspect(app, token)
                .then()
                .body(member("active", equalTo(true)))
                .body(member("sub", equalTo(app.id())))
                .body(member("client_id", equalTo(app.id())))
                .body(member("scope", equalTo("shop.read")))
                .body(member("aud", equalTo(List.of(PostgresResource.ISSUER))))
                .body(member("username", equalTo(null)))
                .body(member("acr", equalTo(null)));
        clock.advance(Duration.ofSeconds(310));
        assertInactive(introspect(app, token));

        App asking = app("asking-own-" + format, "jwt", "");
        app(app.id(), format, "\"audience\":\"" + asking.id() + "\"");
        String meant = JsonMember.read(token(app, "shop.read").asString(), "access_token");
        introspect(asking, meant).then().body(member("active", equalTo(true)));
        stage.declare(app.id(), "{\"active\":false,\"grant_types\":[\"client_credentials\"]}")
                .then()
                .statusCode(200);
        assertInactive(introspect(asking, meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void RFC_7009_it_can_be_revoked_alone(String format) {
        App app = app("revoke-own-" + format, format, "");
        String token = JsonMember.read(token(app, "shop.read").asString(), "access_token");
        String other = JsonMember.read(token(app, "shop.read").asString(), "access_token");

        App stranger = app("revoke-other-" + format, format, "");
        revoke(stranger, token).then().statusCode(400).body(member("error", equalTo("invalid_grant")));
        introspect(app, token).then().body(member("active", equalTo(true)));
        revoke(app, token).then().statusCode(200);
        revoke(app, token).then().statusCode(200);

        assertInactive(introspect(app, token));
        introspect(app, other).then().body(member("active", equalTo(true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void OIDC_Core_5_3_a_token_without_a_user_gets_no_userinfo(String format) {
        assertThat(stage.userinfoStatus(JsonMember.read(
                        token(app("unknown-" + format, format, ""), "").asString(), "access_token")))
                .isEqualTo(401);
    }

    @Test
    void RFC_7591_a_client_registers_for_it_without_an_address() {
        Response registered = given().contentType("application/json")
                .body(Map.of("grant_types", List.of("client_credentials"), "scope", "shop.read"))
                .post("/connect/register");

        assertThat(registered.statusCode()).isEqualTo(201);
        assertThat(JsonMember.<List<String>>read(registered.asString(), "response_types"))
                .isEmpty();
        App app = new App(
                JsonMember.read(registered.asString(), "client_id"),
                JsonMember.read(registered.asString(), "client_secret"));
        assertThat(JsonMember.<String>read(token(app, "").asString(), "scope")).isEqualTo("shop.read");
    }

    @Test
    void a_public_client_cannot_be_declared_with_it() {
        stage.declare("public-own", "{\"grant_types\":[\"client_credentials\"]}")
                .then()
                .statusCode(422)
                .body(member("field", equalTo("grant_types")));
    }

    private App app(String id, String format, String more) {
        String comma = more.isEmpty() ? "" : ",";
        String body = """
                {"secret":"s3cret-enough","grant_types":["client_credentials"],
                 "scope":["openid","profile","email","offline_access","shop.read","shop.write","payment"],
                 "auth":{"authorization_code":{"token_format":"%s"%s%s}}}""".formatted(format, comma, more);
        assertThat(stage.declare(id, body).statusCode()).isIn(200, 201);
        return new App(id, "s3cret-enough");
    }

    private Response token(App app, String scope) {
        return stage.token(app)
                .formParam("grant_type", "client_credentials")
                .formParam("scope", scope)
                .post("/token");
    }

    private Response introspect(App app, String token) {
        return stage.token(app).formParam("token", token).post("/introspect");
    }

    private Response revoke(App app, String token) {
        return stage.token(app).formParam("token", token).post("/revoke");
    }

    private static void assertInactive(Response response) {
        assertThat(JsonMember.<Map<String, Object>>read(response.asString(), "$"))
                .isEqualTo(Map.of("active", false));
    }
}
