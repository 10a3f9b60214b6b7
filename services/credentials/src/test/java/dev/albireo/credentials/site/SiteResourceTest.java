package dev.albireo.credentials.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.startsWith;

import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 8615, the well-known addresses for users")
class SiteResourceTest {
    @ParameterizedTest
    @CsvSource({"/, /account", "/.well-known/change-password, /account/password"})
    void leads_to_the_page_that_has_it(String path, String page) {
        given().redirects().follow(false).get(path).then().statusCode(303).header("Location", endsWith(page));
    }

    @Test
    void passkey_endpoints_are_pages_of_the_account() {
        var endpoints = given().get("/.well-known/passkey-endpoints");
        endpoints.then().statusCode(200).contentType(startsWith("application/json"));
        assertThat(JsonMember.<String>read(endpoints.asString(), "enroll"))
                .startsWith("http")
                .endsWith("/account")
                .isEqualTo(JsonMember.read(endpoints.asString(), "manage"));
    }

    @Test
    void the_icon_is_an_image() {
        given().get("/favicon.ico")
                .then()
                .statusCode(200)
                .contentType(startsWith("image/svg+xml"))
                .header("Cache-Control", startsWith("public"));
    }

    @Test
    void without_a_contact_there_is_no_security_txt() {
        given().accept("text/plain").get("/.well-known/security.txt").then().statusCode(404);
    }
}
