package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.authentication.AuthenticatedClient;
import dev.albireo.oauth.token.GrantStore.Code;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.protocol.Pkce;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The grant {@code authorization_code} (RFC 6749 section 4.1.3). */
@Singleton
class AuthorizationCodeGrant {
    /** The {@code grant_type}. */
    static final String GRANT_TYPE = "authorization_code";

    private final GrantStore grants;
    private final GrantRefusals refusals;
    private final RedeemGrant redeemGrant;
    private final Clock clock;

    AuthorizationCodeGrant(GrantStore grants, GrantRefusals refusals, RedeemGrant redeemGrant, Clock clock) {
        this.grants = grants;
        this.refusals = refusals;
        this.redeemGrant = redeemGrant;
        this.clock = clock;
    }

    /** The parameters of the request. */
    record CodeTokenRequest(
            OpaqueToken code, Optional<String> redirectUri, Optional<String> verifier, List<String> resources) {
        static CodeTokenRequest of(Form form) {
            OpaqueToken code = OpaqueToken.parse(OpaqueTokenType.CODE, form.required("code"))
                    .orElseThrow(() -> GrantRefusals.unusable("code"));
            return new CodeTokenRequest(
                    code,
                    form.optional("redirect_uri"),
                    form.optional("code_verifier"),
                    ResourceIndicators.named(form));
        }
    }

    Uni<TokenResponse> redeem(AuthenticatedClient.RegisteredClient caller, CodeTokenRequest request, String address) {
        Instant now = clock.instant();
        Client client = caller.client();
        return grants.code(request.code())
                .map(found -> found.filter(code -> code.grant().clientId().equals(client.id()))
                        .orElseThrow(() -> GrantRefusals.unusable("code")))
                .chain(code -> code.redeemed()
                        ? refusals.detected("code", code.grant(), client, address)
                        : decide(code, caller, request, address, now));
    }

    private Uni<TokenResponse> decide(
            Code code,
            AuthenticatedClient.RegisteredClient caller,
            CodeTokenRequest request,
            String address,
            Instant now) {
        check(code, request, now);
        mustBeProved(code, caller);
        Grant grant = code.grant();
        var redemption = new RedeemGrant.Redemption(
                caller.client(), grant, grant.scope(request.resources()), code.nonce(), address, now);
        return redeemGrant.redeemCode("code", redemption, tokens -> grants.redeemCode(request.code(), tokens, now));
    }

    /** A client that sent no secret must prove possession of the code by the verifier (RFC 7636 section 1). */
    static void mustBeProved(Code code, AuthenticatedClient.RegisteredClient caller) {
        if (!caller.proved() && code.challenge().isEmpty()) {
            throw OAuthError.INVALID_CLIENT.because(
                    "client authentication is required for a code without code_challenge");
        }
    }

    /** The order discloses nothing: every error except a missing verifier has the same code. */
    static void check(Code code, CodeTokenRequest request, Instant now) {
        code.grant().requireAlive(now);
        if (request.redirectUri().isEmpty() && !code.redirectUriImplied()) {
            throw OAuthError.INVALID_REQUEST.because("redirect_uri is missing");
        }
        boolean elsewhere = request.redirectUri()
                .filter(uri -> !uri.equals(code.redirectUri()))
                .isPresent();
        if (!now.isBefore(code.expiresAt()) || elsewhere) {
            throw GrantRefusals.unusable("code");
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
