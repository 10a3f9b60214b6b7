package dev.albireo.oauth.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.client.Client.Responses;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The metadata that a client registers with (RFC 7591 section 2), each field checked; what this server does not know is ignored.
 * Nobody can register as first-party, nor with a scope that belongs to this system.
 */
record Registration(
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
        Client.Keys keys,
        boolean requirePushedRequests,
        Responses responses,
        Requests requests,
        Sector sector,
        Hooks hooks) {
    private static final int LONGEST_NAME = 100;
    /** All of them travel in the address of the login page. */
    static final int LONGEST_LINK = 500;

    private static final int MOST_ENTRIES = 50;
    private static final String CODE = "authorization_code";
    private static final String IMPLICIT = "implicit";
    private static final String CLIENT_CREDENTIALS = "client_credentials";
    private static final Set<String> AUTH_METHODS =
            Set.of("client_secret_basic", "client_secret_post", Client.PRIVATE_KEY_JWT, Client.NONE);
    private static final Set<String> GRANT_TYPES =
            Set.of(CODE, "refresh_token", CLIENT_CREDENTIALS, IMPLICIT, Client.DEVICE_CODE);

    /**
     * What the client sent.
     *
     * @param defaultScopes where it says nothing of scopes
     * @param pkceByDefault whether a client with a secret must use PKCE where it says nothing of that
     */
    static Registration of(JsonNode body, List<String> defaultScopes, boolean pkceByDefault) {
        if (!body.isObject()) {
            throw invalid("the body", "must be a JSON object");
        }
        List<String> grantTypes = grantTypes(texts(body, "grant_types").orElse(List.of(CODE, "refresh_token")));
        List<String> redirectUris = texts(body, "redirect_uris").orElse(List.of());
        if (redirectUris.isEmpty() && (grantTypes.contains(CODE) || grantTypes.contains(IMPLICIT))) {
            throw invalid("redirect_uris", "required");
        }
        redirectUris.forEach(Registration::redirectUri);
        List<String> afterLogout = texts(body, "post_logout_redirect_uris").orElse(List.of());
        afterLogout.forEach(uri -> RedirectUris.objection(uri).ifPresent(objection -> {
            throw invalid("post_logout_redirect_uris", objection);
        }));
        String authMethod = authMethod(text(body, "token_endpoint_auth_method").orElse("client_secret_basic"));
        boolean requirePkce = flag(body, "require_pkce", pkceByDefault || authMethod.equals(Client.NONE));
        if (!requirePkce && authMethod.equals(Client.NONE)) {
            throw invalid("require_pkce", "a client without a secret always uses PKCE");
        }
        if (authMethod.equals(Client.NONE) && grantTypes.contains(CLIENT_CREDENTIALS)) {
            throw invalid("grant_types", "client_credentials is for clients that can prove themselves");
        }
        return new Registration(
                name(text(body, "client_name"), redirectUris),
                redirectUris,
                afterLogout,
                authMethod,
                grantTypes,
                scopes(text(body, "scope"), defaultScopes),
                requirePkce,
                link(body, "client_uri"),
                link(body, "logo_uri"),
                link(body, "policy_uri"),
                link(body, "tos_uri"),
                keys(body, authMethod),
                flag(body, "require_pushed_authorization_requests", false),
                responses(body, authMethod.equals(Client.NONE) ? redirectUris : List.of()),
                RequestsMetadata.read(new RegisteredMetadata(body), grantTypes),
                SectorMetadata.read(new RegisteredMetadata(body), redirectUris),
                HooksMetadata.read(new RegisteredMetadata(body), redirectUris));
    }

    /** Whether it gets a secret. */
    boolean hasSecret() {
        return !authMethod.equals(Client.NONE) && !authMethod.equals(Client.PRIVATE_KEY_JWT);
    }

    private static Client.Keys keys(JsonNode body, String authMethod) {
        Optional<String> jwks = Optional.of(body.path("jwks"))
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .map(JsonNode::toString);
        jwks.flatMap(PublicKeys::objection).ifPresent(wanted -> {
            throw invalid("jwks", "must be " + wanted);
        });
        Client.Keys keys = new Client.Keys(jwks, link(body, "jwks_uri"));
        if (keys.jwks().isPresent() && keys.uri().isPresent()) {
            throw invalid("jwks_uri", "jwks and jwks_uri must not both be there");
        }
        if (authMethod.equals(Client.PRIVATE_KEY_JWT) && keys.isEmpty()) {
            throw invalid("jwks", "private_key_jwt needs jwks or jwks_uri");
        }
        return keys;
    }

    /** Scripts of a client without a secret call from where it gets its codes. */
    private static Responses responses(JsonNode body, List<String> redirectUris) {
        return new Responses(
                algorithm(body, "id_token_signed_response_alg").orElse(SigningAlgorithm.RS256),
                algorithm(body, "userinfo_signed_response_alg"),
                redirectUris.stream()
                        .flatMap(uri -> Origins.of(uri).stream())
                        .distinct()
                        .toList());
    }

    private static Optional<SigningAlgorithm> algorithm(JsonNode body, String field) {
        return text(body, field)
                .map(name -> SigningAlgorithm.of(name)
                        .orElseThrow(() -> invalid(field, "one of " + String.join(", ", SigningAlgorithm.names()))));
    }

    private static void redirectUri(String uri) {
        RedirectUris.objection(uri).ifPresent(objection -> {
            throw OAuthError.INVALID_REDIRECT_URI.because("redirect_uris: one " + objection);
        });
    }

    private static String authMethod(String value) {
        if (!AUTH_METHODS.contains(value)) {
            throw invalid("token_endpoint_auth_method", "unknown; see token_endpoint_auth_methods_supported");
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

    private static List<String> scopes(Optional<String> scope, List<String> defaults) {
        List<String> scopes = scope.map(Parameters::words).orElse(defaults);
        if (scopes.isEmpty() || scopes.size() > MOST_ENTRIES || !scopes.stream().allMatch(Scopes::isWellFormed)) {
            throw invalid("scope", "a list of scopes, separated by spaces");
        }
        if (scopes.stream().anyMatch(Scopes::isReserved)) {
            throw invalid("scope", "scopes of this system cannot be registered");
        }
        return scopes;
    }

    /** A client without a name is called by where it lives. */
    private static String name(Optional<String> name, List<String> redirectUris) {
        String called = name.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> redirectUris.isEmpty() ? "A client" : RedirectUris.origin(redirectUris.getFirst()));
        if (called.length() > LONGEST_NAME) {
            throw invalid("client_name", "at most " + LONGEST_NAME + " characters");
        }
        return called;
    }

    private static Optional<String> link(JsonNode body, String field) {
        Optional<String> link = text(body, field);
        if (link.isPresent() && !isWebPage(link.get())) {
            throw invalid(field, "must be an https URI");
        }
        return link;
    }

    static boolean isWebPage(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme())
                            && RedirectUris.objection(text).isEmpty());
            return web && uri.getHost() != null && uri.getRawUserInfo() == null && text.length() <= LONGEST_LINK;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static Optional<String> text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || !Parameters.isText(value.textValue())) {
            throw invalid(field, "must be a text");
        }
        return Optional.of(value.textValue());
    }

    static boolean flag(JsonNode body, String field, boolean otherwise) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw invalid(field, "must be true or false");
        }
        return value.booleanValue();
    }

    static Optional<List<String>> texts(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : value) {
            if (!entry.isTextual() || !Parameters.isText(entry.textValue())) {
                throw invalid(field, "must be a list of texts");
            }
            texts.add(entry.textValue());
        }
        if (!value.isArray() || texts.size() > MOST_ENTRIES) {
            throw invalid(field, "must be a list of at most " + MOST_ENTRIES);
        }
        return Optional.of(texts);
    }

    static OAuthRefusal invalid(String field, String why) {
        return OAuthError.INVALID_CLIENT_METADATA.because(field + ": " + why);
    }
}
