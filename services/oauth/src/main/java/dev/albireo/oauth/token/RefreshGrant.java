package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.oauth.token.GrantStore.Refresh;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The grant {@code refresh_token} (RFC 6749 section 6): each token is good once and brings the next. */
@ApplicationScoped
class RefreshGrant {
    /** The {@code grant_type}. */
    static final String GRANT_TYPE = "refresh_token";

    private final GrantStore grants;
    private final Replay replay;
    private final Mint mint;
    private final SecondFactorPolicy policy;
    private final Clock clock;

    RefreshGrant(GrantStore grants, Replay replay, Mint mint, SecondFactorPolicy policy, Clock clock) {
        this.grants = grants;
        this.replay = replay;
        this.mint = mint;
        this.policy = policy;
        this.clock = clock;
    }

    /** What the client sends; both of the others may narrow. */
    record Request(Opaque token, Optional<List<String>> scope, List<String> resources) {
        static Request of(Form form) {
            Opaque token =
                    Opaque.parse(Kind.REFRESH, form.required("refresh_token")).orElseThrow(Replay::unknown);
            return new Request(token, form.optional("scope").map(Parameters::words), ResourceIndicators.named(form));
        }
    }

    Uni<TokenResponse> refresh(Client client, Request request, String address) {
        Instant now = clock.instant();
        return grants.refresh(request.token())
                .map(found -> found.filter(token -> token.grant().clientId().equals(client.id()))
                        .orElseThrow(Replay::unknown))
                .chain(token -> token.spent()
                        ? replay.detected("refresh token", token.grant(), client, address)
                        : decide(token, client, request, address, now));
    }

    private Uni<TokenResponse> decide(Refresh token, Client client, Request request, String address, Instant now) {
        Grant grant = token.grant();
        List<String> scopes = check(token, client, request.scope(), now);
        if (!grant.isStrongEnough(policy, client, scopes)) {
            return replay.tooWeak(grant, client, scopes, address);
        }
        var wanted = new Mint.Wanted(scopes, ResourceIndicators.narrowed(request.resources(), grant.resources()));
        Yield tokens = mint.prepare(client, grant, wanted, true, now);
        return grants.spendRefresh(request.token(), tokens, now)
                .chain(first -> first
                        ? mint.mint(new Mint.Order(client, grant, Optional.empty(), tokens, now))
                        : replay.detected("refresh token", grant, client, address));
    }

    /** The scopes that are given: those of the grant, or fewer (RFC 6749 section 6). */
    static List<String> check(Refresh token, Client client, Optional<List<String>> wanted, Instant now) {
        token.grant().requireAlive(now);
        if (!client.mayUse(GRANT_TYPE) || !now.isBefore(token.expiresAt())) {
            throw Replay.unknown();
        }
        List<String> scopes =
                wanted.filter(list -> !list.isEmpty()).orElse(token.grant().scopes());
        if (!token.grant().scopes().containsAll(scopes)) {
            throw OAuthError.INVALID_SCOPE.because("that is more than was granted");
        }
        return scopes;
    }
}
