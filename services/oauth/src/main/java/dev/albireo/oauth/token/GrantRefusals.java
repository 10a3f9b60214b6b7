package dev.albireo.oauth.token;

import dev.albireo.events.AuditAction;
import dev.albireo.oauth.client.Client;
import dev.albireo.outbox.Audit;
import dev.albireo.policy.SecondFactorPolicy.Decision;
import dev.albireo.policy.SecondFactorPolicy.Decision.DeniedByRules;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Handles misuse of a grant: records an audit event, and responds with the same error as for an unknown token. */
@Singleton
class GrantRefusals {
    private final GrantStore grants;
    private final Audit audit;
    private final Clock clock;

    GrantRefusals(GrantStore grants, Audit audit, Clock clock) {
        this.grants = grants;
        this.audit = audit;
        this.clock = clock;
    }

    /** A code or refresh token was presented a second time, which indicates theft: the whole grant ends (RFC 9700 section 4.14.2). */
    <T> Uni<T> detected(String what, Grant grant, Client client, String address) {
        var record = audit.refused(
                client.id(), AuditAction.TOKEN_REPLAY, grant.id().toString(), Map.of("kind", what), address);
        return grants.revoke(grant.id(), clock.instant(), record)
                .chain(() -> Uni.createFrom().failure(unusable(what)));
    }

    /** The grant's own proofs do not satisfy the requirements of the request, or declared rules deny it. */
    <T> Uni<T> refused(Decision decision, Grant grant, Client client, List<String> scopes, String address) {
        Map<String, String> detail =
                new TreeMap<>(Map.of("grant", grant.id().toString(), "scope", String.join(" ", scopes)));
        String problem = "a second factor is required; start a new authorization";
        if (decision instanceof DeniedByRules denied) {
            detail.put("rules", String.join(" ", denied.rules()));
            problem = "the second-factor policy denies the request";
        }
        OAuthRefusal refusal = OAuthError.INVALID_GRANT.because(problem);
        return audit.record(audit.refused(
                        grant.subject().toString(), AuditAction.TOKEN_SECOND_FACTOR, client.id(), detail, address))
                .chain(() -> Uni.createFrom().failure(refusal));
    }

    /** Returns one error for unknown, expired, revoked and used values, and for those of another client (RFC 6749 section 5.2). */
    static OAuthRefusal unusable(String what) {
        return OAuthError.INVALID_GRANT.because(
                what + " is invalid, expired, revoked, already used or issued to another client");
    }
}
