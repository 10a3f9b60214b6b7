package dev.albireo.credentials.login;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threats, rule 48. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 9110 section 15.5.14, a body over the limit")
class TooLargeFormTest {
    private static final String LARGE = "x".repeat(100_000);

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/login/2fa", "/register", "/account/password", "/auth/two-factor/enable"})
    void is_answered_to_a_browser_with_a_page_with_a_way_on(String form) {
        given().accept("text/html,*/*;q=0.8")
                .formParam("username", LARGE)
                .post(form)
                .then()
                .statusCode(413)
                .header("Connection", "close")
                .contentType(ContentType.HTML)
                .body(containsString("<a href=\"/account\">Go to your account</a>"));
    }

    @Test
    void is_answered_to_a_program_with_a_problem_document() {
        given().contentType(ContentType.JSON)
                .body("\"" + LARGE + "\"")
                .post("/auth/two-factor/enable")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body(member("status", equalTo(413)));
    }
}
