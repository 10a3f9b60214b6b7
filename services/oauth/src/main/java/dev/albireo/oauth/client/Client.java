package dev.albireo.oauth.client;

import dev.albireo.policy.Acr;
import dev.albireo.policy.SecondFactorPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An application that may ask for tokens (RFC 7591 section 2).
 *
 * @param secretHash HMAC of its secret; empty for a public client
 * @param firstParty belongs to whoever runs this server, so nobody is asked for consent
 * @param minimumAcr how strong everybody's sign-in must be
 * @param accessTokenLifetime empty for the server's default
 * @param refreshTokenLifetime absolute; empty for the server's default
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
        Optional<String> logoUri,
        Optional<String> policyUri,
        Optional<String> tosUri,
        boolean enabled,
        Instant createdAt) {

    /** The {@code token_endpoint_auth_method} of a client without a secret. */
    public static final String NONE = "none";

    public Client {
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        grantTypes = Set.copyOf(grantTypes);
        scopes = Set.copyOf(scopes);
    }

    /** Whether it has no secret, such as an application on a person's own device (RFC 6749 section 2.1). */
    public boolean isPublic() {
        return authMethod.equals(NONE);
    }

    /** Whether a code may be sent there (RFC 9700 section 2.1). */
    public boolean mayRedirectTo(String uri) {
        return redirectUris.stream().anyMatch(registered -> RedirectUris.matches(registered, uri, isPublic()));
    }

    /** The origin of a redirect URI, as a Content-Security-Policy wants it. */
    public static String originOf(String redirectUri) {
        return RedirectUris.origin(redirectUri);
    }

    /** PKCE is required of every client without a secret, whatever it says (RFC 9700 section 2.1.1). */
    public boolean needsPkce() {
        return requirePkce || isPublic();
    }

    public boolean mayUse(String grantType) {
        return grantTypes.contains(grantType);
    }

    /** What it demands of everybody who signs in. */
    public SecondFactorPolicy.Client demands() {
        return new SecondFactorPolicy.Client(minimumAcr);
    }
}
