package dev.albireo.oauth.client;

import com.nimbusds.jose.JWSAlgorithm;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.policy.Acr;
import dev.albireo.policy.SecondFactorPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An application that may ask for tokens (RFC 7591 section 2).
 *
 * @param secretHash HMAC of its secret; empty for a public client, and for one that signs
 * @param firstParty belongs to whoever runs this server, so nobody is asked for consent
 * @param minimumAcr how strong everybody's sign-in must be
 * @param accessTokenLifetime empty for the server's default
 * @param refreshTokenLifetime absolute; empty for the server's default
 * @param homeUri its {@code client_uri}
 * @param about what it says of itself beyond that
 * @param requirePushedRequests its authorization requests count only where it pushed them (RFC 9126 section 6)
 * @param responses how it wants to be answered
 * @param requests how it asks
 * @param sector whom it knows people with
 * @param hooks where it is told of something
 * @param declared what an administrator declared beyond what a client can register; empty for one that registered itself
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
        About about,
        boolean enabled,
        Instant createdAt,
        Keys keys,
        boolean requirePushedRequests,
        Responses responses,
        Requests requests,
        Sector sector,
        Hooks hooks,
        Optional<Declared> declared) {

    /** The {@code token_endpoint_auth_method} of a client without a secret. */
    public static final String NONE = "none";

    /** The {@code token_endpoint_auth_method} of a client that signs (OpenID Connect Core section 9); it has no secret. */
    public static final String PRIVATE_KEY_JWT = "private_key_jwt";

    /** The {@code grant_type} of a device that has no browser (RFC 8628 section 3.4). */
    public static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    /**
     * The public keys of a client, if it has any: here, or at an address, never both.
     *
     * @param jwks as JSON (RFC 7517 section 5)
     * @param uri where the same is to be read
     * @param algorithm what its assertions are signed with; empty for any that is known here
     */
    public record Keys(Optional<String> jwks, Optional<String> uri, Optional<JWSAlgorithm> algorithm) {
        /** It has none. */
        public static final Keys NONE = new Keys(Optional.empty(), Optional.empty(), Optional.empty());

        boolean isEmpty() {
            return jwks.isEmpty() && uri.isEmpty();
        }
    }

    /** The form of an access token. */
    public enum TokenFormat {
        JWT,
        OPAQUE
    }

    /**
     * How it wants to be answered.
     *
     * @param idToken what its ID tokens are signed with
     * @param userinfo what answers of the UserInfo endpoint are signed with; empty for plain JSON
     * @param origins where scripts come from that may call the endpoints for clients
     */
    public record Responses(SigningAlgorithm idToken, Optional<SigningAlgorithm> userinfo, List<String> origins) {
        /** As everybody understands, and for no script. */
        public static final Responses USUAL = new Responses(SigningAlgorithm.RS256, Optional.empty(), List.of());

        public Responses {
            origins = List.copyOf(origins);
        }
    }

    /**
     * What only an administrator can say of a client.
     *
     * @param secretOptional PKCE alone proves it too, although it has a secret
     * @param alwaysRefresh it gets refresh tokens without {@code offline_access}, which end with the session
     * @param audience of its access tokens; empty for the issuer
     * @param authConfig id of the AuthConfig that its pages follow
     * @param resources those that it may ask tokens for (RFC 8707); empty for every web address
     * @param serves those that it is itself, beside its id: it learns by introspection of tokens for them
     * @param userResource answers of {@code /token} and {@code /userinfo} hold the resource {@code User}
     */
    public record Declared(
            boolean secretOptional,
            TokenFormat tokenFormat,
            boolean alwaysRefresh,
            List<String> audience,
            Optional<String> authConfig,
            Optional<List<String>> resources,
            List<String> serves,
            boolean userResource) {
        public Declared {
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

    /** Whether it has nothing to prove itself by, such as an application on a person's own device (RFC 6749 section 2.1). */
    public boolean isPublic() {
        return authMethod.equals(NONE);
    }

    private boolean isNative() {
        return isPublic() || about.type() == ApplicationType.NATIVE;
    }

    /** Whether a code may be sent there (RFC 9700 section 2.1). */
    public boolean mayRedirectTo(String uri) {
        return redirectUris.stream().anyMatch(registered -> RedirectUris.matches(registered, uri, isNative()));
    }

    /** The origin of a redirect URI, as a Content-Security-Policy wants it. */
    public static String originOf(String redirectUri) {
        return RedirectUris.origin(redirectUri);
    }

    /** PKCE is required of every client without a secret, whatever it says (RFC 9700 section 2.1.1). */
    public boolean needsPkce() {
        return requirePkce || isPublic();
    }

    /** Whether it is known who calls although no secret was sent; then a code needs its verifier. */
    public boolean mayOmitSecret() {
        return isPublic() || declared.filter(Declared::secretOptional).isPresent();
    }

    /**
     * Where the answer goes if the request does not say (RFC 6749 section 3.1.2.3): to the only address. A request of OpenID Connect
     * always says (Core section 3.1.2.1).
     */
    public Optional<String> impliedRedirectUri(Collection<String> scopes) {
        boolean implied = redirectUris.size() == 1 && !scopes.contains(Scopes.OPENID);
        return implied ? Optional.of(redirectUris.getFirst()) : Optional.empty();
    }

    /** Whether it gets a refresh token also without {@code offline_access}. */
    public boolean alwaysRefreshes() {
        return declared.filter(Declared::alwaysRefresh).isPresent();
    }

    /**
     * Whether it is told of people as the resource {@code User}: only one of whoever runs this server, whose declaration says so. A client
     * with pairwise subjects never is, for the resource names the person everywhere (OpenID Connect Core section 8.1).
     */
    public boolean receivesUserResource() {
        return firstParty
                && sector.host().isEmpty()
                && declared.filter(Declared::userResource).isPresent();
    }

    /** Id of the AuthConfig that its pages follow. */
    public Optional<String> authConfig() {
        return declared.flatMap(Declared::authConfig);
    }

    /** The form of its access tokens. */
    public TokenFormat tokenFormat() {
        return declared.map(Declared::tokenFormat).orElse(TokenFormat.JWT);
    }

    /** Who its access tokens are for; empty for the issuer. */
    public List<String> audience() {
        return declared.map(Declared::audience).orElse(List.of());
    }

    /** Whether tokens with this {@code aud} are meant for it, as its id and the resources that it serves are. */
    public boolean isMeantBy(String audience) {
        return id.equals(audience)
                || declared.filter(some -> some.serves().contains(audience)).isPresent();
    }

    /** Whether it may ask for tokens that are good at this resource (RFC 8707). */
    boolean mayAskFor(String resource) {
        return declared.flatMap(Declared::resources)
                .map(some -> some.contains(resource))
                .orElseGet(() -> Registration.isWebPage(resource));
    }

    public boolean mayUse(String grantType) {
        return grantTypes.contains(grantType);
    }

    /** Whether it is a pipeline's, which manages declared resources. */
    public boolean isServiceAccount() {
        return scopes.contains(Scopes.RESOURCES_API);
    }

    /** What it demands of everybody who signs in. */
    public SecondFactorPolicy.Client demands() {
        return new SecondFactorPolicy.Client(minimumAcr);
    }
}
