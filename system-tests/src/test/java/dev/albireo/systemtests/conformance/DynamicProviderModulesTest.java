package dev.albireo.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.StoredSigningKeys;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Named as the suite names its modules. */
@DisplayName("Modules of Dynamic OP: what the provider says of itself")
class DynamicProviderModulesTest {
    /** New keys take their time to be made. */
    private static final Duration SOON = Duration.ofSeconds(40);

    /** The plan requires the implicit types of a dynamic provider, so this one has them enabled. */
    @Test
    void oidcc_discovery_endpoint_verification() {
        RunningService implicit = Running.stack()
                .startInstance(new ExtraReplica(
                        "oauth-implicit", StackService.OAUTH, Map.of("albireo.authorize.implicit", "true"), false));
        try {
            Answer answer = new Person(implicit.uri()).getJson("/.well-known/openid-configuration");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type").orElse("")).startsWith("application/json");
            JsonNode metadata = answer.json();
            assertThat(texts(metadata.get("response_types_supported")).stream().map(type -> words(type)))
                    .contains(words("code"), words("id_token"), words("id_token token"));
            assertThat(texts(metadata.get("grant_types_supported"))).contains("authorization_code", "implicit");
            assertThat(texts(metadata.get("subject_types_supported"))).contains("public", "pairwise");
            assertThat(texts(metadata.get("request_object_signing_alg_values_supported")))
                    .contains("RS256");
            assertThat(metadata.get("request_parameter_supported").asBoolean()).isTrue();
            assertThat(metadata.get("request_uri_parameter_supported").asBoolean())
                    .isTrue();
            assertThat(metadata.get("claims_parameter_supported").asBoolean()).isTrue();
            assertThat(texts(metadata.get("userinfo_signing_alg_values_supported")))
                    .contains("RS256");
            assertThat(texts(metadata.get("token_endpoint_auth_methods_supported")))
                    .contains("private_key_jwt");
            assertThat(texts(metadata.get("scopes_supported")))
                    .contains("openid")
                    .allMatch(scope -> scope.matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]+"));
            assertThat(metadata.get("code_challenge_methods_supported").isArray())
                    .isTrue();
        } finally {
            implicit.stop();
        }
    }

    @Test
    void oidcc_server_rotate_keys() throws ParseException {
        Set<String> before = kids();
        new StoredSigningKeys().age(Duration.ofMinutes(10));
        Running.admin().graphql("mutation { rotateSigningKeys { kid } }");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(kids())
                        .as("the old ones and new ones")
                        .containsAll(before)
                        .hasSizeGreaterThan(before.size()));
    }

    /** Distinct, public, usable. */
    private static Set<String> kids() throws ParseException {
        Answer answer = Running.journey().person().getJson("/.well-known/jwks.json");
        List<JWK> keys = JWKSet.parse(answer.body()).getKeys();
        assertThat(keys).isNotEmpty().noneMatch(JWK::isPrivate);
        assertThat(keys.stream().map(JWK::getKeyID)).doesNotContainNull().doesNotHaveDuplicates();
        return keys.stream().map(JWK::getKeyID).collect(Collectors.toSet());
    }

    private static Set<String> words(String type) {
        return new TreeSet<>(Arrays.asList(type.split(" ")));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
