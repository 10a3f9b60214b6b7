package dev.albireo.oauth.client.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.oauth.client.metadata.ApplicationType;
import dev.albireo.oauth.client.metadata.ClientInfo;
import dev.albireo.oauth.client.metadata.ClientLink;
import dev.albireo.oauth.client.metadata.ClientMetadata;
import dev.albireo.oauth.client.metadata.ClientMetadataJson;
import dev.albireo.oauth.client.metadata.MetadataDefaults;
import dev.albireo.oauth.client.metadata.TokenEndpointAuthMethod;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Client metadata, RFC 7591 section 2")
class ClientRegistrationTest {
    private static final List<String> DEFAULTS = List.of("openid", "profile");

    @Test
    void what_is_left_out_has_a_default() {
        ClientMetadata registration = read("{'redirect_uris':['https://app.example/cb']}");

        assertThat(registration.info().name()).isEqualTo("https://app.example");
        assertThat(registration.authentication().method()).isEqualTo(TokenEndpointAuthMethod.CLIENT_SECRET_BASIC);
        assertThat(registration.grants().types()).containsExactlyInAnyOrder("authorization_code", "refresh_token");
        assertThat(registration.grants().scopes()).containsExactlyInAnyOrderElementsOf(DEFAULTS);
        assertThat(registration.grants().requirePkce()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"client_secret_basic, false", "none, true"})
    void RFC_9700_section_2_1_1_the_operator_may_leave_PKCE_to_clients_that_have_a_secret(
            String method, boolean required) throws JsonProcessingException {
        var body = new ObjectMapper()
                .createObjectNode()
                .put("token_endpoint_auth_method", method)
                .set("redirect_uris", new ObjectMapper().readTree("[\"https://app.example/cb\"]"));

        assertThat(ClientRegistrationReader.read(body, MetadataDefaults.ofRegistration(DEFAULTS, false))
                        .grants()
                        .requirePkce())
                .isEqualTo(required);
    }

    @Test
    void what_this_server_does_not_know_is_ignored() {
        assertThat(read("{'redirect_uris':['https://app.example/cb'],'first_party':true,'dpop':[1]}"))
                .isNotNull();
    }

