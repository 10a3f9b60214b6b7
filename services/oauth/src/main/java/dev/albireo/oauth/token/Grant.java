package dev.albireo.oauth.token;

import dev.albireo.oauth.claims.UserClaims;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.policy.DecisionContext;
import dev.albireo.policy.NetworkContext;
import dev.albireo.policy.Proofs;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.policy.SecondFactorPolicy.Decision;
import dev.albireo.protocol.OAuthError;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A user's authorization of a client, with the data that every further token requires.
 *
 * @param proofs the user's proofs when it was given
 * @param acr the requested value of {@code acr} that they met; empty for the one that follows from them
 * @param user the user's current claims; empty if unknown
 * @param enabled whether the user's account is currently enabled
 * @param groups the user's current groups
 * @param administrator whether one of them gives a role of administrators
 * @param resources the resources it is for (RFC 8707); may be empty
 * @param idTokenClaims the claims that the request asked to include in the ID token
 */
record Grant(
        UUID id,
        String clientId,
        UUID subject,
        UUID sessionId,
        List<String> scopes,
        boolean offline,
        Proofs proofs,
        Optional<String> acr,
        Instant givenAt,
        Instant expiresAt,
        boolean revoked,
        Optional<UserClaims> user,
        boolean enabled,
        Set<String> groups,
        boolean administrator,
        List<String> resources,
        List<String> idTokenClaims) {
    Grant {
        scopes = List.copyOf(scopes);
        groups = Set.copyOf(groups);
        resources = List.copyOf(resources);
        idTokenClaims = List.copyOf(idTokenClaims);
    }

    /** Rejects a grant that has ended, for any reason. */
    void requireAlive(Instant now) {
        if (revoked || !enabled || !now.isBefore(expiresAt) || proofs.list().isEmpty()) {
            throw OAuthError.INVALID_GRANT.because("the grant is expired or revoked");
        }
        if (scopes.contains(Scopes.ADMIN_API) && !administrator) {
            throw OAuthError.INVALID_GRANT.because("the scope albireo:admin is restricted to administrators");
        }
    }

    /** Returns the claims for the ID token: those that the request asked for individually, and those of these scopes. */
    Map<String, Object> claimsForIdToken(List<String> claimScopes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        user.ifPresent(known -> {
            claims.putAll(known.fitting(claimScopes));
            claims.putAll(known.only(idTokenClaims));
        });
        return claims;
    }

    /** Returns all scopes of the grant, for these resources of it; for all if none is named. */
    TokenIssuer.TokenScope scope(List<String> narrowedTo) {
        return new TokenIssuer.TokenScope(scopes, ResourceIndicators.narrowed(narrowedTo, resources));
    }

    /** Returns the end of the last refresh token of this family, or of the next one if it is unused for the idle time. */
    Instant refreshUntil(Client client, Duration idle, Instant now) {
        return client.metadata()
                .tokens()
                .refresh()
                .lifetime()
                .map(givenAt::plus)
                .orElse(now.plus(idle));
    }

    /**
     * Returns the decision on its own proofs and the current requirements of the client, these scopes and these resources. A requirement that
     * was set on the user later does not end a grant, and the age of a second proof does not count: no proof is older than the first one.
     */
    Decision decide(SecondFactorPolicy policy, Client client, NetworkContext network, TokenIssuer.TokenScope wanted) {
        return policy.decide(context(client, network, wanted), proofs);
    }

    /** Returns what the second-factor decision reads. */
    DecisionContext context(Client client, NetworkContext network, TokenIssuer.TokenScope wanted) {
        var request = new SecondFactorPolicy.RequestContext(
                Set.copyOf(wanted.scopes()), Optional.empty(), List.of(), Set.copyOf(wanted.audience()));
        return new DecisionContext(
                SecondFactorPolicy.UserContext.UNKNOWN,
                client.secondFactorContext(),
                request,
                network,
                proofs.authTime());
    }
}
