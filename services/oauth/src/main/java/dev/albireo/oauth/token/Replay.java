package dev.albireo.oauth.token;

import dev.albireo.oauth.audit.Audit;
import dev.albireo.oauth.client.Client;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What happens when a grant is misused: told to the audit trail, and refused with the same words as anything unknown. */
@ApplicationScoped
class Replay {
    private final GrantStore grants;
    private final Audit audit;
    private final Clock clock;

    Replay(GrantStore grants, Audit audit, Clock clock) {
        this.grants = grants;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns a code or refresh token came a second time, so somebody has a copy: the whole grant ends (RFC 9700 section 4.14.2). */
    <T> Uni<T> detected(String what, Grant grant, Client client, String address) {
        var record = audit.refused(client.id(), "token.replay", grant.id().toString(), Map.of("kind", what), address);
        return grants.revoke(grant.id(), clock.instant(), record)
                .chain(() -> Uni.createFrom().failure(unknown()));
    }

    /** The grant's own proofs are not enough for what is asked. */
    <T> Uni<T> tooWeak(Grant grant, Client client, List<String> scopes, String address) {
        var record = audit.refused(
                grant.subject().toString(),
                "token.second-factor",
                client.id(),
                Map.of("grant", grant.id().toString(), "scope", String.join(" ", scopes)),
                address);
        return audit.tell(record)
                .chain(() -> Uni.createFrom()
                        .failure(OAuthError.INVALID_GRANT.because(
                                "a second factor is required; start a new authorization")));
    }

    /** Unknown, of another client, or used before: one answer for all. */
    static OAuthRefusal unknown() {
        return OAuthError.INVALID_GRANT.because("it is unknown, not yours, over or was used before");
    }
}
