package dev.albireo.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Named as the suite names its modules. Those that are in Basic OP too are there, with the variant {@code PRIVATE_KEY}. */
@DisplayName("Modules of Dynamic OP: what a client publishes, and what is registered with it")
class DynamicModulesTest {
    private final SuiteSite site = new SuiteSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void oidcc_registration_jwks_uri() {
        SuiteKey key = SuiteKey.generate();
        SuiteRun.of(publishing(key), Map.of()).userinfo();
    }

    @Test
    void oidcc_refresh_token_rp_key_rotation() {
        SuiteClient client = publishing(SuiteKey.generate());
        SuiteRun run = SuiteRun.of(client, Map.of("scope", "openid offline_access", "prompt", "consent"));
        SuiteKey next = SuiteKey.generate();
        site.json("/jwks", next.published());

        Answer refreshed = client.token(
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        run.tokens().json().get("refresh_token").asText()),
                next.of(client.id()));

        assertThat(refreshed.status()).as(refreshed.toString()).isEqualTo(200);
    }

    @Test
    void oidcc_ensure_client_assertion_with_iss_aud_succeeds() {
        SuiteKey key = SuiteKey.generate();
        SuiteClient client = SuiteClient.registered(Variant.PRIVATE_KEY, Map.of("jwks", key.published()));
        SuiteClient saysIssuer = new SuiteClient(
                client.variant(),
                client.id(),
                id -> key.assertion(id, Running.stack().edgeUri()));
        SuiteRun.of(saysIssuer, Map.of()).userinfo();
    }

    @Test
    void oidcc_registration_sector_uri() {
        String list = site.json("/redirect_uris.json", List.of(SuiteClient.REDIRECT));
        SuiteClient first = SuiteClient.registered(Variant.PRIVATE_KEY, sector(list));
        SuiteClient second = SuiteClient.registered(Variant.PRIVATE_KEY, sector(list));
        SuiteRun run = SuiteRun.of(first, Map.of());
        assertThat(SuiteRun.by(second, run.person(), Map.of()).idToken().getSubject())
                .isEqualTo(run.idToken().getSubject());
    }

    @Test
    void oidcc_registration_sector_bad() {
        Map<String, Object> metadata = SuiteClient.metadata(Variant.DYNAMIC);
        metadata.putAll(sector(site.json("/redirect_uris.json", List.of("https://example.com/callback"))));
        Answer refused = SuiteClient.register(metadata);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(refused.header("content-type").orElse("")).startsWith("application/json");
        assertThat(refused.json().get("error").asText()).isEqualTo("invalid_client_metadata");
    }

    @Test
    void oidcc_request_uri_signed_rs256() throws ParseException {
        SuiteKey key = SuiteKey.generate();
        SuiteClient client = asking(key);
        Map<String, String> request = client.request(Map.of());
        site.jwt("/request", key.sign(requestObject(client, request)));
        Person person = Running.journey().person();
        SuiteRun.ended(client, person, request, byReference(person, client, request))
                .userinfo();
    }

    /** The suite skips the module, as {@code none} is not listed. */
    @Test
    void oidcc_request_uri_unsigned_and_idtoken_unsigned() throws ParseException {
        SuiteClient client = asking(SuiteKey.generate());
        Map<String, String> request = client.request(Map.of());
        site.jwt("/request", new PlainJWT(requestObject(client, request)).serialize());
        Answer page = byReference(Running.journey().person(), client, request);
        assertThat(page.status()).as(page.toString()).isEqualTo(400);
        assertThat(page.header("location")).isEmpty();

        Map<String, Object> metadata = SuiteClient.metadata(Variant.DYNAMIC);
        metadata.put("id_token_signed_response_alg", "none");
        assertThat(SuiteClient.register(metadata).status()).isEqualTo(400);
        Answer discovery = Running.journey().person().getJson("/.well-known/openid-configuration");
        assertThat(discovery.json().get("id_token_signing_alg_values_supported").toString())
                .contains("\"RS256\"")
                .doesNotContain("none");
    }

    private SuiteClient publishing(SuiteKey key) {
        String uri = site.json("/jwks", key.published());
        Map<String, Object> metadata = SuiteClient.metadata(Variant.PRIVATE_KEY);
        metadata.put("jwks_uri", uri);
        return signing(metadata, key);
    }

    /** Registers the address of its requests, and how it signs them. */
    private SuiteClient asking(SuiteKey key) {
        Map<String, Object> metadata = SuiteClient.metadata(Variant.PRIVATE_KEY);
        metadata.put("jwks", key.published());
        metadata.put("request_uris", List.of(site.uri("/request")));
        metadata.put("request_object_signing_alg", "RS256");
        return signing(metadata, key);
    }

    private static SuiteClient signing(Map<String, ?> metadata, SuiteKey key) {
        Answer answer = SuiteClient.register(metadata);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return new SuiteClient(
                Variant.PRIVATE_KEY, answer.json().get("client_id").asText(), key);
    }

    private static Map<String, ?> sector(String list) {
        return Map.of("subject_type", "pairwise", "sector_identifier_uri", list);
    }

    private static JWTClaimsSet requestObject(SuiteClient client, Map<String, String> request) throws ParseException {
        Map<String, Object> claims = new LinkedHashMap<>(request);
        claims.put("iss", client.id());
        claims.put("aud", Running.stack().edgeUri().toString());
        return JWTClaimsSet.parse(Json.write(claims));
    }

    /** Requests authorization with only the parameters in the query that OpenID Connect Core section 6.2 requires there. */
    private Answer byReference(Person person, SuiteClient client, Map<String, String> request) {
        return SuiteClient.ask(
                person,
                Map.of(
                        "client_id",
                        client.id(),
                        "response_type",
                        "code",
                        "scope",
                        "openid",
                        "state",
                        request.getOrDefault("state", ""),
                        "request_uri",
                        site.uri("/request")));
    }
}
