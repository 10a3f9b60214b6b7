package dev.albireo.oauth.client.metadata;

import java.util.List;
import java.util.Optional;

/**
 * The defaults of omitted members, where those of a registration and of a declaration differ.
 *
 * @param name {@code client_name}; empty if the client is named after the host of its redirect URI
 * @param method {@code token_endpoint_auth_method}
 * @param grantTypes {@code grant_types}
 * @param scopes its scopes (RFC 6749 section 3.3)
 * @param requirePkce {@code require_pkce} of a client that authenticates; any other must use PKCE
 * @param claimsInIdToken {@code id_token_claims}: that of a new client, or what a client that exists has
 */
public record MetadataDefaults(
        Optional<String> name,
        TokenEndpointAuthMethod method,
        List<String> grantTypes,
        List<String> scopes,
        boolean requirePkce,
        boolean claimsInIdToken) {
    public MetadataDefaults {
        grantTypes = List.copyOf(grantTypes);
        scopes = List.copyOf(scopes);
    }

    /** Returns the defaults of a registration (RFC 7591 section 2), with a refresh token beside a code. */
    public static MetadataDefaults ofRegistration(List<String> scopes, boolean requirePkce) {
        return new MetadataDefaults(
                Optional.empty(),
                TokenEndpointAuthMethod.CLIENT_SECRET_BASIC,
                List.of(GrantSettings.AUTHORIZATION_CODE, GrantSettings.REFRESH_TOKEN),
                scopes,
                requirePkce,
                true);
    }

    /** Returns the defaults of the resource {@code Client}, which depend on whether it has a secret. */
    public static MetadataDefaults ofDeclaration(String id, boolean hasSecret, List<String> scopes) {
        return new MetadataDefaults(
                Optional.of(id),
                hasSecret ? TokenEndpointAuthMethod.CLIENT_SECRET_BASIC : TokenEndpointAuthMethod.NONE,
                List.of(GrantSettings.AUTHORIZATION_CODE),
                scopes,
                false,
                true);
    }

    /**
     * Returns the defaults for a change of a client that exists: its ID tokens keep their content unless the change says otherwise, because
     * clients that were registered by an earlier release have the claims of their users from UserInfo alone.
     */
    public MetadataDefaults forChangeOf(ClientMetadata existing) {
        return new MetadataDefaults(
                name,
                method,
                grantTypes,
                scopes,
                requirePkce,
                existing.responses().claimsInIdToken());
    }
}
