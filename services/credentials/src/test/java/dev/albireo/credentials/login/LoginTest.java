package dev.albireo.credentials.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.albireo.credentials.Given;
import dev.albireo.events.UserState;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LoginTest {
    @Inject
    Given users;

    @Test
    void a_browser_that_keeps_no_cookies_is_told_before_the_password() {
        Response asked = given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .header("Sec-Fetch-Dest", "document")
                .get("/login?redirect_to=/account/password");
        assertThat(asked.statusCode()).isEqualTo(303);
        String again = asked.header("Location");
        assertThat(again).isEqualTo("/login?redirect_to=/account/password&cookies=asked");
        assertThat(asked.header("Set-Cookie")).startsWith("albireo-browser-").doesNotContain("Version");

        String without = given().urlEncodingEnabled(false)
                .header("Sec-Fetch-Dest", "document")
                .get(again)
                .asString();
        assertThat(without)
                .contains("does not keep cookies", "href=\"/login?redirect_to=/account/password\"")
                .doesNotContain("type=\"password\"");
        assertThat(given().urlEncodingEnabled(false)
                        .cookies(asked.cookies())
                        .header("Sec-Fetch-Dest", "document")
                        .get(again)
                        .asString())
                .contains("type=\"password\"");
    }

    @Test
    void a_bare_form_signs_in() {
        Response response = Given.login(users.user(false).username(), Given.PASSWORD);
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.header("Location")).isEqualTo("/account");
        assertThat(response.headers().getValues("Set-Cookie").getFirst())
                .startsWith("albireo-session=ss_")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
    }

    @Test
    void who_must_have_a_second_factor_goes_on_to_it() {
        Response response = Given.login(users.user(true).username(), Given.PASSWORD);
        assertThat(response.header("Location")).isEqualTo("/login/2fa");
    }

    @Test
    void an_unknown_name_and_a_wrong_password_look_the_same() {
        String name = users.user(false).username();
        String anonymous = users.newName();
        String wrong = body(Given.login(name, "wrong")).replace(name, "NAME");
        String unknown = body(Given.login(anonymous, "wrong")).replace(anonymous, "NAME");
        assertThat(wrong).isEqualTo(unknown).contains("do not match an account");
    }

    @Test
    void a_wrong_one_sets_no_cookie_and_keeps_the_name() {
        String name = users.user(false).username();
        Response response = Given.login(name, "wrong");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.header("Set-Cookie")).isNull();
        assertThat(response.asString()).contains("value=\"" + name + "\"", "<title>Error: Sign in");
    }

    @Test
    void user_input_is_escaped() {
        assertThat(Given.login("\"><script>alert(1)</script>", "x").asString()).doesNotContain("<script>alert");
    }

    @Test
    void after_ten_wrong_ones_the_right_one_is_not_looked_at() {
        String name = users.user(false).username();
        for (int i = 0; i < 10; i++) {
            assertThat(Given.login(name, "wrong").statusCode()).isEqualTo(401);
        }
        assertThat(Given.login(name, Given.PASSWORD).statusCode()).isEqualTo(429);
    }

    @Test
    void right_ones_use_nothing_up() {
        String name = users.user(false).username();
        for (int i = 0; i < 12; i++) {
            assertThat(Given.login(name, Given.PASSWORD).statusCode()).isEqualTo(303);
        }
    }

    @Test
    void a_form_of_a_session_needs_its_token() {
        String session = Given.session(users.user(false));
        given().cookie("albireo-session", session)
                .formParam("username", "a")
                .formParam("password", "b")
                .post("/login")
                .then()
                .statusCode(403);
    }

    @Test
    void the_login_page_needs_no_session() {
        given().urlEncodingEnabled(false)
                .get("/login?login_hint=al%22ice")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .body(containsString("value=\"al&quot;ice\""))
                .body(not(containsString("style=")));
    }

    @Test
    void an_interaction_that_oauth_did_not_sign_is_an_error_page() {
        given().accept("text/html")
                .get("/login?interaction=eyJhbGciOiJub25lIn0.e30.")
                .then()
                .statusCode(400)
                .body(containsString("This sign-in has expired"));
    }

    @Test
    void without_a_session_the_second_step_begins_with_the_first() {
        given().redirects()
                .follow(false)
                .get("/login/2fa")
                .then()
                .statusCode(303)
                .header("Location", "/login");
    }

    @Test
    void auth_login_is_another_name() {
        given().redirects().follow(false).get("/auth/login").then().header("Location", "/login");
        given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get("/auth/login?client_id=a&scope=openid%20email")
                .then()
                .header("Location", "/authorize?client_id=a&scope=openid%20email");
    }

    @Test
    void no_registration_unless_the_operator_permits_it() {
        given().accept("text/html").get("/register").then().statusCode(404);
        given().accept("text/html")
                .formParam("username", "x")
                .post("/register")
                .then()
                .statusCode(404);
    }

    @Test
    void signing_out_ends_the_session() {
        UserState user = users.user(false);
        String session = Given.session(user);
        String page =
                given().cookie("albireo-session", session).get("/auth/logout").asString();
        given().cookie("albireo-session", session)
                .formParam("form_token", field(page, "form_token"))
                .post("/auth/logout")
                .then()
                .statusCode(200)
                .header("Set-Cookie", containsString("Max-Age=0"));
        given().redirects()
                .follow(false)
                .cookie("albireo-session", session)
                .get("/account")
                .then()
                .statusCode(303)
                .header("Location", "/login");
    }

    private static String body(Response response) {
        return response.asString();
    }

    private static String field(String page, String name) {
        int at = page.indexOf("name=\"" + name + "\" value=\"") + name.length() + 15;
        return page.substring(at, page.indexOf('"', at));
    }
}
