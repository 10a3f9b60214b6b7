package dev.albireo.oauth.client;

import dev.albireo.oauth.client.metadata.ApplicationType;
import dev.albireo.oauth.client.metadata.ClientInfo;
import dev.albireo.oauth.client.metadata.ClientKeySet;
import dev.albireo.oauth.client.metadata.LogoutUris;
import dev.albireo.oauth.client.metadata.MetadataUris;
import dev.albireo.oauth.client.metadata.RedirectUris;
import dev.albireo.oauth.client.metadata.RequestObjectSettings;
import dev.albireo.oauth.client.metadata.Responses;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.oauth.client.metadata.SectorIdentifier;
import dev.albireo.policy.Acr;
import dev.albireo.policy.SecondFactorPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A registered or declared client (RFC 7591 section 2).
 *
 * @param secretHash HMAC of its secret; empty for a public client, and for one that authenticates by signature
 * @param firstParty whether the operator of this server owns it, so that no consent is requested
 * @param minimumAcr the minimum authentication strength of all its users
 * @param accessTokenLifetime empty for the server's default
 * @param refreshTokenLifetime absolute; empty for the server's default
 * @param homeUri its {@code client_uri}
 * @param about further descriptive metadata
 * @param requirePushedRequests whether only pushed authorization requests are accepted (RFC 9126 section 6)
 * @param responses signing and CORS of responses to it
 * @param requests settings of its authorization requests
 * @param sector the sector that determines its subjects
 * @param logoutUris URLs for logout and login notifications
 * @param declared settings that only an administrator can declare; empty for a client that registered itself
 */
