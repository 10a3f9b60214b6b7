package dev.albireo.oauth.discovery;

import dev.albireo.oauth.client.metadata.GrantSettings;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.protocol.OAuthEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The authorization server metadata (RFC 8414 section 2, OpenID Connect Discovery 1.0 section 3). */
final class ServerMetadata {
    private ServerMetadata() {}

    /**
     * Returns the metadata; {@code registration} says whether clients may register themselves, {@code algorithms} are the signing
     * algorithms of tokens.
     */
    static Map<String, Object> of(String issuer, boolean registration, List<String> scopes, List<String> algorithms) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("authorization_endpoint", issuer + OAuthEndpoint.AUTHORIZATION.path());
        metadata.put("token_endpoint", issuer + OAuthEndpoint.TOKEN.path());
        metadata.put("userinfo_endpoint", issuer + OAuthEndpoint.USERINFO.path());
        metadata.put("pushed_authorization_request_endpoint", issuer + OAuthEndpoint.PUSHED_REQUEST.path());
        metadata.put("device_authorization_endpoint", issuer + OAuthEndpoint.DEVICE_AUTHORIZATION.path());
        metadata.put("introspection_endpoint", issuer + OAuthEndpoint.INTROSPECTION.path());
        metadata.put("revocation_endpoint", issuer + OAuthEndpoint.REVOCATION.path());
        metadata.put("jwks_uri", issuer + OAuthEndpoint.JWK_SET.path());
        metadata.put("end_session_endpoint", issuer + OAuthEndpoint.END_SESSION.path());
        metadata.put("backchannel_logout_supported", true);
        metadata.put("backchannel_logout_session_supported", true);
        metadata.put("frontchannel_logout_supported", true);
        metadata.put("frontchannel_logout_session_supported", true);
        if (registration) {
            metadata.put("registration_endpoint", issuer + OAuthEndpoint.CLIENT_REGISTRATION.path());
        }
        metadata.put("scopes_supported", scopes);
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("response_modes_supported", List.of("query", "fragment", "form_post"));
        metadata.put(
                "grant_types_supported",
                List.of("authorization_code", "refresh_token", "client_credentials", GrantSettings.DEVICE_CODE));
        metadata.put("acr_values_supported", ACR_VALUES);
        metadata.put("subject_types_supported", List.of("public", "pairwise"));
        metadata.put("id_token_signing_alg_values_supported", algorithms);
        metadata.put("userinfo_signing_alg_values_supported", algorithms);
        metadata.put(
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none"));
        metadata.put("token_endpoint_auth_signing_alg_values_supported", SIGNED_BY_CLIENTS);
        metadata.put(
                "introspection_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post", "private_key_jwt"));
        metadata.put("introspection_endpoint_auth_signing_alg_values_supported", SIGNED_BY_CLIENTS);
        metadata.put(
                "revocation_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none"));
        metadata.put("revocation_endpoint_auth_signing_alg_values_supported", SIGNED_BY_CLIENTS);
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put("display_values_supported", List.of("page"));
        metadata.put("claim_types_supported", List.of("normal"));
        metadata.put("claims_supported", CLAIMS);
        metadata.put("claims_parameter_supported", true);
        metadata.put("request_parameter_supported", true);
        metadata.put("request_uri_parameter_supported", true);
        metadata.put("require_request_uri_registration", true);
        metadata.put("request_object_signing_alg_values_supported", SigningAlgorithm.names());
        metadata.put("authorization_response_iss_parameter_supported", true);
        return metadata;
    }

    /** The built-in values of {@code acr}. */
    static final List<String> ACR_VALUES = List.of("aal1", "aal2", "phr");

    private static final List<String> SIGNED_BY_CLIENTS = List.of("RS256", "PS256", "ES256", "EdDSA", "Ed25519");

    private static final List<String> CLAIMS = List.of(
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "acr",
            "amr",
            "sid",
            "at_hash",
            "preferred_username",
            "name",
            "given_name",
            "family_name",
            "middle_name",
            "nickname",
            "picture",
            "profile",
            "website",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale",
            "updated_at",
            "email",
            "email_verified",
            "phone_number",
            "phone_number_verified",
            "address",
            "groups");
}
