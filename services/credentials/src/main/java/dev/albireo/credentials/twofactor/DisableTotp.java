package dev.albireo.credentials.twofactor;

import dev.albireo.credentials.code.CodeVerification;
import dev.albireo.credentials.code.CodeVerification.ConfirmedCode;
import dev.albireo.credentials.code.SubmittedCode;
import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorResult;
import dev.albireo.credentials.factor.FactorResult.FactorAccepted;
import dev.albireo.credentials.factor.FactorResult.FactorRejected;
import dev.albireo.credentials.factor.FactorResult.TooManyAttempts;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.totp.TotpEnrolments;
import dev.albireo.credentials.totp.TotpProblem;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
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
    private final CodeVerification checkCode;
    private final TotpEnrolments enrolments;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final Users users;
    private final EndSession endSession;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;

    DisableTotp(
            CodeVerification checkCode,
            TotpEnrolments enrolments,
            FactorLookup factors,
            FactorRules rules,
            Users users,
            EndSession endSession,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit) {
        this.checkCode = checkCode;
        this.enrolments = enrolments;
        this.factors = factors;
        this.rules = rules;
        this.users = users;
        this.endSession = endSession;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
    }

    private record CommittedRemoval(UserState user, List<SessionState> ended) {}

    /**
     * Requires a currently valid code or a recovery code; a user with a passkey must have used it recently as well. Rejected with one of
     * {@link TotpProblem}, or {@code TOO_MANY_REQUESTS}.
     */
    public Uni<Void> byCode(Full authentication, String submitted, BrowserInfo browser) {
        return factors.of(authentication.session().subject())
                .call(found -> check(authentication, found))
                .invoke(found -> {
                    if (found.passkeys() > 0) {
                        rules.requireRecentProof(authentication, found);
                    }
                })
                .chain(found -> checkCode.check(authentication, SubmittedCode.of(submitted), Optional.empty(), browser))
                .invoke(DisableTotp::refuseUnlessRight)
                .chain(right -> remove(authentication, browser));
    }

    /** Requires a recently used passkey, for a user who has lost the application. */
    public Uni<Void> byPasskey(Full authentication, BrowserInfo browser) {
        return factors.of(authentication.session().subject())
                .call(found -> check(authentication, found))
                .invoke(found -> {
                    if (found.passkeys() == 0) {
                        throw TotpProblem.WRONG_TOKEN.refusal();
                    }
                    rules.requireRecentProof(authentication, found);
                })
                .chain(found -> remove(authentication, browser));
    }

    private Uni<Void> check(Full authentication, EnrolledFactors found) {
        if (!found.app()) {
            throw TotpProblem.NOT_REQUESTED.refusal();
        }
        rules.requireUnlocked(found);
        return rules.checkNotLast(authentication.user(), found);
    }

    private Uni<Void> remove(Full authentication, BrowserInfo browser) {
        UUID subject = authentication.session().subject();
        return Panache.withTransaction(() -> users.lock(subject)
                        .call(user -> factors.inTransaction(subject)
                                .call(found -> rules.checkNotLast(user.orElse(authentication.user()), found)))
                        .chain(user -> enrolments.remove(subject))
                        .chain(() -> users.switchTotp(subject, false))
                        .chain(user -> endSession
                                .endOthers(subject, authentication.session().id(), SessionState.REVOKED)
                                .map(ended -> new CommittedRemoval(user, ended)))
                        .call(done -> recorded(subject.toString(), browser)))
                .call(done -> oauth.user(done.user(), done.ended()))
                .replaceWithVoid();
    }

    private Uni<Void> recorded(String subject, BrowserInfo browser) {
        return Panache.getSession()
                .chain(hibernate -> outbox.append(
                        hibernate,
                        audit.success(subject, AuditAction.TOTP_DISABLE, subject, Map.of(), browser.address())));
    }

    private static void refuseUnlessRight(FactorResult<ConfirmedCode> result) {
        switch (result) {
            case FactorAccepted<ConfirmedCode> right -> {}
            case FactorRejected<ConfirmedCode> wrong -> throw TotpProblem.WRONG_TOKEN.refusal();
            case TooManyAttempts<ConfirmedCode> tooMany ->
                throw Problem.TOO_MANY_REQUESTS.because("too many wrong codes; try again later, or use your passkey");
        }
    }
}
