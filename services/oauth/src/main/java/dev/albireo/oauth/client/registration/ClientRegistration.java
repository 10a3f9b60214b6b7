package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ClientInfo;
import dev.albireo.oauth.client.metadata.ClientInfoMetadata;
import dev.albireo.oauth.client.metadata.ClientKeySet;
import dev.albireo.oauth.client.metadata.CommonMetadata;
import dev.albireo.oauth.client.metadata.LogoutUris;
import dev.albireo.oauth.client.metadata.LogoutUrisMetadata;
import dev.albireo.oauth.client.metadata.MetadataReader;
import dev.albireo.oauth.client.metadata.RedirectUris;
import dev.albireo.oauth.client.metadata.RequestObjectMetadata;
import dev.albireo.oauth.client.metadata.RequestObjectSettings;
import dev.albireo.oauth.client.metadata.Responses;
import dev.albireo.oauth.client.metadata.SectorIdentifier;
import dev.albireo.oauth.client.metadata.SectorIdentifierMetadata;
import dev.albireo.oauth.client.metadata.WebOrigins;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.policy.Acr;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.NulCharacters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The metadata of a registration (RFC 7591 section 2), each member validated; unknown members are ignored. A client cannot register as
 * first-party, nor with a reserved scope.
 */
record ClientRegistration(
        String name,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        String authMethod,
        List<String> grantTypes,
        List<String> scopes,
        boolean requirePkce,
        Optional<String> homeUri,
        Optional<String> logoUri,
        Optional<String> policyUri,
        Optional<String> tosUri,
        ClientInfo about,
        ClientKeySet keys,
        boolean requirePushedRequests,
        Responses responses,
        RequestObjectSettings requests,
        SectorIdentifier sector,
        LogoutUris logoutUris) {
    private static final int MOST_ENTRIES = 50;
    private static final String CODE = "authorization_code";
    private static final String IMPLICIT = "implicit";
    private static final String CLIENT_CREDENTIALS = "client_credentials";
    private static final Set<String> AUTH_METHODS =
            Set.of("client_secret_basic", "client_secret_post", Client.PRIVATE_KEY_JWT, Client.NONE);
    private static final Set<String> GRANT_TYPES =
            Set.of(CODE, "refresh_token", CLIENT_CREDENTIALS, IMPLICIT, Client.DEVICE_CODE);

    /**
     * Reads a registration request or its verified software statement.
     *
     * @param defaultScopes the scopes of a request without any
     * @param pkceByDefault whether a client with a secret must use PKCE unless it declares otherwise
     */
    static ClientRegistration of(JsonNode body, List<String> defaultScopes, boolean pkceByDefault) {
        if (!body.isObject()) {
            throw invalid("the body", "must be a JSON object");
        }
        MetadataReader metadata = new RegisteredMetadata(body);
        CommonMetadata.refuseEncryption(metadata);
        List<String> grantTypes = grantTypes(strings(body, "grant_types").orElse(List.of(CODE, "refresh_token")));
        List<String> redirectUris = strings(body, "redirect_uris").orElse(List.of());
        if (redirectUris.isEmpty() && (grantTypes.contains(CODE) || grantTypes.contains(IMPLICIT))) {
            throw invalid("redirect_uris", "required");
        }
        redirectUris.forEach(ClientRegistration::redirectUri);
        String authMethod = authMethod(text(body, "token_endpoint_auth_method").orElse("client_secret_basic"));
        boolean requirePkce = flag(body, "require_pkce", pkceByDefault || authMethod.equals(Client.NONE));
        if (!requirePkce && authMethod.equals(Client.NONE)) {
            throw invalid("require_pkce", "must be true for a client without a secret");
        }
        if (authMethod.equals(Client.NONE) && grantTypes.contains(CLIENT_CREDENTIALS)) {
            throw invalid("grant_types", "client_credentials requires client authentication");
        }
        return new ClientRegistration(
                name(text(body, "client_name"), redirectUris),
                redirectUris,
                CommonMetadata.afterLogout(metadata),
                authMethod,
                grantTypes,
                scopes(metadata, defaultScopes),
                requirePkce,
                CommonMetadata.link(metadata, "client_uri"),
                CommonMetadata.link(metadata, "logo_uri"),
                CommonMetadata.link(metadata, "policy_uri"),
                CommonMetadata.link(metadata, "tos_uri"),
                ClientInfoMetadata.read(metadata, redirectUris, grantTypes.contains(IMPLICIT))
                        .stating(text(body, SoftwareStatements.FIELD)),
                keys(metadata, authMethod),
                flag(body, "require_pushed_authorization_requests", false),
                responses(metadata, authMethod.equals(Client.NONE) ? redirectUris : List.of()),
                RequestObjectMetadata.read(metadata, grantTypes),
                SectorIdentifierMetadata.read(metadata, redirectUris),
                LogoutUrisMetadata.read(metadata, redirectUris));
    }

    /** Returns whether it gets a secret. */
    boolean hasSecret() {
        return !authMethod.equals(Client.NONE) && !authMethod.equals(Client.PRIVATE_KEY_JWT);
    }

    /** Returns the client that the metadata describes, enabled. */
    Client toClient(String id, Optional<String> secretHash, Instant createdAt) {
        return new Client(
                id,
                name,
                secretHash,
                authMethod,
                redirectUris,
                postLogoutRedirectUris,
                Set.copyOf(grantTypes),
                Set.copyOf(scopes),
                false,
                Acr.AAL1,
                requirePkce,
                Optional.empty(),
                Optional.empty(),
                homeUri,
                logoUri,
                policyUri,
                tosUri,
                about,
                true,
                createdAt,
                keys,
                requirePushedRequests,
                responses,
                requests,
                sector,
                logoutUris,
                Optional.empty());
    }

    private static ClientKeySet keys(MetadataReader metadata, String authMethod) {
        ClientKeySet keys = CommonMetadata.keys(metadata);
        if (authMethod.equals(Client.PRIVATE_KEY_JWT) && keys.isEmpty()) {
            throw metadata.mustBe("jwks", "required for private_key_jwt, or jwks_uri");
        }
        return keys;
    }

    /** Scripts of a client without a secret call from the origins of its redirect URIs. */
    private static Responses responses(MetadataReader metadata, List<String> redirectUris) {
        return new Responses(
                CommonMetadata.algorithm(metadata, "id_token_signed_response_alg")
                        .orElse(SigningAlgorithm.RS256),
                CommonMetadata.algorithm(metadata, "userinfo_signed_response_alg"),
                redirectUris.stream()
                        .flatMap(uri -> WebOrigins.of(uri).stream())
                        .distinct()
                        .toList());
    }

    private static void redirectUri(String uri) {
        RedirectUris.responseUriViolation(uri).ifPresent(violation -> {
            throw OAuthError.INVALID_REDIRECT_URI.because("redirect_uris: one " + violation);
        });
    }

    private static String authMethod(String value) {
        if (!AUTH_METHODS.contains(value)) {
            throw invalid("token_endpoint_auth_method", "must be one of token_endpoint_auth_methods_supported");
        }
        return value;
    }

    private static List<String> grantTypes(List<String> types) {
        boolean refreshOfNothing =
                types.contains("refresh_token") && !types.contains(CODE) && !types.contains(Client.DEVICE_CODE);
        if (types.isEmpty() || !GRANT_TYPES.containsAll(types) || refreshOfNothing) {
            throw invalid(
                    "grant_types",
                    "authorization_code, " + Client.DEVICE_CODE
                            + ", refresh_token with one of them if wanted, client_credentials");
        }
        return types.stream().distinct().toList();
    }

    private static List<String> scopes(MetadataReader metadata, List<String> defaults) {
        List<String> scopes = metadata.text("scope")
                .map(Parameters::values)
                .filter(words -> !words.isEmpty())
                .orElse(defaults);
        CommonMetadata.mustBeScopes(metadata, scopes);
        return scopes;
    }

    /** A client without a name is named after its host. */
    private static String name(Optional<String> name, List<String> redirectUris) {
        String called = name.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> redirectUris.isEmpty() ? "A client" : RedirectUris.origin(redirectUris.getFirst()));
        if (called.length() > ClientInfoMetadata.LONGEST_NAME) {
            throw invalid("client_name", "at most " + ClientInfoMetadata.LONGEST_NAME + " characters");
        }
        return called;
    }

    static Optional<String> text(JsonNode body, String field) {
        Optional<JsonNode> value = any(body, field);
        if (value.filter(node -> !node.isTextual() || !Parameters.isText(node.textValue()))
                .isPresent()) {
            throw invalid(field, "must be a string");
        }
        return value.map(JsonNode::textValue);
    }

    /** Returns the member. Null, an empty text and an empty list count as absent; U+0000 is rejected at every level. */
    static Optional<JsonNode> any(JsonNode body, String field) {
        JsonNode value = body.path(field);
        boolean empty = (value.isTextual() && value.textValue().isEmpty()) || (value.isArray() && value.isEmpty());
        if (NulCharacters.isIn(value)) {
            throw invalid(field, "must be without U+0000");
        }
        return value.isMissingNode() || value.isNull() || empty ? Optional.empty() : Optional.of(value);
    }

    static boolean flag(JsonNode body, String field, boolean otherwise) {
        Optional<JsonNode> value = any(body, field);
        if (value.filter(node -> !node.isBoolean()).isPresent()) {
            throw invalid(field, "must be true or false");
        }
        return value.map(JsonNode::booleanValue).orElse(otherwise);
    }

    static Optional<List<String>> strings(JsonNode body, String field) {
        return any(body, field).map(value -> listed(value, field));
    }

    private static List<String> listed(JsonNode value, String field) {
        List<String> values = new ArrayList<>();
        for (JsonNode entry : value) {
            if (!entry.isTextual() || !Parameters.isText(entry.textValue())) {
                throw invalid(field, "must be a list of strings");
            }
            values.add(entry.textValue());
        }
        if (!value.isArray() || values.size() > MOST_ENTRIES) {
            throw invalid(field, "must be a list of at most " + MOST_ENTRIES);
        }
        return values;
    }

    static OAuthRefusal invalid(String field, String why) {
        return OAuthError.INVALID_CLIENT_METADATA.because(field + ": " + why);
    }
}
