package dev.albireo.oauth.authorize;

import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.audit.Audit;
import dev.albireo.oauth.authorize.CodeStore.NewCode;
import dev.albireo.oauth.key.Opaques;
import dev.albireo.oauth.session.SignOn;
import dev.albireo.oauth.session.StoredProofs;
import dev.albireo.oauth.token.FrontChannel;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.web.Ids;
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
    private final CodeStore codes;
    private final FrontChannel frontChannel;
    private final Audit audit;
    private final AuthorizeConfig config;
    private final GrantLifetimes lifetimes;
    private final String issuer;
    private final Ids ids;
    private final Opaques opaques;
    private final Clock clock;

    IssueCode(
            CodeStore codes,
            FrontChannel frontChannel,
            Audit audit,
            AuthorizeConfig config,
            GrantLifetimes lifetimes,
            WebConfig web,
            Ids ids,
            Opaques opaques,
            Clock clock) {
        this.codes = codes;
        this.frontChannel = frontChannel;
        this.audit = audit;
        this.config = config;
        this.lifetimes = lifetimes;
        this.issuer = web.issuerText();
        this.ids = ids;
        this.opaques = opaques;
        this.clock = clock;
    }

    /**
     * Returns the redirect with the requested code and tokens; a page if another tab completed the request or the session has just ended.
     */
    Uni<Redirection> issue(Consider.Considered considered, SignOn signOn, Visitor visitor) {
        Instant now = clock.instant();
        AuthorizeRequest request = considered.pending().request();
        NewCode code = newCode(considered, signOn, now);
        return codes.issue(code, audited(code, signOn, visitor), now)
                .invoke(issued -> mustBeIssued(issued, considered))
                .chain(() -> tokens(considered, code))
                .map(tokens -> Redirects.success(request.target(), code.code().map(Opaque::value), tokens, issuer));
    }

    private Uni<Map<String, String>> tokens(Consider.Considered considered, NewCode code) {
        AuthorizeRequest request = considered.pending().request();
        if (!request.type().isFrontChannel()) {
            return Uni.createFrom().item(Map.of());
        }
        return frontChannel
                .tokens(
                        considered.client(),
                        new FrontChannel.Answered(
                                code.grant(), request.type(), request.nonce(), code.code(), request.state()))
                .onFailure(OAuthRefusal.class)
                .transform(over -> finishedElsewhere(considered));
    }

    private NewCode newCode(Consider.Considered considered, SignOn signOn, Instant now) {
        AuthorizeRequest request = considered.pending().request();
        return new NewCode(
                request.type().hasCode() ? Optional.of(opaques.next(Kind.CODE)) : Optional.empty(),
                now.plus(config.codeLifetime()),
                ids.next(),
                request.clientId(),
                signOn.person().subject(),
                signOn.sessionId(),
                request.scopes(),
                request.offline(),
                StoredProofs.write(signOn.proofs()),
                now.plus(lifetimes.of(considered.client(), request.offline(), config.codeLifetime())),
                request.redirectUri(),
                request.redirectUriImplied(),
                request.challenge(),
                request.nonce(),
                request.claims(),
                request.resources(),
                considered.pending().interaction());
    }

    private AuditRecorded audited(NewCode code, SignOn signOn, Visitor visitor) {
        return audit.success(
                code.subject().toString(),
                code.code().isPresent() ? "authorize.code" : "authorize.tokens",
                code.client(),
                Map.of(
                        "grant", code.grant().toString(),
                        "scope", String.join(" ", code.scopes()),
                        "acr", signOn.proofs().acr().value()),
                visitor.address());
    }

    private static void mustBeIssued(boolean issued, Consider.Considered considered) {
        if (!issued) {
            throw finishedElsewhere(considered);
        }
    }

    private static PageRefusal finishedElsewhere(Consider.Considered considered) {
        PageRefusal refusal = PageRefusal.of(
                409,
                "This sign-in was completed elsewhere",
                "You signed out or completed it in another tab. If you are not signed in to the application, start again.");
        return considered
                .pending()
                .interaction()
                .map(id -> refusal.withLink("Start again", "/authorize?interaction=" + id.value()))
                .orElse(refusal);
    }
}
