package dev.albireo.credentials.registration;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.albireo.credentials.ShortDeadline;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ShortDeadline.class)
@DisplayName("albireo.registration-page.passkey=false")
class RegistrationWithoutPasskeyTest {
    @Test
    void where_users_register_with_passwords_alone_no_passkey_is_offered_or_accepted() {
        given().get("/register")
                .then()
                .statusCode(200)
                .body(containsString("name=\"password\""))
                .body(not(containsString("create-account")));
        for (String step : List.of("start", "finish")) {
            given().accept(ContentType.JSON)
                    .contentType(ContentType.JSON)
                    .body(Map.of("username", "without-passkey"))
                    .post("/webauthn/new-account/" + step)
                    .then()
                    .statusCode(404)
                    .body(member("detail", equalTo("users cannot register with a passkey here")));
        }
    }
}
