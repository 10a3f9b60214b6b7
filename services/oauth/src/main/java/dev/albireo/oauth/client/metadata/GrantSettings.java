package dev.albireo.oauth.client.metadata;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a client may request (RFC 7591 section 2, RFC 7636).
 *
 * @param types {@code grant_types}
 * @param responseTypes {@code response_types}, which correspond to the grant types
 * @param scopes its scopes (RFC 6749 section 3.3)
 * @param requirePkce {@code require_pkce}: whether a code requires PKCE
 */
public record GrantSettings(
        Set<String> types, Set<ResponseType> responseTypes, Set<String> scopes, boolean requirePkce) {
    /** RFC 6749 section 4.1. */
    public static final String AUTHORIZATION_CODE = "authorization_code";

    /** RFC 6749 section 6. */
    public static final String REFRESH_TOKEN = "refresh_token";

    /** RFC 6749 section 4.4. */
    public static final String CLIENT_CREDENTIALS = "client_credentials";

    /** RFC 6749 section 4.2. */
    public static final String IMPLICIT = "implicit";

    /** The grant type of a device without a browser (RFC 8628 section 3.4). */
    public static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    static final String TYPES = "grant_types";
    static final String RESPONSE_TYPES = "response_types";
    static final String SCOPE = "scope";
    static final String REQUIRE_PKCE = "require_pkce";

    private static final int MAX_SCOPES = 50;
    private static final Set<String> SUPPORTED =
            Set.of(AUTHORIZATION_CODE, REFRESH_TOKEN, CLIENT_CREDENTIALS, IMPLICIT, DEVICE_CODE);

    public GrantSettings {
        types = Set.copyOf(types);
        responseTypes = Set.copyOf(responseTypes);
        scopes = Set.copyOf(scopes);
    }

    static GrantSettings read(
            MetadataReader metadata, MetadataDefaults defaults, AuthenticationSettings authentication) {
        Set<String> types = types(metadata, defaults, authentication.isPublic());
        return new GrantSettings(
                types,
                responseTypes(metadata, types),
                scopes(metadata, defaults),
                requirePkce(metadata, defaults, authentication.isPublic()));
    }

    void write(Map<String, Object> members) {
        members.put(TYPES, types.stream().sorted().toList());
        members.put(
                RESPONSE_TYPES,
                responseTypes.stream().map(ResponseType::value).sorted().toList());
        members.put(SCOPE, scopes.stream().sorted().toList());
        members.put(REQUIRE_PKCE, requirePkce);
    }

    /** Returns whether responses are sent to redirect URIs. */
    boolean useRedirects() {
        return types.contains(AUTHORIZATION_CODE) || types.contains(IMPLICIT);
    }

    /** Returns whether they are those of a service account. */
    boolean areOfServiceAccount() {
        return scopes.contains(Scopes.RESOURCES_API);
    }

    /** Returns whether the client receives events of the Shared Signals Framework. */
    boolean areOfEventReceiver() {
        return scopes.stream().anyMatch(Scopes::isOfSharedSignals);
    }

    private static Set<String> types(MetadataReader metadata, MetadataDefaults defaults, boolean publicClient) {
        Set<String> types = new LinkedHashSet<>(metadata.strings(TYPES).orElse(defaults.grantTypes()));
        metadata.require(
                !types.contains("password"),
                TYPES,
                "without password: applications never see passwords here (RFC 9700 section 2.4)");
        boolean ofUsers = types.contains(AUTHORIZATION_CODE) || types.contains(DEVICE_CODE);
        metadata.require(
                SUPPORTED.containsAll(types) && (ofUsers || !types.contains(REFRESH_TOKEN)),
                TYPES,
                "authorization_code, " + DEVICE_CODE
                        + ", refresh_token with one of them if wanted, client_credentials");
        metadata.require(
                !publicClient || !types.contains(CLIENT_CREDENTIALS),
                TYPES,
                "without client_credentials, which requires client authentication");
        if (ofUsers && metadata.flag(TokenSettings.ALWAYS_REFRESH).orElse(false)) {
            types.add(REFRESH_TOKEN);
        }
        return types;
    }

    /** Response types and grant types must correspond (OpenID Connect Dynamic Client Registration section 2, RFC 7591 section 2.1). */
    private static Set<ResponseType> responseTypes(MetadataReader metadata, Set<String> grantTypes) {
        List<String> fitting = grantTypes.contains(AUTHORIZATION_CODE) ? List.of(ResponseType.CODE.value()) : List.of();
        Set<ResponseType> types =
                metadata.strings(RESPONSE_TYPES).filter(list -> !list.isEmpty()).orElse(fitting).stream()
                        .map(type -> ResponseType.of(type)
                                .orElseThrow(() -> metadata.mustBe(RESPONSE_TYPES, "supported response types")))
                        .collect(Collectors.toSet());
        metadata.require(
                types.stream().allMatch(type -> grantTypes.containsAll(type.grantTypes())),
                RESPONSE_TYPES,
                "those of grant_types");
        for (String grantType : List.of(AUTHORIZATION_CODE, IMPLICIT)) {
            metadata.require(
                    !grantTypes.contains(grantType)
                            || types.stream().anyMatch(type -> type.grantTypes().contains(grantType)),
                    TYPES,
                    "without " + grantType + ", because no response type uses it");
        }
        return types;
    }

    /** Reserved scopes of this system are rejected, except that an administrator declares service accounts and receivers of events. */
    private static Set<String> scopes(MetadataReader metadata, MetadataDefaults defaults) {
        Collection<String> scopes = metadata.words(SCOPE).orElse(defaults.scopes());
        metadata.require(
                scopes.size() <= MAX_SCOPES && scopes.stream().allMatch(Scopes::isWellFormed),
                SCOPE,
                "at most " + MAX_SCOPES + " scopes");
        metadata.require(
                scopes.stream()
                        .filter(scope -> !metadata.isByAdministrator() || !Scopes.isDeclarable(scope))
                        .noneMatch(Scopes::isReserved),
                SCOPE,
                "without albireo:* and internal:*, and without ssf.read and ssf.manage unless an administrator declares the client");
        return new LinkedHashSet<>(scopes);
    }

    private static boolean requirePkce(MetadataReader metadata, MetadataDefaults defaults, boolean publicClient) {
        boolean required = metadata.flag(REQUIRE_PKCE).orElse(publicClient || defaults.requirePkce());
        metadata.require(required || !publicClient, REQUIRE_PKCE, "true for a client without a secret");
        return required;
    }
}
