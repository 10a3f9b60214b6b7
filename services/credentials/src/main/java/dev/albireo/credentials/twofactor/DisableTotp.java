package dev.albireo.credentials.twofactor;

import dev.albireo.credentials.audit.Audit;
import dev.albireo.credentials.code.CheckCode;
import dev.albireo.credentials.code.CheckCode.Verdict;
import dev.albireo.credentials.code.TypedCode;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.factor.Factors;
import dev.albireo.credentials.factor.FindFactors;
import dev.albireo.credentials.oauth.TellOAuth;
import dev.albireo.credentials.session.Browser;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.session.Visitor.Full;
import dev.albireo.credentials.totp.TotpProblem;
import dev.albireo.credentials.totp.Totps;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Removes a user's authenticator application: the secret is deleted, and the other sessions end, one of which may depend on it. Rejected
 * with {@code CONFLICT} if it is the last factor of a user who is required to have one.
 */
@ApplicationScoped
public class DisableTotp {
    private final CheckCode checkCode;
    private final Totps totps;
    private final FindFactors factors;
    private final FactorRules rules;
    private final Users users;
    private final EndSession endSession;
    private final TellOAuth oauth;
    private final Outbox outbox;
    private final Audit audit;

    DisableTotp(
            CheckCode checkCode,
            Totps totps,
            FindFactors factors,
            FactorRules rules,
            Users users,
            EndSession endSession,
            TellOAuth oauth,
            Outbox outbox,
            Audit audit) {
        this.checkCode = checkCode;
        this.totps = totps;
        this.factors = factors;
        this.rules = rules;
        this.users = users;
        this.endSession = endSession;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
    }

    private record Committed(UserState user, List<SessionState> ended) {}

    /**
     * Requires a currently valid code or a recovery code; a user with a passkey must have used it recently as well. Rejected with one of
     * {@link TotpProblem}, or {@code TOO_MANY_REQUESTS}.
     */
    public Uni<Void> byCode(Full visitor, String typed, Browser browser) {
        return factors.of(visitor.session().subject())
                .invoke(found -> {
                    check(visitor, found);
                    if (found.passkeys() > 0) {
                        rules.checkFresh(visitor, found);
                    }
                })
                .chain(found -> checkCode.check(visitor, TypedCode.of(typed), Optional.empty(), browser))
                .invoke(DisableTotp::refuseUnlessRight)
                .chain(right -> remove(visitor, browser));
    }

    /** Requires a recently used passkey, for a user who has lost the application. */
    public Uni<Void> byPasskey(Full visitor, Browser browser) {
        return factors.of(visitor.session().subject())
                .invoke(found -> {
                    check(visitor, found);
                    if (found.passkeys() == 0) {
                        throw TotpProblem.WRONG_TOKEN.refusal();
                    }
                    rules.checkFresh(visitor, found);
                })
                .chain(found -> remove(visitor, browser));
    }

    private void check(Full visitor, Factors found) {
        if (!found.app()) {
            throw TotpProblem.NOT_REQUESTED.refusal();
        }
        rules.checkNotLast(visitor.user(), found);
    }

    private Uni<Void> remove(Full visitor, Browser browser) {
        UUID subject = visitor.session().subject();
        return Panache.withTransaction(() -> users.lock(subject)
                        .call(user -> factors.inTransaction(subject)
                                .invoke(found -> rules.checkNotLast(user.orElse(visitor.user()), found)))
                        .chain(user -> totps.remove(subject))
                        .chain(() -> users.switchTotp(subject, false))
                        .chain(user -> endSession
                                .endOthers(subject, visitor.session().id(), SessionState.REVOKED)
                                .map(ended -> new Committed(user, ended)))
                        .call(done -> recorded(subject.toString(), browser)))
                .call(done -> oauth.user(done.user()))
                .call(done -> oauth.sessions(done.ended()))
                .replaceWithVoid();
    }

    private Uni<Void> recorded(String subject, Browser browser) {
        return Panache.getSession()
                .chain(hibernate -> outbox.append(
                        hibernate, audit.done(subject, "totp.disable", subject, Map.of(), browser.address())));
    }

    private static void refuseUnlessRight(Verdict verdict) {
        switch (verdict) {
            case Verdict.Right right -> {}
            case Verdict.Wrong wrong -> throw TotpProblem.WRONG_TOKEN.refusal();
            case Verdict.TooMany tooMany ->
                throw Problem.TOO_MANY_REQUESTS.because("too many wrong codes; try again later, or use your passkey");
        }
    }
}
