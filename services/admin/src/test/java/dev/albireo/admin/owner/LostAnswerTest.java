package dev.albireo.admin.owner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.admin.owner.OwnerBehindBrokenWire.Request;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LostAnswerTest.Profile.class)
@DisplayName("The outcome of a command is true although its answer was lost")
class LostAnswerTest {
    /** No other stand-in of the owners than the one behind the broken wire. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(PostgresResource.class), new TestResourceEntry(OwnerBehindBrokenWire.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    private final String name = "user-" + UUID.randomUUID();

    @BeforeEach
    void the_wire_and_the_owner_are_well() {
        OwnerBehindBrokenWire.breakNext(0);
        OwnerBehindBrokenWire.unavailableNext(0);
        OwnerBehindBrokenWire.slowNext(0);
    }

    @Test
    void where_the_connection_broke_the_command_is_sent_again_with_the_same_id_by_the_same_person() {
        OwnerBehindBrokenWire.breakNext(2);

        create().body("errors", equalTo(null)).body("data.createUser.username", equalTo(name));

        List<Request> sent = OwnerBehindBrokenWire.requests(name);
        assertThat(sent).hasSizeGreaterThanOrEqualTo(3);
        assertThat(sent).extracting(Request::key).containsOnly(sent.getFirst().key());
        assertThat(sent.getFirst().key()).matches("\"[0-9a-f-]{36}\"");
        assertThat(sent).extracting(Request::actor).containsOnly("administrator-token");
    }

    @Test
    void where_the_owner_is_slower_than_one_attempt() {
        OwnerBehindBrokenWire.slowNext(1);

        create().body("errors", equalTo(null)).body("data.createUser.username", equalTo(name));

        assertThat(OwnerBehindBrokenWire.requests(name))
                .as("the first answer came too late")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void where_the_owner_is_unavailable_for_a_moment() {
        OwnerBehindBrokenWire.unavailableNext(2);

        create().body("errors", equalTo(null)).body("data.createUser.username", equalTo(name));

        assertThat(OwnerBehindBrokenWire.requests(name)).hasSize(3);
    }

    @Test
    void a_refusal_is_an_outcome() {
        create().body("errors", equalTo(null));

        create().body("errors[0].extensions.code", equalTo("conflict"));

        assertThat(OwnerBehindBrokenWire.requests(name))
                .as("two commands, each sent once")
                .hasSize(2)
                .extracting(Request::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void after_the_deadline_the_error_says_unavailable() {
        OwnerBehindBrokenWire.unavailableNext(1000);

        create().body("errors[0].extensions.code", equalTo("unavailable"));

        assertThat(OwnerBehindBrokenWire.requests(name)).hasSizeBetween(4, 20);
    }

    private ValidatableResponse create() {
        return given().contentType("application/json")
                .header("Authorization", "Bearer administrator-token")
                .body(Map.of(
                        "query",
                        "mutation { createUser(input: { username: \"" + name
                                + "\", password: \"correct horse battery\" }) { username } }"))
                .post("/graphql")
                .then()
                .statusCode(200);
    }
}
