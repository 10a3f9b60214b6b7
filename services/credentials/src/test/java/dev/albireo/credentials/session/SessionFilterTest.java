package dev.albireo.credentials.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Door;
import dev.albireo.credentials.Given;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SessionFilterTest {
    /** The endpoints that answer 200 to a partial session of a user without a passkey, and to an anonymous visitor. */
    private static final Set<String> OPEN_IN_PART = Set.of(
            "GET /login",
            "GET /login/2fa",
            "GET /login/forgot",
            "GET /auth/logout",
            "GET /account/bootstrap",
            "GET /.well-known/passkey-endpoints",
            "POST /webauthn/authenticate/start",
            "POST /webauthn/register/start");

    private static final Set<String> OPEN = Set.of(
            "GET /login",
            "GET /login/forgot",
            "POST /login/forgot",
            "GET /auth/logout",
            "POST /auth/logout",
            "GET /account/bootstrap",
            "GET /.well-known/passkey-endpoints",
            "POST /webauthn/authenticate/start");

    /** They lead to pages of the account, which are closed, or to the icon. */
    private static final Map<String, String> SIGNPOSTS = Map.of(
            "GET /", "/account",
            "GET /.well-known/change-password", "/account/password",
            "GET /favicon.ico", "/assets/credentials/");

    @Inject
    Given given;

    static List<Door> doors() {
        return Door.all();
    }

    @Test
    void the_doors_were_found() {
        assertThat(doors()).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void a_partial_session_opens_the_second_step_and_nothing_else(Door door) {
        String session = Given.session(given.user(true));
        check(door.knock(session, door.form() ? "" : "{}"), door, OPEN_IN_PART);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void no_access_without_a_session(Door door) {
        check(door.knock("none", door.form() ? "" : "{}"), door, OPEN);
    }

    @Test
    void a_ceremony_may_start_without_a_body() {
        given().noContentType().post("/webauthn/2fa/start").then().statusCode(401);
        given().noContentType().post("/webauthn/authenticate/start").then().statusCode(200);
        given().noContentType()
                .cookie("albireo-session", Given.session(this.given.user(true)))
                .post("/webauthn/2fa/start")
                .then()
                .statusCode(404);
    }

    private static void check(Response response, Door door, Set<String> open) {
        if (open.contains(door.toString())) {
            assertThat(response.statusCode()).isEqualTo(200);
        } else if (response.statusCode() == 303) {
            assertThat(response.header("Location")).startsWith(SIGNPOSTS.getOrDefault(door.toString(), "/login"));
        } else {
            assertThat(response.statusCode()).as(response.asString()).isBetween(400, 499);
        }
    }
}
