package dev.albireo.credentials.totp;

import dev.albireo.credentials.authconfig.AuthConfigs;
import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.password.Passwords;
import dev.albireo.credentials.recovery.NewRecoveryCodes;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.session.Authentication;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.session.UpgradeSession;
import dev.albireo.credentials.totp.PendingTotpStore.StoredPendingTotp;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.TwoFactorEvent.TotpEnabled;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.policy.Proof;
import dev.albireo.policy.SecondFactorKind;
import dev.albireo.protocol.Totp;
import dev.albireo.protocol.TotpSecret;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Enrols an authenticator application: a secret that is pending in one session for ten minutes, a new one at each start, then a first code
 * that proves it. Until then it is no factor, and it is void as soon as the session has ended, the password is changed or the factors are
 * reset. The permission is checked at the start and, under a lock, at the end.
 */
@ApplicationScoped
public class EnrolTotp {
    private final TotpStore store;
    private final PendingTotpStore pendingTotps;
    private final Passwords passwords;
    private final TotpSecrets secrets;
    private final AuthConfigs configs;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final RecoveryCodes recoveryCodes;
    private final Users users;
    private final UpgradeSession upgradeSession;
    private final ProofTime proofTime;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    EnrolTotp(
            TotpStore store,
            PendingTotpStore pendingTotps,
            Passwords passwords,
            TotpSecrets secrets,
            AuthConfigs configs,
            FactorLookup factors,
            FactorRules rules,
            RecoveryCodes recoveryCodes,
            Users users,
            UpgradeSession upgradeSession,
            ProofTime proofTime,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.pendingTotps = pendingTotps;
        this.passwords = passwords;
        this.secrets = secrets;
        this.configs = configs;
        this.factors = factors;
        this.rules = rules;
        this.recoveryCodes = recoveryCodes;
        this.users = users;
        this.upgradeSession = upgradeSession;
        this.proofTime = proofTime;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** The session with the proof, and the recovery codes issued with a first factor. */
    public record Enrolled(StartedSession startedSession, NewRecoveryCodes codes) {}

    private record CommittedEnrolment(UserState user, NewRecoveryCodes codes, StartedSession startedSession) {}

    /** Returns a new pending secret; rejected with {@code already_enabled} if an application is enrolled. */
    public Uni<PendingApp> begin(Authenticated authentication, Optional<PendingInteraction> pending) {
        return waiting(authentication, pending, Optional.empty());
    }

    /** As {@link #begin}, but keeps an already pending secret: for a page that is shown again after a wrong code. */
    public Uni<PendingApp> again(Authenticated authentication, Optional<PendingInteraction> pending) {
        return secrets.pending(
                        authentication.session().id(), authentication.session().subject())
                .chain(found -> waiting(authentication, pending, found.map(TotpSecrets.PendingTotp::secret)));
    }

    private Uni<PendingApp> waiting(
            Authenticated authentication, Optional<PendingInteraction> pending, Optional<TotpSecret> known) {
        UUID subject = authentication.session().subject();
        return factors.of(subject)
                .invoke(EnrolTotp::refuseSecond)
                .invoke(found -> rules.checkAdding(authentication, found))
                .chain(found -> known.map(secret -> Uni.createFrom().item(secret))
                        .orElseGet(() -> secrets.begin(authentication.session().id(), subject)))
                .chain(secret -> configs.active(PendingInteraction.authConfig(pending))
                        .map(active -> new PendingApp(
                                OtpAuthUri.of(active.issuerName(), authentication.user(), secret), secret.base32())));
    }

    /**
     * Enables the application by its first code: the factor, the recovery codes with their notice and the upgraded session, in one transaction. Rejected with
     * one of {@link TotpProblem}, or as {@link FactorRules} says.
     */
    public Uni<Enrolled> finish(
            Authenticated authentication, String submitted, Optional<PendingInteraction> pending, BrowserInfo browser) {
        UUID subject = authentication.session().subject();
        Instant now = clock.instant();
        Proof proof = Proof.ofCode(SecondFactorKind.TOTP, proofTime.of(pending.map(PendingInteraction::request)));
        return factors.of(subject)
                .invoke(EnrolTotp::refuseSecond)
                .chain(held -> secrets.pending(authentication.session().id(), subject))
                .map(found -> found.orElseThrow(TotpProblem.NOT_REQUESTED::refusal))
                .chain(found -> configs.active(PendingInteraction.authConfig(pending))
                        .map(active -> step(found, submitted, now, active.validPastTokensCount()))
                        .chain(step -> Panache.withTransaction(
                                () -> enable(authentication, found.waiting(), step, proof, now, browser))))
                .call(done -> oauth.user(done.user()))
                .call(done -> oauth.session(
                        done.startedSession().authentication().session().state()))
                .map(done -> new Enrolled(done.startedSession(), done.codes()));
    }

    private static long step(TotpSecrets.PendingTotp found, String submitted, Instant now, int past) {
        return Totp.match(found.secret(), submitted, now, past, 0).orElseThrow(TotpProblem.WRONG_TOKEN::refusal);
    }

    private Uni<CommittedEnrolment> enable(
            Authenticated authentication,
            StoredPendingTotp waiting,
            long step,
            Proof proof,
            Instant now,
            BrowserInfo browser) {
        UUID subject = authentication.session().subject();
        return users.lock(subject)
                .map(user -> user.filter(UserState::enabled)
                        .orElseThrow(() -> Problem.UNAUTHENTICATED.because("the account is disabled")))
                .chain(user -> factors.inTransaction(subject))
                .invoke(EnrolTotp::refuseSecond)
                .invoke(held -> rules.checkAdding(authentication, held))
                .chain(() -> passwords.changedAt(subject))
                .invoke(changed -> refuseIfBefore(waiting, changed))
                .chain(Panache::getSession)
                .call(hibernate -> pendingTotps
                        .consume(hibernate, authentication.session().id(), waiting.secret())
                        .invoke(EnrolTotp::requireWon))
                .call(hibernate -> store.enable(hibernate, subject, waiting.secret(), step, now)
                        .invoke(EnrolTotp::requireWon))
                .chain(won -> users.switchTotp(subject, true))
                .call(user -> recorded(subject, now, browser))
                .chain(user -> recoveryCodes
                        .issueWhereNoneIsLeft(subject, authentication.session().id())
                        .chain(codes -> upgradeSession
                                .inTransaction(Authentication.of(authentication.session(), user), proof, browser)
                                .map(startedSession -> new CommittedEnrolment(user, codes, startedSession))));
    }

    private static void refuseSecond(EnrolledFactors held) {
        if (held.app()) {
            throw TotpProblem.ALREADY_ENABLED.refusal();
        }
    }

    /** A secret that was pending when the password was changed may be known to an attacker with the old one. */
    private static void refuseIfBefore(StoredPendingTotp waiting, Optional<Instant> changed) {
        if (changed.filter(waiting.since()::isBefore).isPresent()) {
            throw TotpProblem.NOT_REQUESTED.refusal();
        }
    }

    private Uni<Void> recorded(UUID subject, Instant now, BrowserInfo browser) {
        String name = subject.toString();
        return Panache.getSession()
                .chain(hibernate -> outbox.append(
                        hibernate,
                        new TotpEnabled(name, now),
                        audit.success(name, AuditAction.TOTP_ENABLE, name, Map.of(), browser.address())));
    }

    private static void requireWon(boolean won) {
        if (!won) {
            throw TotpProblem.WRONG_TOKEN.refusal();
        }
    }
}
