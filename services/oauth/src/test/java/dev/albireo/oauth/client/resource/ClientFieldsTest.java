package dev.albireo.oauth.client.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.oauth.client.metadata.MetadataDefaults;
import dev.albireo.testkit.ResourceFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of resources lists the fields of Client")
class ClientFieldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, ?> SERVICE_ACCOUNT = Map.of(
            "scope",
            List.of("albireo:resources"),
            "grant_types",
            List.of("client_credentials"),
            "token_endpoint_auth_method",
            "private_key_jwt",
            "jwks_uri",
            "https://app.example/jwks");

    @Test
    void each_with_its_type_and_no_others() {
        ResourceFields.of("Client").check(SERVICE_ACCOUNT, Set.of(SecretChange.FIELD), ClientFieldsTest::declaration);
    }

    @Test
    void each_with_its_other_name() {
        assertThat(ResourceFields.of("Client").otherNames()).isEqualTo(DeclaredMetadata.ALIASES.paths());
    }

    @Test
    void and_their_defaults() throws Exception {
        ObjectNode explicit = (ObjectNode) JSON.readTree("""
                {"name":"app","active":true,"grant_types":["authorization_code"],"response_types":["code"],
                 "auth":{"authorization_code":{"redirect_uri":"https://app.example/cb","pkce":true,"token_format":"jwt",
                 "refresh_token":false}},"application_type":"web","token_endpoint_auth_method":"none",
                 "allowed_origins":[],"id_token_claims":"scopes","id_token_signed_response_alg":"RS256",
                 "require_pushed_authorization_requests":false,"require_signed_request_object":false,
                 "require_auth_time":false,"serves":[],"subject_type":"public","first_party":false,"require_2fa":false,
                 "user_resource":false,"contacts":[],"default_acr_values":[],"request_uris":[],
                 "post_logout_redirect_uris":[]}""");
        ObjectNode minimal = (ObjectNode)
                JSON.readTree("{\"auth\":{\"authorization_code\":{\"redirect_uri\":\"https://app.example/cb\"}}}");

        assertThat(declaration(minimal)).isEqualTo(declaration(explicit));
    }

    private static ClientDeclaration declaration(JsonNode body) {
        return ClientDeclaration.of(body, false, MetadataDefaults.ofDeclaration("app", false, List.of("openid")));
    }
}
