package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.Seed;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The seed's mutations, query and curl example, as printed")
class SeedMutationTest {
    private final Admin admin = Running.admin();

    @BeforeAll
    static void alice() {
        Seed.alice();
    }

    @Test
    void the_mutation_requires_the_second_factor() {
        JsonNode data = admin.data(Seed.block("mutation {", "required: true"));
        assertThat(data).isEqualTo(Seed.response("setUser2faRequired").get("data"));
    }

    @Test
    void the_mutation_removes_the_requirement() {
        JsonNode result =
                admin.data(Seed.block("mutation {", "required: false")).get("setUser2faRequired");
        assertThat(result.get("success").asBoolean()).isTrue();
        assertThat(result.get("requires2fa").asBoolean()).isFalse();
    }

    @Test
    void the_curl_example_answers_as_printed() {
        Answer answer = admin.post(Seed.curlBody());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(Seed.response("setUser2faRequired"));
    }

    @Test
    void the_query_answers_with_the_printed_fields() {
        JsonNode status = admin.data(Seed.block("query {", "user2faStatus")).get("user2faStatus");
        JsonNode printed = Seed.response("user2faStatus").at("/data/user2faStatus");
        assertThat(status.fieldNames()).toIterable().containsExactlyElementsOf(() -> printed.fieldNames());
        assertThat(status.get("username").asText()).isEqualTo("alice");
        assertThat(status.get("passkeyCount").asInt())
                .isEqualTo(status.get("passkeyEnrolled").asBoolean() ? 1 : 0);
        assertThat(status.get("passkeyEnrolledAt").isNull()
                        || Instant.parse(status.get("passkeyEnrolledAt").asText())
                                .isBefore(Instant.now()))
                .isTrue();
    }

    @Test
    void an_unknown_user_is_an_answer_and_not_an_error() {
        JsonNode result = admin.data("mutation { setUser2faRequired(username: \"nonexistent_user\", required: true) "
                + "{ success message username requires2fa } }");
        assertThat(result)
                .isEqualTo(
                        Json.parse(
                                "{\"setUser2faRequired\":{\"success\":false,"
                                        + "\"message\":\"User not found: nonexistent_user\",\"username\":\"nonexistent_user\",\"requires2fa\":false}}"));
    }

    @Test
    void the_status_of_an_unknown_user_is_an_error_with_a_code() {
        JsonNode response = admin.graphql("{ user2faStatus(username: \"unknown\") { username } }")
                .json();
        assertThat(response.at("/errors/0/message").asText()).isEqualTo("User not found: unknown");
        assertThat(response.at("/errors/0/extensions/code").asText()).isEqualTo("not-found");
    }

    @Test
    void aliases_set_several_users_at_once() {
        String a = admin.newUser("bulk");
        String b = admin.newUser("bulk");
        JsonNode data =
                admin.data("mutation { a: setUser2faRequired(username: \"" + a + "\", required: true) { requires2fa }"
                        + " b: setUser2faRequired(username: \"" + b + "\", required: true) { requires2fa } }");
        assertThat(data.at("/a/requires2fa").asBoolean()).isTrue();
        assertThat(data.at("/b/requires2fa").asBoolean()).isTrue();
    }
}
