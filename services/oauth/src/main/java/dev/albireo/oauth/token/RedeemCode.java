package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Caller;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
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
import java.util.List;
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
    private final Clock clock;

    RedeemCode(GrantStore grants, Replay replay, Mint mint, SecondFactorPolicy policy, Clock clock) {
        this.grants = grants;
        this.replay = replay;
        this.mint = mint;
        this.policy = policy;
        this.clock = clock;
    }

    /** The parameters of the request. */
    record Redemption(Opaque code, Optional<String> redirectUri, Optional<String> verifier, List<String> resources) {
        static Redemption of(Form form) {
            Opaque code = Opaque.parse(Kind.CODE, form.required("code")).orElseThrow(() -> Replay.unusable("code"));
            return new Redemption(
                    code,
                    form.optional("redirect_uri"),
                    form.optional("code_verifier"),
                    ResourceIndicators.named(form));
        }
    }

    Uni<TokenResponse> redeem(Caller.Application caller, Redemption request, String address) {
        Instant now = clock.instant();
        Client client = caller.client();
        return grants.code(request.code())
                .map(found -> found.filter(code -> code.grant().clientId().equals(client.id()))
                        .orElseThrow(() -> Replay.unusable("code")))
                .chain(code -> code.spent()
                        ? replay.detected("code", code.grant(), client, address)
                        : decide(code, caller, request, address, now));
    }

    private Uni<TokenResponse> decide(
            Code code, Caller.Application caller, Redemption request, String address, Instant now) {
        check(code, request, now);
        mustBeProved(code, caller);
        Client client = caller.client();
        Grant grant = code.grant();
        if (!grant.isStrongEnough(policy, client, grant.scopes())) {
            return replay.tooWeak(grant, client, grant.scopes(), address);
        }
        boolean refresh = (grant.offline() || client.alwaysRefreshes()) && client.mayUse(RefreshGrant.GRANT_TYPE);
        var wanted =
                new Mint.Wanted(grant.scopes(), ResourceIndicators.narrowed(request.resources(), grant.resources()));
        Yield tokens = mint.prepare(client, grant, wanted, refresh, now);
        return grants.spendCode(request.code(), tokens, now)
                .chain(first -> first
                        ? mint.mint(new Mint.Order(client, grant, code.nonce(), tokens, now))
                        : replay.detected("code", grant, client, address));
    }

    /** A client that sent no secret must prove possession of the code by the verifier (RFC 7636 section 1). */
    static void mustBeProved(Code code, Caller.Application caller) {
        if (!caller.proved() && code.challenge().isEmpty()) {
            throw OAuthError.INVALID_CLIENT.because(
                    "client authentication is required for a code without code_challenge");
        }
    }

    /** The order discloses nothing: every error except a missing verifier has the same code. */
    static void check(Code code, Redemption request, Instant now) {
        code.grant().requireAlive(now);
        if (request.redirectUri().isEmpty() && !code.redirectUriImplied()) {
            throw OAuthError.INVALID_REQUEST.because("redirect_uri is missing");
        }
        boolean elsewhere = request.redirectUri()
                .filter(uri -> !uri.equals(code.redirectUri()))
                .isPresent();
        if (!now.isBefore(code.expiresAt()) || elsewhere) {
            throw Replay.unusable("code");
        }
        if (code.challenge().isPresent() && request.verifier().isEmpty()) {
            throw OAuthError.INVALID_REQUEST.because("code_verifier is missing");
        }
        if (code.challenge().isEmpty() && request.verifier().isPresent()) {
            throw OAuthError.INVALID_GRANT.because(
                    "code_verifier was sent, but the authorization request had no code_challenge");
        }
        code.challenge()
                .filter(challenge -> !Pkce.matches(challenge, request.verifier().orElse("")))
                .ifPresent(wrong -> {
                    throw OAuthError.INVALID_GRANT.because("code_verifier does not match code_challenge");
                });
    }
}
