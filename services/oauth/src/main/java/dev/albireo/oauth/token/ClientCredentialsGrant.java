package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.authentication.AuthenticatedClient;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.oauth.client.metadata.TokenFormat;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.policy.Acr;
import dev.albireo.policy.DecisionContext;
import dev.albireo.policy.NetworkContext;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.ClaimScopes;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The grant {@code client_credentials} (RFC 6749 section 4.4): a confidential client gets an access token for itself, without a refresh
 * token. A scope that requires a second factor is never granted, because there is no user who could prove one.
 */
@Singleton
class ClientCredentialsGrant {
    /** The {@code grant_type}. */
    static final String GRANT_TYPE = "client_credentials";

    private static final Set<String> USER_SCOPES = Set.of(Scopes.OPENID, Scopes.OFFLINE_ACCESS, Scopes.ADMIN_API);

    private final ServiceCredentialsGrant services;
    private final SecondFactorPolicy policy;
    private final OpaqueAccessTokenStore store;
    private final TokenIssuer tokenIssuer;
    private final OpaqueTokenGenerator tokenGenerator;
    private final Clock clock;

    ClientCredentialsGrant(
            ServiceCredentialsGrant services,
            SecondFactorPolicy policy,
            OpaqueAccessTokenStore store,
            TokenIssuer tokenIssuer,
            OpaqueTokenGenerator tokenGenerator,
            Clock clock) {
        this.services = services;
        this.policy = policy;
        this.store = store;
        this.tokenIssuer = tokenIssuer;
        this.tokenGenerator = tokenGenerator;
        this.clock = clock;
    }

    Uni<TokenResponse> grant(AuthenticatedClient caller, Form form) {
        return switch (caller) {
            case AuthenticatedClient.InternalService service -> services.issue(service, form);
            case AuthenticatedClient.RegisteredClient application -> grant(application, form);
        };
    }

    private Uni<TokenResponse> grant(AuthenticatedClient.RegisteredClient caller, Form form) {
        Client client = caller.client();
        if (!client.mayUse(GRANT_TYPE) || !caller.proved()) {
            throw OAuthError.UNAUTHORIZED_CLIENT.because("the client may not use grant_type client_credentials");
        }
        List<String> scopes = scopes(client, form.optional("scope").map(Parameters::values), policy);
        List<String> audience = ResourceIndicators.requested(form, client, scopes);
        Instant now = clock.instant();
        boolean ofReceiver = scopes.stream().anyMatch(Scopes::isOfSharedSignals);
        if (ofReceiver || client.metadata().tokens().access().format() == TokenFormat.JWT) {
            return tokenIssuer.forClient(client, new TokenIssuer.TokenScope(scopes, audience), now);
        }
        OpaqueToken token = tokenGenerator.next(OpaqueTokenType.ACCESS);
        var validity = new OpaqueAccessTokenStore.Validity(now, now.plus(tokenIssuer.lifetime(client)));
        return store.add(token, client.id(), scopes, audience, validity)
                .map(stored -> tokenIssuer.response(client, token.value(), scopes));
    }

    /**
     * Returns the requested scopes. If the request names none, the default is the scope that the client declared (RFC 6749 section 3.3),
     * without the scopes of claims about a user.
     */
    static List<String> scopes(Client client, Optional<List<String>> asked, SecondFactorPolicy policy) {
        Collection<String> registered = client.metadata().grants().scopes();
        List<String> scopes = asked.filter(list -> !list.isEmpty())
                .orElseGet(() -> registered.stream()
                        .filter(scope -> isAvailable(scope, policy))
                        .filter(scope -> ClaimScopes.claimsOf(scope).isEmpty())
                        .filter(scope -> !Scopes.isOfSharedSignals(scope))
                        .sorted()
                        .toList());
        if (scopes.isEmpty()) {
            throw OAuthError.INVALID_SCOPE.because(
                    "scope is missing, and the client has no default: register it with the scopes of the APIs that it calls");
        }
        if (!scopes.stream().allMatch(scope -> registered.contains(scope) && isAvailable(scope, policy))) {
            throw OAuthError.INVALID_SCOPE.because(
                    "scope contains a scope that is not available with client_credentials");
        }
        if (scopes.stream().anyMatch(Scopes::isOfSharedSignals)
                && !scopes.stream().allMatch(Scopes::isOfSharedSignals)) {
            throw OAuthError.INVALID_SCOPE.because(
                    "scope contains ssf.read or ssf.manage, which cannot be combined with other scopes: request two tokens");
        }
        return scopes;
    }

    private static boolean isAvailable(String scope, SecondFactorPolicy policy) {
        return !USER_SCOPES.contains(scope) && !requiresUser(scope, policy);
    }

    private static boolean requiresUser(String scope, SecondFactorPolicy policy) {
        SecondFactorPolicy.RequestContext request =
                new SecondFactorPolicy.RequestContext(Set.of(scope), Optional.empty(), List.of());
        var context = new DecisionContext(
                SecondFactorPolicy.UserContext.UNKNOWN,
                new SecondFactorPolicy.ClientContext(Acr.AAL1),
                request,
                NetworkContext.UNKNOWN,
                Instant.EPOCH);
        return !policy.reasons(context).isEmpty();
    }
}
