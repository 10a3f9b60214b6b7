package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.key.Opaques;
import dev.albireo.oauth.token.GrantStore.Code;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.protocol.Pkce;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The grant {@code authorization_code} (RFC 6749 section 4.1.3). */
@ApplicationScoped
class RedeemCode {
    /** The {@code grant_type}. */
    static final String GRANT_TYPE = "authorization_code";

    private final GrantStore grants;
    private final Replay replay;
    private final Mint mint;
    private final SecondFactorPolicy policy;
    private final TokenConfig config;
    private final Opaques opaques;
    private final Clock clock;

    RedeemCode(
            GrantStore grants,
            Replay replay,
            Mint mint,
            SecondFactorPolicy policy,
            TokenConfig config,
            Opaques opaques,
            Clock clock) {
        this.grants = grants;
        this.replay = replay;
        this.mint = mint;
        this.policy = policy;
        this.config = config;
        this.opaques = opaques;
        this.clock = clock;
    }

    /** What the client sends. */
    record Redemption(Opaque code, String redirectUri, Optional<String> verifier) {
        static Redemption of(Form form) {
            Opaque code = Opaque.parse(Kind.CODE, form.required("code")).orElseThrow(Replay::unknown);
            return new Redemption(code, form.required("redirect_uri"), form.optional("code_verifier"));
        }
    }

    Uni<TokenResponse> redeem(Client client, Redemption request, String address) {
        Instant now = clock.instant();
        return grants.code(request.code())
                .map(found -> found.filter(code -> code.grant().clientId().equals(client.id()))
                        .orElseThrow(Replay::unknown))
                .chain(code -> code.spent()
                        ? replay.detected("code", code.grant(), client, address)
                        : decide(code, client, request, address, now));
    }

    private Uni<TokenResponse> decide(Code code, Client client, Redemption request, String address, Instant now) {
        check(code, request, now);
        Grant grant = code.grant();
        if (!grant.isStrongEnough(policy, client, grant.scopes())) {
            return replay.tooWeak(grant, client, grant.scopes(), address);
        }
        Optional<Opaque> refresh = grant.offline() && client.mayUse(RefreshGrant.GRANT_TYPE)
                ? Optional.of(opaques.next(Kind.REFRESH))
                : Optional.empty();
        return grants.spendCode(request.code(), refresh, now.plus(config.refreshTokenIdle()), now)
                .chain(first -> first
                        ? mint.mint(new Mint.Order(client, grant, grant.scopes(), code.nonce(), refresh, now))
                        : replay.detected("code", grant, client, address));
    }

    /** The order tells a guesser nothing: every answer but a missing verifier is the same code. */
    static void check(Code code, Redemption request, Instant now) {
        code.grant().requireAlive(now);
        if (!now.isBefore(code.expiresAt()) || !code.redirectUri().equals(request.redirectUri())) {
            throw Replay.unknown();
        }
        if (code.challenge().isPresent() && request.verifier().isEmpty()) {
            throw OAuthError.INVALID_REQUEST.because("code_verifier is missing");
        }
        if (code.challenge().isEmpty() && request.verifier().isPresent()) {
            throw OAuthError.INVALID_GRANT.because("the request for this code had no code_challenge");
        }
        code.challenge()
                .filter(challenge -> !Pkce.matches(challenge, request.verifier().orElse("")))
                .ifPresent(wrong -> {
                    throw OAuthError.INVALID_GRANT.because("code_verifier is not the one of this code");
                });
    }
}
