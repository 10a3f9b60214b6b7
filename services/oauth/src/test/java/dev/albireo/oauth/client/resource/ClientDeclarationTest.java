package dev.albireo.oauth.client.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ClientEntity;
import dev.albireo.oauth.client.metadata.ClientMetadataJson;
import dev.albireo.oauth.client.metadata.MetadataDefaults;
import dev.albireo.oauth.client.metadata.TokenFormat;
import dev.albireo.policy.Acr;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The resource Client")
class ClientDeclarationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SEED = """
            {"first_party":true,"grant_types":["code"],"auth":{"authorization_code":{
             "redirect_uri":"http://localhost:3001","access_token_expiration":360,"token_format":"jwt",
             "secret_required":true,"refresh_token":true}}}""";
    private static final String MINIMAL = """
            {"auth":{"authorization_code":{"redirect_uri":"https://app.example/cb"}}}""";

    @Test
    void the_seeds_client_may_omit_what_it_declared() {
        Client client = client(SEED, true);

        assertThat(client.name()).isEqualTo("app");
        assertThat(client.metadata().grants().types()).containsExactlyInAnyOrder("authorization_code", "refresh_token");
        assertThat(client.metadata().policy().firstParty()).isTrue();
        assertThat(client.requiresPkce()).isFalse();
        assertThat(client.mayOmitSecret()).isFalse();
        assertThat(client.metadata().tokens().refresh().always()).isTrue();
        assertThat(client.impliedRedirectUri(List.of())).hasValue("http://localhost:3001");
        assertThat(client.metadata().tokens().access().lifetime()).hasValue(Duration.ofMinutes(6));
        assertThat(client.metadata().tokens().access().format()).isEqualTo(TokenFormat.JWT);
        assertThat(client.metadata().grants().scopes()).contains("openid");
    }

    @Test
    void without_a_secret_it_is_public_and_uses_PKCE() {
        Client client = client(MINIMAL, false);

        assertThat(client.isPublic()).isTrue();
        assertThat(client.requiresPkce()).isTrue();
        assertThat(client.mayOmitSecret()).isTrue();
        assertThat(client.metadata().tokens().refresh().always()).isFalse();
    }

    @Test
    void a_service_account_gets_tokens_for_the_admin_api_and_is_nothing_else() {
        Client client = client(serviceAccount("\"scope\":[\"albireo:resources\"]"), false);

        assertThat(client.isServiceAccount()).isTrue();
        assertThat(client.metadata().tokens().access().audience()).containsExactly("albireo-admin");
        assertThat(client.metadata().grants().types()).containsExactly("client_credentials");
        assertThat(client.metadata().redirects().uris()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scope\":[\"albireo:resources\",\"openid\"]",
                "\"scope\":[\"albireo:resources\"],\"grant_types\":[\"client_credentials\",\"device_code\"]",
                "\"scope\":[\"albireo:resources\"],\"auth\":{\"authorization_code\":{\"token_format\":\"opaque\"}}",
                "\"scope\":[\"albireo:resources\",\"albireo:admin\"]",
                "\"scope\":[\"albireo:resources:more\"]"
            })
    void a_service_account_that_could_do_more_is_refused(String more) {
        assertThatThrownBy(() -> client(serviceAccount(more), false))
                .isInstanceOfSatisfying(
                        ProblemRefusal.class,
                        refusal -> assertThat(refusal.field()).hasValue("scope"));
    }

    @Test
    void a_service_account_has_no_secret() {
        assertThatThrownBy(() ->
                        client("{\"scope\":[\"albireo:resources\"],\"grant_types\":[\"client_credentials\"]}", true))
                .isInstanceOfSatisfying(
                        ProblemRefusal.class,
                        refusal -> assertThat(refusal.field()).hasValue("scope"));
    }

    private static String serviceAccount(String more) {
        String grants = more.contains("grant_types") ? "" : "\"grant_types\":[\"client_credentials\"],";
        return "{" + grants
                + "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks_uri\":\"https://ci.example/jwks\"," + more
                + "}";
    }

    @Test
    void a_secret_is_required_unless_the_resource_says_otherwise() {
        assertThat(client(MINIMAL, true).mayOmitSecret()).isFalse();
        assertThat(client(flow("\"secret_required\":false"), true).mayOmitSecret())
                .isTrue();
    }

    @Test
    void every_further_field_does_what_it_says() {
        Client client = client("""
                {"name":"Shop","active":false,"require_2fa":true,"scope":["openid","payment"],"auth_config":"mine",
                 "description":"two\\nlines","post_logout_redirect_uris":["https://app.example/bye"],
                 "logo_uri":"https://app.example/logo.png",
                 "auth":{"authorization_code":{"redirect_uri":["https://app.example/a","https://app.example/b"],
                  "token_format":"opaque","pkce":true,"audience":"https://api.example","refresh_token_expiration":60}}}""", true);

        assertThat(client.name()).isEqualTo("Shop");
        assertThat(client.enabled()).isFalse();
        assertThat(client.metadata().policy().minimumAcr()).isEqualTo(Acr.AAL2);
        assertThat(client.metadata().grants().scopes()).containsExactlyInAnyOrder("openid", "payment");
        assertThat(client.metadata().policy().authConfig()).hasValue("mine");
        assertThat(client.impliedRedirectUri(List.of())).isEmpty();
        assertThat(client.metadata().tokens().access().format()).isEqualTo(TokenFormat.OPAQUE);
        assertThat(client.requiresPkce()).isTrue();
        assertThat(client.metadata().tokens().access().audience()).containsExactly("https://api.example");
        assertThat(client.metadata().tokens().refresh().lifetime()).hasValue(Duration.ofMinutes(1));
    }

    @Test
    void a_client_that_only_asks_about_tokens_needs_no_address() {
        assertThat(client("{\"grant_types\":[]}", true).metadata().grants().types())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"grant_types":["password"]}                        | grant_types
            {"grant_types":["implicit"]}                        | grant_types
            {"grant_types":["basic"]}                           | grant_types
            {"grant_types":["refresh_token"]}                   | grant_types
            {"grant_types":"code"}                              | grant_types
            {"scope":["albireo:admin"]}                         | scope
            {"scope":["internal:oauth"]}                        | scope
            {"scope":["a b"]}                                   | scope
            {"name":5}                                          | name
            {"name":" "}                                        | name
            {"name":"a\\u0000b"}                                | name
            {"description":"a\\u0000b"}                         | description
            {"active":"yes"}                                    | active
            {"auth_config":"no such id!"}                       | auth_config
            {"logo_uri":"javascript:alert(1)"}                  | logo_uri
            {"post_logout_redirect_uris":["/bye"]}              | post_logout_redirect_uris
            {"trusted":true}                                    | trusted
            {"auth":{"implicit":{}}}                            | auth.implicit
            """)
    void what_is_wrong_is_named(String field, String path) {
        String whole = field.startsWith("{\"auth\"")
                ? field.replaceFirst(
                        "\\{\"auth\":\\{",
                        "{\"auth\":{\"authorization_code\":{\"redirect_uri\":\"https://a.example\"},")
                : field.substring(0, field.length() - 1) + "," + MINIMAL.substring(1);
        refused(whole, true, path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "redirect_uri":"http://app.example"  | redirect_uri
            "redirect_uri":"/cb"                 | redirect_uri
            "redirect_uri":5                     | redirect_uri
            "redirect_uri":[]                    | redirect_uri
            "access_token_expiration":0          | access_token_expiration
            "access_token_expiration":86401      | access_token_expiration
            "access_token_expiration":"360"      | access_token_expiration
            "refresh_token_expiration":0         | refresh_token_expiration
            "token_format":"saml"                | token_format
            "secret_required":true               | secret_required
            "pkce":false                         | pkce
            "audience":"albireo-admin"           | audience
            "audience":[""]                      | audience
            "client_assertion_types":[]          | client_assertion_types
            """)
    void what_is_wrong_with_the_flow_of_a_client_without_a_secret_is_named(String field, String name) {
        refused(flow(field), false, "auth.authorization_code." + name);
    }

    @Test
    void an_unknown_name_is_told_of_before_what_is_missing() {
        refused("{\"secrets\":\"x\"}", false, "secrets");
        refused("{}", false, "auth.authorization_code.redirect_uri");
    }

    @Test
    void what_is_stored_and_shown_is_what_was_declared() {
        Client client = client("""
                {"name":"Shop","first_party":true,"require_2fa":true,"scope":["openid","payment"],"auth_config":"mine",
                 "user_resource":true,"grant_types":["code","client_credentials","device_code"],
                 "allowed_origins":["https://o.example"],"resources":["https://r.example"],"serves":["https://s.example"],
                 "client_uri":"https://app.example/","logo_uri":"https://app.example/l","tos_uri#fr":"https://app.example/fr",
                 "policy_uri":"https://app.example/p","tos_uri":"https://app.example/t","contacts":["ops@app.example"],
                 "software_id":"s","software_version":"1","jwks_uri":"https://app.example/jwks",
                 "require_pushed_authorization_requests":true,"request_object_signing_alg":"PS256",
                 "require_signed_request_object":true,"request_uris":["https://app.example/r#1"],
                 "default_max_age":60,"default_acr_values":["aal2"],"require_auth_time":true,
                 "id_token_signed_response_alg":"ES256","userinfo_signed_response_alg":"EdDSA","id_token_claims":"none",
                 "token_endpoint_auth_signing_alg":"ES256","sector_identifier_uri":"https://app.example/s",
                 "post_logout_redirect_uris":["https://app.example/bye"],
                 "backchannel_logout_uri":"https://app.example/o","backchannel_logout_session_required":true,
                 "frontchannel_logout_uri":"https://app.example/f","frontchannel_logout_session_required":true,
                 "initiate_login_uri":"https://app.example/i",
                 "auth":{"authorization_code":{"redirect_uri":["https://app.example/a","com.example.app:/b"],
                  "access_token_expiration":360,"token_format":"opaque","audience":["https://api.example"],
                  "refresh_token":true,"refresh_token_expiration":60,"secret_required":true,"pkce":true}}}""", true);
        ObjectNode shown = ClientMetadataJson.resource(client.metadata());

        assertThat(ClientEntity.of(client).toClient()).isEqualTo(client);
        assertThat(client(shown.toString(), true)).isEqualTo(client);
        assertThat(shown.at("/auth/authorization_code").properties()).hasSize(8);
    }

    @Test
    void what_is_a_default_is_not_shown() {
        assertThat(ClientMetadataJson.resource(client(MINIMAL, true).metadata()).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "name",
                        "application_type",
                        "first_party",
                        "grant_types",
                        "scope",
                        "id_token_signed_response_alg",
                        "auth");
    }

    private static String flow(String field) {
        String address = field.contains("redirect_uri") ? "" : "\"redirect_uri\":\"https://app.example/cb\",";
        return "{\"auth\":{\"authorization_code\":{" + address + field + "}}}";
    }

    private static void refused(String document, boolean hasSecret, String field) {
        assertThatThrownBy(() -> client(document, hasSecret)).isInstanceOfSatisfying(ProblemRefusal.class, refusal -> {
            assertThat(refusal.problem()).isEqualTo(Problem.UNPROCESSABLE);
            assertThat(refusal.field()).hasValue(field);
        });
    }

    private static Client client(String document, boolean hasSecret) {
        try {
            return ClientDeclaration.of(
                            JSON.readTree(document),
                            hasSecret,
                            MetadataDefaults.ofDeclaration("app", hasSecret, List.of("openid")))
                    .toClient("app", Optional.of("hash").filter(hash -> hasSecret), Instant.EPOCH);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
