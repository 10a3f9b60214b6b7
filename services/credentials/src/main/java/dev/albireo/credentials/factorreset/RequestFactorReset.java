package dev.albireo.credentials.factorreset;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.MailRequested;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Requests the reset of a user's second factors: the row, the mail with the link that cancels it, and the audit event are one transaction. */
@ApplicationScoped
public class RequestFactorReset {
    private final FactorResetStore store;
    private final FactorResets resets;
    private final FactorResetMail cancelMail;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final Attempts attempts;
    private final Budgets budgets;
    private final Users users;
    private final Outbox outbox;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    RequestFactorReset(
            FactorResetStore store,
            FactorResets resets,
            FactorResetMail cancelMail,
            FactorLookup factors,
            FactorRules rules,
            Attempts attempts,
            Budgets budgets,
            Users users,
            Outbox outbox,
            Audit audit,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.resets = resets;
        this.cancelMail = cancelMail;
        this.factors = factors;
        this.rules = rules;
        this.attempts = attempts;
        this.budgets = budgets;
        this.users = users;
        this.outbox = outbox;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Requests a reset for the user of this session, whose password was proved recently. One that waits, may be finished or was cancelled within
     * a day stays as it is. Rejected with {@code FRESH_PROOF_REQUIRED}, with {@code FORBIDDEN} if the user may not have one or the account was
     * reported, or with {@code TOO_MANY_REQUESTS}.
     */
    public Uni<Void> request(Authenticated authentication, BrowserInfo browser) {
        if (!resets.hasRecentPassword(authentication)) {
            throw Problem.FRESH_PROOF_REQUIRED.because("enter your password again first");
        }
        UUID subject = authentication.session().subject();
        return store.of(subject, clock.instant())
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().voidItem()
                        : factors.of(subject)
                                .invoke(enrolled -> check(authentication.user(), enrolled))
                                .chain(() -> reserved(subject.toString(), browser))
                                .chain(() -> send(authentication.user(), browser)));
    }

    private void check(UserState user, EnrolledFactors enrolled) {
        if (enrolled.none() || !resets.permits(user)) {
            throw Problem.FORBIDDEN.because("your second step cannot be removed here; ask your administrator");
        }
        rules.requireUnlocked(enrolled);
    }

    private Uni<Void> reserved(String subject, BrowserInfo browser) {
        return attempts.reserve(budgets.factorResets(subject, browser.address()))
                .chain(allowed -> allowed ? Uni.createFrom().voidItem() : tooMany(subject, browser));
    }

    private Uni<Void> send(UserState user, BrowserInfo browser) {
        UUID subject = UUID.fromString(user.subject());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        FactorReset reset =
                FactorReset.requested(subject, now, resets.waitingPeriod().orElse(Duration.ZERO));
        OpaqueToken token = OpaqueToken.random(OpaqueTokenType.FACTOR_RESET_CANCEL, random);
        return cancelMail
                .of(user, reset, token, Optional.of(browser.address()))
                .chain(mail -> mail.map(event -> put(user, reset, token, event, browser))
                        .orElseGet(() -> tooMany(user.subject(), browser)));
    }

    /** Rejected with {@code UNAUTHENTICATED} if the account has another address by now, which the mail would not tell. */
    private Uni<Void> put(
            UserState told, FactorReset reset, OpaqueToken token, MailRequested mail, BrowserInfo browser) {
        UUID subject = reset.subject();
        return Panache.withTransaction(() -> users.lock(subject)
                .map(locked -> locked.filter(user -> Objects.equals(user.email(), told.email()))
                        .orElseThrow(() -> Problem.UNAUTHENTICATED.because("sign in again")))
                .chain(user -> factors.inTransaction(subject).invoke(enrolled -> check(user, enrolled)))
                .chain(Panache::getSession)
                .chain(hibernate -> store.add(hibernate, reset, token.hash())
                        .chain(added -> added
                                ? outbox.append(
                                        hibernate,
                                        mail,
                                        audit.success(
                                                subject.toString(),
                                                AuditAction.TWO_FACTOR_RESET_REQUEST,
                                                subject.toString(),
                                                Map.of(
                                                        "effective",
                                                        reset.effectiveAt().toString(),
                                                        "mail",
                                                        mail.requestId()),
                                                browser.address()))
                                : Uni.createFrom().voidItem())));
    }

    private Uni<Void> tooMany(String subject, BrowserInfo browser) {
        return audit.record(audit.refused(
                        subject,
                        AuditAction.TWO_FACTOR_RESET_REQUEST,
                        subject,
                        Map.of("why", "too many requests"),
                        browser.address()))
                .invoke(() -> {
                    throw Problem.TOO_MANY_REQUESTS.because("the removal was requested too often; try again tomorrow");
                });
    }
}
