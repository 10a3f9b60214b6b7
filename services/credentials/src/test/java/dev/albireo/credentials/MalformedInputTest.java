package dev.albireo.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Malformed input to any endpoint is rejected, never a fault")
class MalformedInputTest {
    private static final List<String> JSON = List.of(
            "",
            "{",
            "[]",
            "null",
            "\"x\"",
            "1",
            "{}",
            "{\"credential\":null}",
            "{\"credential\":{}}",
            "{\"credential\":\"x\"}",
            "{\"credential\":{\"id\":1,\"response\":[]}}",
            "{\"credential\":{\"id\":\"AQ\",\"rawId\":\"AQ\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"AQ\","
                    + "\"authenticatorData\":\"AQ\",\"signature\":\"AQ\"},\"clientExtensionResults\":{}}}",
            "{\"credential\":{\"id\":\"AQ\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"e30\","
                    + "\"attestationObject\":\"oA\"},\"clientExtensionResults\":{}}}",
            "{\"interaction\":7}",
            "{\"interaction\":\"a.b.c\"}",
            "{\"name\":[\"x\"]}",
            "{\"name\":\"\\u0000\\ud800\"}",
            "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}",
            "{\"cookieHash\":1,\"required\":\"yes\",\"enabled\":2,\"password\":[],\"username\":{}}");

    private static final List<String> FORMS = List.of(
            "",
            "=",
            "&&&",
            "%",
            "%zz=%zz",
            "username=%00&password=%00",
            "username=a&username=b&password=c",
            "username=%FF%FE&password=%C3%28",
            "interaction=x&form_token=y",
            "id=%00&name=%00&code=%00",
            "username=" + "x".repeat(15000) + "&password=" + "y".repeat(15000));

    @Inject
    Given given;

    static List<Door> doors() {
        return Door.all().stream().filter(door -> !door.method().equals("GET")).toList();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void at_every_door(Door door) {
        String session = Given.session(given.user(false));
        for (String body : door.form() ? FORMS : JSON) {
            Response response = door.knock(session, body);
            assertThat(response.statusCode())
                    .as("%s with %s: %s", door, body, response.asString())
                    .isLessThan(500);
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void a_form_at_a_json_door_and_json_at_a_form_door_are_refused(Door door) {
        String session = Given.session(given.user(false));
        Response response =
                new Door(door.method(), door.path(), !door.form()).knock(session, door.form() ? "{}" : "a=b");
        assertThat(response.statusCode()).as(door + ": " + response.asString()).isBetween(400, 499);
    }
}