public record Client(
        String id,
        String name,
        Optional<String> secretHash,
        String authMethod,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        Set<String> grantTypes,
        Set<String> scopes,
        boolean firstParty,
        Acr minimumAcr,
        boolean requirePkce,
        Optional<Duration> accessTokenLifetime,
        Optional<Duration> refreshTokenLifetime,
        Optional<String> homeUri,
        Optional<String> logoUri,
        Optional<String> policyUri,
        Optional<String> tosUri,
        ClientInfo about,
        boolean enabled,
        Instant createdAt,
        ClientKeySet keys,
        boolean requirePushedRequests,
        Responses responses,
        RequestObjectSettings requests,
        SectorIdentifier sector,
        LogoutUris logoutUris,
        Optional<DeclaredSettings> declared) {

    /** The {@code token_endpoint_auth_method} of a client without a secret. */
    public static final String NONE = "none";

    /**
     * The {@code token_endpoint_auth_method} of a client that authenticates by signature (OpenID Connect Core section 9); it has no secret.
     */
    public static final String PRIVATE_KEY_JWT = "private_key_jwt";

    /** The {@code grant_type} of a device without a browser (RFC 8628 section 3.4). */
    public static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    /** The form of an access token. */
    public enum TokenFormat {
        JWT,
        OPAQUE
    }

    /**
     * The settings of a client that only an administrator can declare.
     *
     * @param secretOptional whether PKCE alone suffices, although the client has a secret
     * @param alwaysRefresh whether it gets refresh tokens without {@code offline_access}, which end with the session
     * @param audience audience of its access tokens; empty for the issuer
     * @param authConfig id of the AuthConfig of its pages
     * @param resources the resources that it may request tokens for (RFC 8707); empty for every URL
     * @param serves the resources that it serves beside its id: introspection of their tokens is allowed
     * @param userResource whether responses of {@code /token} and {@code /userinfo} contain the resource {@code User}
     */
    public record DeclaredSettings(
            boolean secretOptional,
            TokenFormat tokenFormat,
            boolean alwaysRefresh,
            List<String> audience,
            Optional<String> authConfig,
            Optional<List<String>> resources,
            List<String> serves,
            boolean userResource) {
        public DeclaredSettings {
            audience = List.copyOf(audience);
            resources = resources.map(List::copyOf);
            serves = List.copyOf(serves);
        }
    }

    public Client {
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        grantTypes = Set.copyOf(grantTypes);
        scopes = Set.copyOf(scopes);
    }

    /** Returns whether the client cannot authenticate, such as an application on a user's own device (RFC 6749 section 2.1). */
    public boolean isPublic() {
        return authMethod.equals(NONE);
    }

    private boolean isNative() {
        return isPublic() || about.type() == ApplicationType.NATIVE;
    }

    /** Returns whether the redirect URI is registered (RFC 9700 section 2.1). */
    public boolean mayRedirectTo(String uri) {
        return redirectUris.stream().anyMatch(registered -> RedirectUris.matches(registered, uri, isNative()));
    }

    /** Returns the origin of a redirect URI, in the form of a Content-Security-Policy. */
    public static String originOf(String redirectUri) {
        return RedirectUris.origin(redirectUri);
    }

    /** Returns whether PKCE is required, as it is of every client without a secret, whatever its metadata (RFC 9700 section 2.1.1). */
    public boolean requiresPkce() {
        return requirePkce || isPublic();
    }

    /** Returns whether the client may omit its secret; then a code requires its verifier. */
    public boolean mayOmitSecret() {
        return isPublic() || declared.filter(DeclaredSettings::secretOptional).isPresent();
    }

    /**
     * Returns the redirect URI of a request without one (RFC 6749 section 3.1.2.3): the only registered one. A request of OpenID Connect
     * always has one (Core section 3.1.2.1).
     */
    public Optional<String> impliedRedirectUri(Collection<String> scopes) {
        boolean implied = redirectUris.size() == 1 && !scopes.contains(Scopes.OPENID);
        return implied ? Optional.of(redirectUris.getFirst()) : Optional.empty();
    }

    /** Returns whether it gets a refresh token also without {@code offline_access}. */
    public boolean alwaysRefreshes() {
        return declared.filter(DeclaredSettings::alwaysRefresh).isPresent();
    }

    /**
     * Returns whether it receives the resource {@code User}: only a first-party client whose declaration says so. A client with pairwise
     * subjects never does, because the resource identifies the user across clients (OpenID Connect Core section 8.1).
     */
    public boolean receivesUserResource() {
        return firstParty
                && sector.host().isEmpty()
                && declared.filter(DeclaredSettings::userResource).isPresent();
    }

    /** Returns the id of the AuthConfig of its pages. */
    public Optional<String> authConfig() {
        return declared.flatMap(DeclaredSettings::authConfig);
    }

    /** Returns the form of its access tokens. */
    public TokenFormat tokenFormat() {
        return declared.map(DeclaredSettings::tokenFormat).orElse(TokenFormat.JWT);
    }

    /** Returns the audience of its access tokens; empty for the issuer. */
    public List<String> audience() {
        return declared.map(DeclaredSettings::audience).orElse(List.of());
    }

    /** Returns whether the client is the audience of tokens with this {@code aud}: its id or a resource that it serves. */
    public boolean isAudience(String audience) {
        return id.equals(audience)
                || declared.filter(some -> some.serves().contains(audience)).isPresent();
    }

    /** Returns whether it may request tokens for this resource (RFC 8707). */
    boolean mayAskFor(String resource) {
        return declared.flatMap(DeclaredSettings::resources)
                .map(some -> some.contains(resource))
                .orElseGet(() -> MetadataUris.isWebPage(resource));
    }

    public boolean mayUse(String grantType) {
        return grantTypes.contains(grantType);
    }

    /** Returns whether it is a service account, which manages declared resources. */
    public boolean isServiceAccount() {
        return scopes.contains(Scopes.RESOURCES_API);
    }

    /** Returns its requirement on the authentication of all its users. */
    public SecondFactorPolicy.ClientContext secondFactorContext() {
        return new SecondFactorPolicy.ClientContext(minimumAcr);
    }
}
