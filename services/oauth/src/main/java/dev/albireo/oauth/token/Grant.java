package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Scopes;
import dev.albireo.oauth.session.Profile;
import dev.albireo.policy.Proofs;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.policy.SecondFactorPolicy.Verdict.Missing;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.AdministratorToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What one person allowed one client, with what must be known before anything more is given for it.
 *
 * @param proofs what the person had proved when it was given
 * @param person who it is, as known now; empty where nothing is
 * @param enabled whether the person's account is enabled now
 * @param groups of the person now
 * @param resources that it is for (RFC 8707); empty for none in particular
 * @param told what the request asked the ID token to tell of the person, as known now
 */
record Grant(
        UUID id,
        String clientId,
        UUID subject,
        UUID sessionId,
        List<String> scopes,
        boolean offline,
        Proofs proofs,
        Instant givenAt,
        Instant expiresAt,
        boolean revoked,
        Optional<Profile> person,
        boolean enabled,
        Set<String> groups,
        List<String> resources,
        Map<String, Object> told) {
    private static final SecondFactorPolicy.User ANYBODY = new SecondFactorPolicy.User(false, false, Set.of());

    Grant {
        scopes = List.copyOf(scopes);
        groups = Set.copyOf(groups);
        resources = List.copyOf(resources);
        told = Map.copyOf(told);
    }

    /** Refuses where it is over, whatever the reason. */
    void requireAlive(Instant now) {
        if (revoked || !enabled || !now.isBefore(expiresAt) || proofs.list().isEmpty()) {
            throw OAuthError.INVALID_GRANT.because("the grant is over");
        }
        if (scopes.contains(Scopes.ADMIN_API) && !groups.contains(AdministratorToken.GROUP)) {
            throw OAuthError.INVALID_GRANT.because("only administrators get this scope");
        }
    }

    /** When the last refresh token of this family is over, or the next one if it lies unused. */
    Instant refreshUntil(Client client, Duration idle, Instant now) {
        return client.refreshTokenLifetime().map(givenAt::plus).orElse(now.plus(idle));
    }

    /**
     * Returns whether its own proofs still do for what the client and these scopes demand today. A flag that was set on the user later does
     * not end a grant by itself, and a second proof does not grow old with it.
     */
    boolean isStrongEnough(SecondFactorPolicy policy, Client client, List<String> wanted) {
        SecondFactorPolicy.Request request =
                new SecondFactorPolicy.Request(Set.copyOf(wanted), Optional.empty(), List.of());
        return !(policy.decide(ANYBODY, client.demands(), request, proofs, givenAt) instanceof Missing);
    }
}
