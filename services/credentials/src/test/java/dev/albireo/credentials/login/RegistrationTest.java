package dev.albireo.credentials.login;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.credentials.Given;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.registration.NewAccount;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.WebConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OtherSettings.class)
@QuarkusTestResource(PostgresResource.class)
class RegistrationTest {
    @Inject
    Given users;

    @Inject
    WebConfig config;

    @Test
    void a_user_registers_and_is_signed_in() {
        Response response = register(users.newName(), Given.PASSWORD);
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.header("Location")).isEqualTo("/account");
        given().cookie("albireo-session", response.cookie("albireo-session"))
                .get("/account")
                .then()
                .statusCode(200)
                .body(containsString("enter the code that you got from your administrator"));
    }

    @Test
    void a_user_registers_with_a_passkey_and_deletes_the_account_with_its_proof() {
        String name = users.newName();
        NewAccount account = NewAccount.at(config.issuer());
        account.register(Map.of("username", name, "password", "ignored"))
                .then()
                .statusCode(200)
                .body(member("redirect_to", equalTo("/login/2fa")));
        Visit browser = Visit.with(account.session());
        browser.get("/login/2fa").then().statusCode(200).body(containsString("data-recovery-codes"));
        browser.get("/account").then().statusCode(200);
        assertThat(browser.post("/account/profile", "/account/profile/delete", Map.of("confirmed", "yes"))
                        .statusCode())
                .isEqualTo(200);
        account.signIn().then().statusCode(401);
    }

    @Test
    void what_is_wrong_is_said_on_the_page() {
        String name = users.newName();
        assertThat(register(name, Given.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(register(name, Given.PASSWORD).statusCode()).isEqualTo(409);
        assertThat(register(users.newName(), "correct horse").body().asString())
                .contains("must have at least 15 characters");
        assertThat(register(users.newName(), "passwordpassword").statusCode()).isEqualTo(422);
        assertThat(register(name + "-x", name + "-x-" + name + "-x").statusCode())
                .isEqualTo(422);
        assertThat(register("alice@example.com", Given.PASSWORD).statusCode()).isEqualTo(422);
    }

    @Test
    void a_form_belongs_to_its_browser_also_after_another_sign_in_there() {
        Map<String, String> browser = given().redirects()
                .follow(false)
                .header("Sec-Fetch-Dest", "document")
                .get("/register")
                .cookies();
        String token = Visit.field(given().cookies(browser).get("/register").asString(), "form_token");
        String session = Given.session(users.user(false));

        assertThat(posted(browser, session, token).header("Location")).isEqualTo("/account");
        assertThat(posted(browser, session, "stale").header("Location")).startsWith("/register?notice=stale");
        assertThat(posted(Map.of(), session, token).header("Location")).startsWith("/register?notice=stale");
    }

    private Response posted(Map<String, String> browser, String session, String token) {
        return given().redirects()
                .follow(false)
                .accept("text/html")
                .cookies(browser)
                .cookie("albireo-session", session)
                .formParam("username", users.newName())
                .formParam("password", Given.PASSWORD)
                .formParam("form_token", token)
                .post("/register");
    }

    @Test
    void the_login_page_says_that_one_may_register() {
        given().get("/login").then().body(containsString("href=\"/register\""));
    }

    @Test
    void with_code_closes_the_first_enrolment_on_login_and_account_alike() {
        String partial = Given.session(users.user(true));
        given().cookie("albireo-session", partial)
                .get("/login/2fa")
                .then()
                .statusCode(200)
                .body(containsString("You need a second step"));
        for (String session : new String[] {partial, Given.session(users.user(false))}) {
            given().cookie("albireo-session", session)
                    .contentType(ContentType.JSON)
                    .body("{}")
                    .post("/webauthn/register/start")
                    .then()
                    .statusCode(403);
        }
    }

    private static Response register(String name, String password) {
        return given().redirects()
                .follow(false)
                .formParam("username", name)
                .formParam("password", password)
                .post("/register");
    }
}
