package dev.albireo.credentials.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import dev.albireo.credentials.login.OtherSettings;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OtherSettings.class)
@QuarkusTestResource(PostgresResource.class)
@DisplayName("RFC 9116, security.txt")
class RFC9116SecurityTxtTest {
    @Test
    void section_2_5_names_the_contact_its_own_address_and_when_it_expires() {
        var answer = given().get("/.well-known/security.txt");

        answer.then().statusCode(200).contentType(startsWith("text/plain"));
        Map<String, String> fields = answer.asString()
                .lines()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1]));
        assertThat(fields).containsOnlyKeys("Contact", "Expires", "Canonical");
        assertThat(fields).containsEntry("Contact", OtherSettings.CONTACT);
        assertThat(fields.get("Canonical")).endsWith("/.well-known/security.txt");
        assertThat(Instant.parse(fields.get("Expires")))
                .isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(365)));
    }
}
