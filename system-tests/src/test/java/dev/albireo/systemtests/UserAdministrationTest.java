package dev.albireo.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Running;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Users of any origin are found, changed and deleted")
class UserAdministrationTest {
    private final Admin admin = Running.admin();
    private final Resources resources = Running.resources();
    private final Journey journey = Running.journey();

    @Test
    void a_changed_name_is_the_one_to_sign_in_with() {
        String before = admin.newUser("changed");
        String after = before + "-new";

        JsonNode result = admin.data("mutation { updateUser(username: \"" + before + "\", input: {username: \"" + after
                        + "\", groups: [\"staff\"]}) { success message user { username name groups } } }")
                .get("updateUser");

        assertThat(result.get("message").asText()).isEqualTo("User " + before + " was changed");
        assertThat(result.at("/user/username").asText()).isEqualTo(after);
        assertThat(result.at("/user/name").asText()).as("was not named").isEqualTo("changed Example");
        assertThat(result.at("/user/groups")).hasToString("[\"staff\"]");
        assertThat(journey.login(journey.person(), before).status()).isEqualTo(401);
        assertThat(journey.login(journey.person(), after).status()).isEqualTo(303);
    }

    @Test
    void an_invalid_change_is_an_error_that_names_the_field() {
        String name = admin.newUser("invalid");

        JsonNode error = admin.graphql(
                        "mutation { updateUser(username: \"" + name + "\", input: {username: \"a;b\"}) { success } }")
                .json()
                .at("/errors/0");

        assertThat(error.path("message").asText()).isEqualTo("username: username must not contain ; / or \\");
        assertThat(error.at("/extensions/code").asText()).isEqualTo("unprocessable");
    }

    @Test
    void a_deleted_user_is_signed_out_and_unknown() {
        String name = admin.newUser("deleted");
        Person person = journey.person();
        journey.login(person, name);
        assertThat(person.get("/account").status()).isEqualTo(200);

        JsonNode result = deleted(name);

        assertThat(result.get("message").asText()).isEqualTo("User " + name + " was deleted");
        assertThat(result.at("/user/username").asText()).isEqualTo(name);
        assertThat(person.get("/account").header("location"))
                .hasValueSatisfying(login -> assertThat(login).startsWith("/login"));
        assertThat(journey.login(journey.person(), name).status()).isEqualTo(401);
        assertThat(admin.data("{ user(username: \"" + name + "\") { subject } }")
                        .get("user")
                        .isNull())
                .isTrue();
        JsonNode again = deleted(name);
        assertThat(again.get("success").asBoolean()).isFalse();
        assertThat(again.get("message").asText()).isEqualTo("User not found: " + name);
    }

    @Test
    void a_user_of_GraphQL_is_a_resource_under_the_subject() {
        String name = admin.newUser("resource");
        String subject = admin.data("{ user(username: \"" + name + "\") { subject } }")
                .at("/user/subject")
                .asText();

        Answer refused = resources.get("User/" + name);

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.json().get("detail").asText()).isEqualTo(name + " is a login name of User/" + subject);
        assertThat(resources.get("User/" + subject).json().get("userName").asText())
                .isEqualTo(name);
    }

    @Test
    void a_login_name_that_no_resource_can_have_as_id_says_whose_it_is() {
        String email = admin.newUser("owner") + "@example.org";
        String subject = admin.data("mutation { createUser(input: {username: \"Ä" + email + "\", email: \"" + email
                        + "\", emailVerified: true}) { subject } }")
                .at("/createUser/subject")
                .asText();

        for (String name : List.of("Ä" + email, "ä" + email, email)) {
            assertThat(resources
                            .get("User/" + URLEncoder.encode(name, UTF_8))
                            .json()
                            .get("detail")
                            .asText())
                    .isEqualTo(name + " is a login name of User/" + subject);
        }
        assertThat(resources
                        .get("User/" + URLEncoder.encode("no-" + email, UTF_8))
                        .json()
                        .get("detail")
                        .asText())
                .isEqualTo("resource not found");
    }

    @Test
    void users_are_filtered_and_counted() {
        String group = "group-" + UUID.randomUUID();
        String enabled = admin.newUser("filtered");
        String disabled = admin.newUser("filtered");
        for (Map.Entry<String, Boolean> user :
                Map.of(enabled, true, disabled, false).entrySet()) {
            admin.data("mutation { updateUser(username: \"" + user.getKey() + "\", input: {groups: [\"" + group
                    + "\"], enabled: " + user.getValue() + "}) { success } }");
        }
        String filter = "(filter: {group: \"" + group + "\", enabled: false, requires2fa: false})";

        JsonNode data = admin.data("{ users" + filter + " { nodes { username } } userCount" + filter + " all: userCount"
                + "(filter: {group: \"" + group + "\"}) }");

        assertThat(data.at("/users/nodes")).hasToString("[{\"username\":\"" + disabled + "\"}]");
        assertThat(data.get("userCount").asLong()).isOne();
        assertThat(data.get("all").asLong()).isEqualTo(2);
    }

    private JsonNode deleted(String name) {
        return admin.data("mutation { deleteUser(username: \"" + name + "\") { success message user { username } } }")
                .get("deleteUser");
    }
}
