package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Running;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The first calls of an administrator after a revocation of signing keys succeed")
class RevokedServiceTokenTest {
    private static final String USERS = "{ users(first: 1) { endCursor } }";
    private static final String CLIENTS = "{ clients(first: 1) { endCursor } }";

    /** The tokens that services have cached for each other were signed with a revoked key, and have not expired. */
    @Test
    void although_the_tokens_of_the_services_are_rejected() {
        Administrator before = Administrator.signIn();
        succeeds(before.graphql(USERS));
        succeeds(before.graphql(CLIENTS));
        revokeAllThatHaveSigned();

        Administrator after = Administrator.signIn();
        Answer declared = after.put("/AuthConfig/" + UUID.randomUUID(), Map.of("resourceType", "AuthConfig"));

        assertThat(declared.status()).as(declared.toString()).isEqualTo(201);
        succeeds(after.graphql(USERS));
        succeeds(after.graphql(CLIENTS));
    }

    private static void succeeds(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().has("errors")).as(answer.toString()).isFalse();
    }

    private static void revokeAllThatHaveSigned() {
        JsonNode keys =
                Running.admin().data("{ signingKeys { kid algorithm state } }").get("signingKeys");
        for (JsonNode key : keys) {
            if (key.get("algorithm").asText().equals("RS256")
                    && !key.get("state").asText().equals("NEXT")) {
                Running.admin()
                        .data("mutation { revokeSigningKey(kid: \""
                                + key.get("kid").asText() + "\", reason: \"found in a log\") { kid } }");
            }
        }
    }
}
