package dev.albireo.credentials.reset;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.albireo.credentials.Visit;
import dev.albireo.credentials.login.OtherSettings;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(OtherSettings.class)
@DisplayName("Without mails there is no link to a forgotten password, and its page says so")
class MailOffTest {
    private static final String SAID = "Passwords cannot be reset by email here";

    @Test
    void the_sign_in_page_has_no_link() {
        Visit.anonymous().get("/login").then().statusCode(200).body(not(containsString("/login/forgot")));
    }

    @Test
    void the_page_says_that_it_is_not_available() {
        Visit.anonymous().get("/login/forgot").then().statusCode(404).body(containsString(SAID));
        Visit.anonymous()
                .send("/login/forgot", Map.of("username", "alice"))
                .then()
                .statusCode(404)
                .body(containsString(SAID));
    }
}
