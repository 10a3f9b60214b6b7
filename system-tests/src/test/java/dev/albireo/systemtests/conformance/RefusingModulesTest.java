package dev.albireo.systemtests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Named as the suite names its modules. */
@DisplayName("Modules of all plans that look at refusals, registration and metadata")
class RefusingModulesTest {

    @ParameterizedTest
    @EnumSource
    void oidcc_response_type_missing(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        Map<String, String> request = client.request(Map.of("response_type", ""));
        Map<String, String> received =
                client.received(SuiteClient.ask(Running.journey().person(), request));
        assertThat(received.get("error")).isIn("invalid_request", "unsupported_response_type");
        assertThat(received).containsEntry("state", request.get("state"));
    }

    @ParameterizedTest
    @EnumSource
    void oidcc_codereuse_and_codereuse_30seconds(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        Person person = Running.journey().person();
        Map<String, String> request = client.request(Map.of());
        String code = client.answer(person, SuitePerson.USERNAME, SuiteClient.ask(person, request))
                .getOrDefault("code", "");
        Answer tokens = client.redeem(code, Map.of());
        assertThat(tokens.status()).isEqualTo(200);
        Answer again = client.redeem(code, Map.of());
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().get("error").asText()).isEqualTo("invalid_grant");
        Person caller = new Person(Running.stack().edgeUri());
        Answer userinfo = caller.send(
                caller.base().resolve("/userinfo"),
                asked -> asked.header(
                        "Authorization",
                        "Bearer " + tokens.json().get("access_token").asText()));
        assertThat(userinfo.status()).as("what the code gave is revoked").isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    void oidcc_ensure_registered_redirect_uri_and_redirect_uri_in_authorization_request(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        for (String uri : List.of("https://example.com/not-registered", RelyingParty.REDIRECT + "?added=1")) {
            page(SuiteClient.ask(Running.journey().person(), client.request(Map.of("redirect_uri", uri))));
        }
        if (variant != Variant.STATIC) {
            page(SuiteClient.ask(Running.journey().person(), client.request(Map.of("redirect_uri", ""))));
        }
    }

    /** The suite skips these where the metadata does not list {@code none}. */
    @ParameterizedTest
    @EnumSource
    void oidcc_unsigned_request_object_is_no_request(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        Map<String, String> request = client.request(Map.of());
        String object = Base64URL.encode("{\"alg\":\"none\"}") + "."
                + Base64URL.encode(Json.write(request).getBytes(UTF_8)) + ".";
        Map<String, String> sent =
                client.request(Map.of("state", request.getOrDefault("state", ""), "request", object));
        Map<String, String> received =
                client.received(SuiteClient.ask(Running.journey().person(), sent));
        assertThat(received.get("error")).isIn("request_not_supported", "invalid_request_object");
        assertThat(discovery("request_object_signing_alg_values_supported")).doesNotContain("none");
    }

    @Test
    void oidcc_redirect_uri_query_OK_added_mismatch_and_regfrag() {
        String withQuery = RelyingParty.REDIRECT + "?foo=bar";
        SuiteClient client = SuiteClient.registered(Variant.DYNAMIC, Map.of("redirect_uris", List.of(withQuery)));
        Person person = Running.journey().person();
        Answer first = SuiteClient.ask(person, client.request(Map.of("redirect_uri", withQuery)));
        assertThat(client.answer(person, SuitePerson.USERNAME, first))
                .containsEntry("foo", "bar")
                .containsKey("code");
        for (String wrong : List.of(RelyingParty.REDIRECT, withQuery + "&a=b", RelyingParty.REDIRECT + "?foo=other")) {
            page(SuiteClient.ask(Running.journey().person(), client.request(Map.of("redirect_uri", wrong))));
        }
        Answer fragment = new Person(Running.stack().edgeUri())
                .postJson("/connect/register", Map.of("redirect_uris", List.of(RelyingParty.REDIRECT + "#foobar")));
        assertThat(fragment.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void oidcc_userinfo_rs256_and_idtoken_rs256(String algorithm) {
        SuiteClient client = SuiteClient.registered(
                Variant.DYNAMIC,
                Map.of("userinfo_signed_response_alg", algorithm, "id_token_signed_response_alg", "RS256"));
        SuiteRun run = SuiteRun.of(client, Map.of());
        Answer answer = run.bearer("GET");
        assertThat(answer.header("content-type").orElse("")).startsWith("application/jwt");
        assertThat(SuiteRun.verified(answer.body(), JWSAlgorithm.parse(algorithm))
                        .getSubject())
                .isEqualTo(run.idToken().getSubject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"logo_uri", "policy_uri", "tos_uri"})
    void oidcc_registration_logo_uri_policy_uri_tos_uri(String field) {
        String uri = "https://www.example.com/" + field;
        SuiteClient client = SuiteClient.registered(Variant.DYNAMIC, Map.of(field, uri));
        Answer login = SuiteClient.ask(Running.journey().person(), client.request(Map.of()));
        assertThat(login.uri().getPath()).isEqualTo("/login");
        assertThat(login.body()).as("shown on the login page").contains(uri);
    }

    @Test
    void oidcc_discovery_endpoint_verification() {
        Answer answer = Running.journey().person().getJson("/.well-known/openid-configuration");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type").orElse("")).startsWith("application/json");
        String issuer = answer.json().get("issuer").asText();
        assertThat(issuer).isEqualTo(Running.stack().edgeUri().toString());
        assertThat(discovery("response_types_supported")).contains("code");
        assertThat(discovery("subject_types_supported")).contains("public");
        assertThat(discovery("id_token_signing_alg_values_supported")).contains("RS256");
        assertThat(discovery("grant_types_supported")).contains("authorization_code");
        assertThat(discovery("scopes_supported")).contains("openid");
        assertThat(discovery("claims_supported")).contains("sub", "name", "email", "address", "phone_number");
        for (String endpoint : List.of(
                "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "registration_endpoint")) {
            assertThat(answer.json().get(endpoint).asText()).startsWith(issuer + "/");
        }
        Answer keys = Running.journey().person().getJson("/.well-known/jwks.json");
        assertThat(keys.json().get("keys")).isNotEmpty().allSatisfy(key -> {
            assertThat(key.has("kid")).isTrue();
            assertThat(key.has("d") || key.has("k")).as("nothing private").isFalse();
        });
    }

    private static List<String> discovery(String field) {
        Answer answer = Running.journey().person().getJson("/.well-known/openid-configuration");
        List<String> values = new ArrayList<>();
        answer.json().path(field).forEach(value -> values.add(value.asText()));
        return values;
    }

    private static void page(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.page().select("h1").text()).isNotEmpty();
    }
}
