package dev.albireo.oauth.client;

import dev.albireo.oauth.client.metadata.ApplicationType;
import dev.albireo.oauth.client.metadata.ClientMetadata;
import dev.albireo.oauth.client.metadata.MetadataUris;
import dev.albireo.oauth.client.metadata.RedirectUris;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.policy.SecondFactorPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A registered or declared client.
 *
 * @param secretHash HMAC of its secret; empty for a public client, and for one that authenticates by signature
 */
public record Client(
        String id, ClientMetadata metadata, Optional<String> secretHash, boolean enabled, Instant createdAt) {

    /** Returns the name for users and administrators. */
    public String name() {
        return metadata.info().name();
    }

    /** Returns whether the client cannot authenticate, such as an application on a user's own device (RFC 6749 section 2.1). */
    public boolean isPublic() {
        return metadata.authentication().isPublic();
    }

    private boolean isNative() {
        return isPublic() || metadata.redirects().applicationType() == ApplicationType.NATIVE;
    }

    /** Returns whether the redirect URI is registered (RFC 9700 section 2.1). */
    public boolean mayRedirectTo(String uri) {
        return metadata.redirects().uris().stream()
                .anyMatch(registered -> RedirectUris.matches(registered, uri, isNative()));
    }

    /** Returns the origin of a redirect URI, in the form of a Content-Security-Policy. */
    public static String originOf(String redirectUri) {
        return RedirectUris.origin(redirectUri);
    }

    /** Returns whether PKCE is required, as it is of every client without a secret, whatever its metadata (RFC 9700 section 2.1.1). */
    public boolean requiresPkce() {
        return metadata.grants().requirePkce() || isPublic();
    }

    /** Returns whether the client may omit its secret; then a code requires its verifier. */
    public boolean mayOmitSecret() {
        return isPublic() || metadata.authentication().secretOptional();
    }

    /**
     * Returns the redirect URI of a request without one (RFC 6749 section 3.1.2.3): the only registered one. A request of OpenID Connect
     * always has one (Core section 3.1.2.1).
     */
    public Optional<String> impliedRedirectUri(Collection<String> scopes) {
        List<String> registered = metadata.redirects().uris();
        boolean implied = registered.size() == 1 && !scopes.contains(Scopes.OPENID);
        return implied ? Optional.of(registered.getFirst()) : Optional.empty();
    }

    /**
     * Returns whether it receives the resource {@code User}: only a first-party client whose declaration says so. A client with pairwise
     * subjects never does, because the resource identifies the user across clients (OpenID Connect Core section 8.1).
     */
    public boolean receivesUserResource() {
        return metadata.policy().firstParty()
                && !metadata.sector().isPairwise()
                && metadata.policy().userResource();
    }

    /** Returns whether the client is the audience of tokens with this {@code aud}: its id or a resource that it serves. */
    public boolean isAudience(String audience) {
        return id.equals(audience) || metadata.tokens().serves().contains(audience);
    }

    /** Returns whether it may request tokens for this resource (RFC 8707). */
    boolean mayAskFor(String resource) {
        return metadata.tokens()
                .resources()
                .map(some -> some.contains(resource))
                .orElseGet(() -> MetadataUris.isWebPage(resource));
    }

    public boolean mayUse(String grantType) {
        return metadata.grants().types().contains(grantType);
    }

    /** Returns whether it is a service account, which manages declared resources. */
    public boolean isServiceAccount() {
        return metadata.isServiceAccount();
    }

    /** Returns its id and its requirement on the authentication of all its users. */
    public SecondFactorPolicy.ClientContext secondFactorContext() {
        return new SecondFactorPolicy.ClientContext(metadata.policy().minimumAcr(), Optional.of(id));
    }
}
