package dev.albireo.credentials.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Door;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Control characters in parameters are rejected at every endpoint")
class ParameterGuardTest {
    private static final String INTERNAL = "/internal/";
    private static final String FORWARDED = "/auth/login";

    static Stream<Door> forms() {
        return Door.all().stream().filter(Door::form);
    }

    static Stream<Door> queries() {
        return Door.all().stream()
                .filter(door -> door.method().equals("GET"))
                .filter(door ->
                        !door.path().startsWith(INTERNAL) && !door.path().equals(FORWARDED));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void in_a_form(Door door) {
        for (String form : List.of("interaction=%00", "username=a%0Ab", "token=12%7F", "x%01=y")) {
            Response response = send(door.method(), door.path(), form);
            assertThat(response.statusCode()).as(door + " with " + form).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void in_a_query(Door door) {
        for (String query : List.of("interaction=%00", "redirect_to=%2Faccount%0D%0A", "x=%1F")) {
            Response response = send("GET", door.path() + "?" + query, "");
            assertThat(response.statusCode()).as(door + " with " + query).isEqualTo(400);
        }
    }

    @Test
    void a_password_may_have_any_character() {
        Response response = given().contentType("application/x-www-form-urlencoded")
                .body("username=unknown&password=a%09long%01password")
                .post("/login");
        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void an_authorization_request_under_its_other_name_is_forwarded() {
        Response response = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get("/auth/login?client_id=x&response_type=code&state=a%0A");
        assertThat(response.statusCode()).isBetween(300, 399);
        assertThat(response.getHeader("Location")).contains("/authorize?").contains("state=a%0A");
    }

    private static Response send(String method, String path, String form) {
        RequestSpecification request = given().redirects().follow(false).urlEncodingEnabled(false);
        return form.isEmpty()
                ? request.request(method, path)
                : request.contentType("application/x-www-form-urlencoded")
                        .body(form)
                        .request(method, path);
    }
}