    @Test
    void everything_that_is_known_is_taken_over() {
        ClientMetadata registration = read("""
                {'redirect_uris':['com.example.app:/cb'],'client_name':' Shop ','token_endpoint_auth_method':'none',
                 'grant_types':['authorization_code'],'response_types':['code'],'scope':'openid shop.read openid',
                 'logo_uri':'https://shop.example/l.png','policy_uri':'https://shop.example/p','tos_uri':null,
                 'post_logout_redirect_uris':['https://shop.example/bye']}""");

        assertThat(registration.info().name()).isEqualTo("Shop");
        assertThat(registration.authentication().method()).isEqualTo(TokenEndpointAuthMethod.NONE);
        assertThat(registration.grants().scopes()).containsExactlyInAnyOrder("openid", "shop.read");
        assertThat(registration.info().link(ClientLink.LOGO_URI)).contains("https://shop.example/l.png");
        assertThat(registration.info().link(ClientLink.TOS_URI)).isEmpty();
        assertThat(registration.logout().afterLogout()).containsExactly("https://shop.example/bye");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'redirect_uris':[] | redirect_uris",
                "'redirect_uris':'https://a.example' | redirect_uris",
                "'redirect_uris':[5] | redirect_uris",
                "'redirect_uris':{'a':'https://a.example'} | redirect_uris",
                "'redirect_uris':null | redirect_uris",
                "'client_name':5 | client_name",
                "'client_name':'a\\u0000b' | client_name",
                "'token_endpoint_auth_method':'client_secret_jwt' | token_endpoint_auth_method",
                "'token_endpoint_auth_method':'private_key_jwt' | jwks",
                "'jwks':{} | jwks",
                "'jwks':5 | jwks",
                "'jwks':{'keys':'x'} | jwks",
                "'jwks':{'keys':[null]} | jwks",
                "'jwks':{'keys':[1]} | jwks",
                "'jwks':{'keys':[{}]} | jwks",
                "'jwks':{'keys':[{'kty':5}]} | jwks",
                "'jwks':{'keys':[{'kty':'EC','crv':'P-256','x':'AA','y':'AA'}]} | jwks",
                "'jwks':{'keys':[{'kty':'RSA','n':'','e':''}]} | jwks",
                "'jwks':{'keys':[{'kty':'OKP','crv':'Ed25519','x':'','d':'AA'}]} | jwks",
                "'jwks':{'keys':[{'kty':'oct','k':'AAAA'}]} | jwks",
                "'jwks_uri':'http://app.example/keys' | jwks_uri",
                "'grant_types':['implicit'] | grant_types",
                "'grant_types':['client_credentials'],'token_endpoint_auth_method':'none' | grant_types",
                "'grant_types':['client_credentials'],'response_types':['code'] | response_types",
                "'grant_types':['refresh_token'] | grant_types",
                "'response_types':['token'] | response_types",
                "'response_types':['code','id_token'] | response_types",
                "'scope':'openid albireo:admin' | scope",
                "'scope':'internal:oauth' | scope",
                "'scope':'a\\\\b' | scope",
                "'scope':['openid'] | scope",
                "'require_pkce':'no' | require_pkce",
                "'require_pkce':false,'token_endpoint_auth_method':'none' | require_pkce",
                "'logo_uri':'javascript:alert(1)' | logo_uri",
                "'policy_uri':'http://shop.example/' | policy_uri",
                "'tos_uri':'//shop.example/' | tos_uri",
                "'post_logout_redirect_uris':['http://shop.example/'] | post_logout_redirect_uris",
                "'application_type':'desktop' | application_type",
                "'application_type':5 | application_type",
                "'contacts':'me@app.example' | contacts",
                "'contacts':[''] | contacts",
                "'software_version':7 | software_version",
                "'client_name#de':5 | client_name#de",
                "'client_name#':'x' | client_name",
                "'client_name#d e':'x' | client_name",
                "'logo_uri#de':'javascript:alert(1)' | logo_uri#de",
                "'token_endpoint_auth_signing_alg':'none' | token_endpoint_auth_signing_alg",
                "'token_endpoint_auth_signing_alg':'HS256' | token_endpoint_auth_signing_alg",
                "'id_token_signed_response_alg':'none' | id_token_signed_response_alg",
                "'userinfo_signed_response_alg':'HS256' | userinfo_signed_response_alg",
                "'id_token_encrypted_response_alg':'RSA-OAEP' | id_token_encrypted_response_alg",
                "'id_token_encrypted_response_enc':'A256GCM' | id_token_encrypted_response_enc",
                "'userinfo_encrypted_response_alg':'RSA-OAEP' | userinfo_encrypted_response_alg",
                "'userinfo_encrypted_response_enc':'A256GCM' | userinfo_encrypted_response_enc",
                "'request_object_encryption_alg':'RSA-OAEP' | request_object_encryption_alg",
                "'request_object_encryption_enc':'A256GCM' | request_object_encryption_enc",
                "'default_max_age':-1 | default_max_age",
                "'default_max_age':'60' | default_max_age",
                "'default_acr_values':'aal2' | default_acr_values",
                "'require_auth_time':'yes' | require_auth_time",
                "'subject_type':'secret' | subject_type",
                "'require_pushed_authorization_requests':1 | require_pushed_authorization_requests"
            })
    void a_field_that_is_wrong_is_named(String field, String name) {
        String valid = field.contains("redirect_uris'") && !field.contains("post_logout")
                ? ""
                : ",'redirect_uris':['https://a.example/cb']";

        assertThatThrownBy(() -> read("{" + field + valid + "}"))
                .isInstanceOfSatisfying(OAuthRefusal.class, refusal -> {
                    assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_CLIENT_METADATA);
                    assertThat(refusal.description()).startsWith(name);
                });
    }

    @Test
    void a_redirect_uri_that_is_wrong_has_its_own_error() {
        assertThatThrownBy(() -> read("{'redirect_uris':['http://app.example/cb']}"))
                .isInstanceOfSatisfying(
                        OAuthRefusal.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_REDIRECT_URI));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            web    | implicit           | com.example.app:/cb
            web    | implicit           | http://localhost:8080/cb
            web    | implicit           | https://localhost/cb
            web    | implicit           | http://127.0.0.1/cb
            native | authorization_code | http://app.example/cb
            native | authorization_code | javascript:/cb
            """)
    void OIDC_Registration_section_2_a_redirect_uri_must_suit_the_application_type(
            String type, String grantType, String uri) {
        String responseType = grantType.equals("implicit") ? "id_token" : "code";
        assertThatThrownBy(() -> read(
                        "{'application_type':'%s','grant_types':['%s'],'response_types':['%s'],'redirect_uris':['%s']}"
                                .formatted(type, grantType, responseType, uri)))
                .isInstanceOfSatisfying(OAuthRefusal.class, refusal -> {
                    assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_REDIRECT_URI);
                    assertThat(refusal.description()).startsWith("redirect_uris");
                });
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'application_type':'native', http://127.0.0.1/cb, NATIVE",
                "'application_type':'native', http://[::1]/cb, NATIVE",
                "'application_type':'native', https://app.example/claimed, NATIVE",
                "'application_type':'web', http://localhost:8080/cb, WEB",
                "'application_type':'web', edu.kit.data.oidc-agent:/redirect, NATIVE",
                "'x':1, https://app.example/cb, WEB",
                "'x':1, com.example.app:/cb, NATIVE"
            })
    void OIDC_Registration_section_2_the_application_type_is_web_unless_it_says_or_shows_otherwise(
            String field, String uri, ApplicationType type) {
        assertThat(read("{%s,'redirect_uris':['%s']}".formatted(field, uri))
                        .redirects()
                        .applicationType())
                .isEqualTo(type);
    }

    @Test
    void section_2_what_it_says_of_itself_is_kept_in_every_language() {
        ClientInfo about = read("""
                {'redirect_uris':['https://app.example/cb'],'contacts':['ops@app.example'],'software_id':'shop-9',
                 'software_version':'2.1','client_name#de':' Laden ','tos_uri#ja-Hani-JP':'https://app.example/tos'}""").info();

        assertThat(about.contacts()).containsExactly("ops@app.example");
        assertThat(about.software().id()).contains("shop-9");
        assertThat(about.software().version()).contains("2.1");
        assertThat(about.translations())
                .containsEntry("client_name#de", "Laden")
                .containsEntry("tos_uri#ja-Hani-JP", "https://app.example/tos");
    }

    @Test
    void RFC_7591_section_3_2_1_what_is_returned_can_be_registered_again() {
        ObjectNode registration = json("""
                {'redirect_uris':['https://app.example/cb','https://app.example/b'],'client_name':'Shop',
                 'client_name#de':'Laden','client_uri':'https://app.example/','logo_uri':'https://app.example/l',
                 'policy_uri':'https://app.example/p','tos_uri':'https://app.example/t','contacts':['ops@app.example'],
                 'software_id':'s','software_version':'1','software_statement':'x.y.z','application_type':'native',
                 'token_endpoint_auth_method':'private_key_jwt','jwks_uri':'https://app.example/jwks',
                 'token_endpoint_auth_signing_alg':'ES256','scope':'openid shop.read',
                 'grant_types':['authorization_code','implicit','refresh_token'],
                 'response_types':['code','id_token','code id_token'],'require_pkce':false,
                 'require_pushed_authorization_requests':true,'request_object_signing_alg':'PS256',
                 'require_signed_request_object':true,'request_uris':['https://app.example/r#1'],
                 'default_max_age':60,'default_acr_values':['aal2'],'require_auth_time':true,
                 'id_token_signed_response_alg':'ES256','userinfo_signed_response_alg':'EdDSA','id_token_claims':'none',
                 'subject_type':'pairwise','sector_identifier_uri':'https://app.example/s',
                 'post_logout_redirect_uris':['https://app.example/bye'],
                 'backchannel_logout_uri':'https://app.example/o','backchannel_logout_session_required':true,
                 'frontchannel_logout_uri':'https://app.example/f','frontchannel_logout_session_required':true,
                 'initiate_login_uri':'https://app.example/i'}""");
        ClientMetadata registered = read(registration);
        ObjectNode returned = ClientMetadataJson.registration(registered);

        assertThat(read(returned)).isEqualTo(registered);
        assertThat(returned.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(() -> registration.fieldNames());
    }

    private static ClientMetadata read(String json) {
        return read(json(json));
    }

    private static ClientMetadata read(JsonNode registration) {
        return ClientRegistrationReader.read(registration, MetadataDefaults.ofRegistration(DEFAULTS, true));
    }

    private static ObjectNode json(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
