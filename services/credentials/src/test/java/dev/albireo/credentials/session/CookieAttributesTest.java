package dev.albireo.credentials.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Authenticator;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Visit;
import dev.albireo.events.UserState;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 6265 section 4.1.1: the attributes of every cookie, without the Version of RFC 2109")
class CookieAttributesTest {
    private static final String ATTRIBUTES =
            "[^;]+=[^;]*(; ?(Path=/|Max-Age=[0-9]+|Expires=[^;]+|(?i:HttpOnly)|SameSite=Lax))+";
    private static final String PASSWORD_PAGE = "/account/password";

    @Inject
    Given users;

    @Inject
    FixedClock clock;

    @Test
    void of_a_browser_and_of_a_sign_in() {
        Response browser = given().redirects()
                .follow(false)
                .header("Sec-Fetch-Dest", "document")
                .get("/login");
        Response login = Given.login(users.user(false).username(), Given.PASSWORD);

        assertThat(cookies(browser)).singleElement().asString().startsWith("albireo-browser-");
        assertThat(cookies(login)).hasSize(2).anyMatch(cookie -> cookie.startsWith("albireo-device="));
    }

    @Test
    void of_further_proofs_and_changes() {
        Visit visit = Visit.of(users.user(false));

        assertThat(cookies(visit.post("/account/confirm", Map.of("password", Given.PASSWORD))))
                .hasSize(1);
        assertThat(cookies(visit.post(
                        PASSWORD_PAGE, Map.of("current", Given.PASSWORD, "password", "another horse battery"))))
                .hasSize(1);
        assertThat(cookies(visit.post(PASSWORD_PAGE, "/auth/logout", Map.of())))
                .singleElement()
                .asString()
                .contains("Max-Age=0");
    }

    @Test
    void of_a_second_factor() {
        UserState user = users.user(false);
        Visit first = Visit.of(user);
        Authenticator app = new Authenticator(
                JsonMember.<String>read(first.json("/auth/two-factor/enable").asString(), "secretKey"), clock);
        assertThat(cookies(first.postJson("/auth/two-factor/enable", Map.of("token", app.code()))))
                .hasSize(1);
        clock.advance(Duration.ofMinutes(2));

        assertThat(cookies(Visit.of(user).post("/login/2fa?way=code", "/login/2fa", Map.of("token", app.code()))))
                .hasSize(1);
    }

    /** Returns the cookies that the response sets, whose attributes it has checked. */
    private static List<String> cookies(Response response) {
        List<String> cookies = response.headers().getValues("Set-Cookie");
        assertThat(cookies).isNotEmpty().allSatisfy(cookie -> assertThat(cookie).matches(ATTRIBUTES));
        return cookies;
    }
}
