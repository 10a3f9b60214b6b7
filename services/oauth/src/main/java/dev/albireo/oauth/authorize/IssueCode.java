package dev.albireo.oauth.authorize;

import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.authorize.AuthorizationCodeStore.NewAuthorizationCode;
import dev.albireo.oauth.authorize.EvaluateAuthorization.Evaluation;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.oauth.policy.SecondFactorPolicies;
import dev.albireo.oauth.session.ProofsColumn;
import dev.albireo.oauth.session.SsoSession;
import dev.albireo.oauth.token.FrontChannelTokens;
import dev.albireo.outbox.Audit;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Issues the grant with its code or tokens, and redirects to the client. */
@ApplicationScoped
class IssueCode {
    private final AuthorizationCodeStore codes;
    private final InteractionStorage storage;
    private final FrontChannelTokens frontChannel;
    private final Audit audit;
    private final AuthorizeConfig config;
    private final GrantLifetimes lifetimes;
    private final String issuer;
    private final IdGenerator ids;
    private final OpaqueTokenGenerator tokenGenerator;
    private final SecondFactorPolicies policies;
    private final Clock clock;

    IssueCode(
            AuthorizationCodeStore codes,
            InteractionStorage storage,
            FrontChannelTokens frontChannel,
            Audit audit,
            AuthorizeConfig config,
            GrantLifetimes lifetimes,
            WebConfig web,
            IdGenerator ids,
            OpaqueTokenGenerator tokenGenerator,
            SecondFactorPolicies policies,
            Clock clock) {
        this.codes = codes;
        this.storage = storage;
        this.frontChannel = frontChannel;
        this.audit = audit;
        this.config = config;
        this.lifetimes = lifetimes;
        this.issuer = web.issuerText();
        this.ids = ids;
        this.tokenGenerator = tokenGenerator;
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * Returns the redirect with the requested code and tokens; a page if another tab completed the request or the session has just ended.
     */
    Uni<BrowserRedirect> issue(Evaluation evaluation, SsoSession ssoSession, BrowserContext context) {
        Instant now = clock.instant();
        return policies.current()
                .map(policy -> newCode(policy, evaluation, ssoSession, now))
                .chain(code -> issue(code, evaluation, ssoSession, context, now));
    }

    private Uni<BrowserRedirect> issue(
            NewAuthorizationCode code,
            Evaluation evaluation,
            SsoSession ssoSession,
            BrowserContext context,
            Instant now) {
        AuthorizationRequest request = evaluation.pending().request();
        return codes.issue(code, audited(code, ssoSession, context), now)
                .chain(issued -> issued ? Uni.createFrom().voidItem() : notIssued(evaluation))
                .chain(() -> tokens(evaluation, code))
                .map(tokens -> AuthorizationResponses.success(
                        request.target(), code.code().map(OpaqueToken::value), tokens, issuer));
    }

    private Uni<Map<String, String>> tokens(Evaluation evaluation, NewAuthorizationCode code) {
        AuthorizationRequest request = evaluation.pending().request();
        if (!request.type().isFrontChannel()) {
            return Uni.createFrom().item(Map.of());
        }
        return frontChannel
                .tokens(
                        evaluation.client(),
                        new FrontChannelTokens.FrontChannelRequest(
                                code.grant(), request.type(), request.nonce(), code.code(), request.state()))
                .onFailure(OAuthRefusal.class)
                .transform(over -> alreadyCompleted(evaluation));
    }

    private NewAuthorizationCode newCode(
            SecondFactorPolicy policy, Evaluation evaluation, SsoSession ssoSession, Instant now) {
        AuthorizationRequest request = evaluation.pending().request();
        return new NewAuthorizationCode(
                request.type().hasCode() ? Optional.of(tokenGenerator.next(OpaqueTokenType.CODE)) : Optional.empty(),
                now.plus(config.codeLifetime()),
                ids.next(),
                request.clientId(),
                ssoSession.user().subject(),
                ssoSession.sessionId(),
                request.scopes(),
                request.offline(),
                ProofsColumn.write(ssoSession.proofs()),
                acr(policy, evaluation, ssoSession),
                now.plus(lifetimes.of(evaluation.client(), request.offline(), config.codeLifetime())),
                request.redirectUri(),
                request.redirectUriImplied(),
                request.challenge(),
                request.nonce(),
                request.claims(),
                request.resources(),
                storage.completed(evaluation),
                ssoSession.carried());
    }

    /** Tokens of administrators have the level that follows from the proofs, which their API demands. */
    private static Optional<String> acr(SecondFactorPolicy policy, Evaluation evaluation, SsoSession ssoSession) {
        AuthorizationRequest request = evaluation.pending().request();
        return request.scopes().contains(Scopes.ADMIN_API)
                ? Optional.empty()
                : policy.metAcr(
                        request.acr().values(),
                        ssoSession.proofs(),
                        evaluation.pending().askedAt());
    }

    private AuditRecorded audited(NewAuthorizationCode code, SsoSession ssoSession, BrowserContext context) {
        return audit.success(
                code.subject().toString(),
                code.code().isPresent() ? AuditAction.AUTHORIZE_CODE : AuditAction.AUTHORIZE_TOKENS,
                code.client(),
                Map.of(
                        "grant", code.grant().toString(),
                        "scope", String.join(" ", code.scopes()),
                        "acr", code.acr().orElse(ssoSession.proofs().acr().value())),
                context.address());
    }

    /** The request waits for another session or, if it was completed, for its browser to start again. */
    private Uni<Void> notIssued(Evaluation evaluation) {
        return storage.withRow(evaluation).map(stored -> {
            throw alreadyCompleted(stored);
        });
    }

    private static PageRefusal alreadyCompleted(Evaluation evaluation) {
        PageRefusal refusal = PageRefusal.of(
                409,
                "This sign-in was completed elsewhere",
                "You signed out or completed it in another tab. If you are not signed in to the application, start again.");
        return evaluation
                .pending()
                .interaction()
                .map(id -> refusal.withLink("Start again", "/authorize?interaction=" + id.value()))
                .orElse(refusal);
    }
}
