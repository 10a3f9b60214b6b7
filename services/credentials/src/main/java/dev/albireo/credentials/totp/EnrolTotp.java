package dev.albireo.credentials.totp;

import dev.albireo.credentials.audit.Audit;
import dev.albireo.credentials.authconfig.AuthConfigs;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.factor.FindFactors;
import dev.albireo.credentials.interaction.Pending;
import dev.albireo.credentials.oauth.TellOAuth;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.recovery.ShownCodes;
import dev.albireo.credentials.session.Browser;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.StartSession.Entered;
import dev.albireo.credentials.session.UpgradeSession;
import dev.albireo.credentials.session.Visitor;
import dev.albireo.credentials.session.Visitor.Present;
import dev.albireo.credentials.totp.TotpSecrets.Found;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.TwoFactorEvent.TotpEnabled;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Outbox;
import dev.albireo.policy.Method;
import dev.albireo.policy.Proof;
import dev.albireo.protocol.Totp;
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
 * A person sets an authenticator application up: a secret that waits, the same on every look, then a first code that proves it. Until
 * then it is no factor. Whether they may is asked at the start and, under a lock, at the end.
 */
@ApplicationScoped
public class EnrolTotp {
    private final TotpStore store;
    private final TotpSecrets secrets;
    private final AuthConfigs configs;
    private final FindFactors factors;
    private final FactorRules rules;
    private final RecoveryCodes recoveryCodes;
    private final Users users;
    private final UpgradeSession upgradeSession;
    private final ProofTime proofTime;
    private final TellOAuth oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    EnrolTotp(
            TotpStore store,
            TotpSecrets secrets,
            AuthConfigs configs,
            FindFactors factors,
            FactorRules rules,
            RecoveryCodes recoveryCodes,
            Users users,
            UpgradeSession upgradeSession,
            ProofTime proofTime,
            TellOAuth oauth,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.store = store;
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

    /** The session, which has the proof now, and the recovery codes that came with a first factor. */
    public record Enrolled(Entered entered, ShownCodes codes) {}

    private record Committed(UserState user, ShownCodes codes) {}

    /** The secret that waits, a new one where none does; refused with {@code already_enabled} where one is a factor. */
    public Uni<PendingApp> begin(Present visitor, Optional<Pending> pending) {
        UUID subject = visitor.session().subject();
        return factors.of(subject)
                .invoke(found -> {
                    if (found.app()) {
                        throw TotpProblem.ALREADY_ENABLED.refusal();
                    }
                    rules.checkAdding(visitor, found);
                })
                .chain(found -> secrets.begin(subject))
                .chain(secret -> configs.active(Pending.authConfig(pending))
                        .map(active -> new PendingApp(
                                OtpAuthUri.of(active.issuerName(), visitor.user(), secret), secret.base32())));
    }

    /** Enables the application by its first code; refused with one of {@link TotpProblem}, or as {@link FactorRules} says. */
    public Uni<Enrolled> finish(Present visitor, String typed, Optional<Pending> pending, Browser browser) {
        UUID subject = visitor.session().subject();
        Instant now = clock.instant();
        Proof proof = new Proof(Method.CODE, proofTime.of(pending.map(Pending::request)));
        return secrets.of(subject)
                .map(found -> found.orElseThrow(TotpProblem.NOT_REQUESTED::refusal))
                .invoke(found -> {
                    if (found.kept().enabledAt().isPresent()) {
                        throw TotpProblem.ALREADY_ENABLED.refusal();
                    }
                })
                .chain(found -> configs.active(Pending.authConfig(pending))
                        .map(active -> step(found, typed, now, active.validPastTokensCount()))
                        .chain(step -> Panache.withTransaction(() -> enable(visitor, found, step, now, browser))))
                .call(done -> oauth.user(done.user()))
                .chain(done -> upgradeSession
                        .upgrade(Visitor.of(visitor.session(), done.user()), proof, browser)
                        .map(entered -> new Enrolled(entered, done.codes())));
    }

    private static long step(Found found, String typed, Instant now, int past) {
        return Totp.match(found.secret(), typed, now, past, found.kept().lastStep())
                .orElseThrow(TotpProblem.WRONG_TOKEN::refusal);
    }

    private Uni<Committed> enable(Present visitor, Found found, long step, Instant now, Browser browser) {
        UUID subject = visitor.session().subject();
        return users.lock(subject)
                .map(user -> user.filter(UserState::enabled)
                        .orElseThrow(() -> Problem.UNAUTHENTICATED.because("this account is disabled")))
                .chain(user -> factors.inTransaction(subject))
                .invoke(held -> rules.checkAdding(visitor, held))
                .chain(Panache::getSession)
                .chain(hibernate ->
                        store.enable(hibernate, subject, step, found.kept().secret(), now))
                .invoke(EnrolTotp::refuseIfLost)
                .chain(won -> users.switchTotp(subject, true))
                .call(user -> recorded(subject, now, browser))
                .chain(user -> recoveryCodes.issueWhereNoneIsLeft(subject).map(codes -> new Committed(user, codes)));
    }

    private Uni<Void> recorded(UUID subject, Instant now, Browser browser) {
        String name = subject.toString();
        return Panache.getSession()
                .chain(hibernate -> outbox.append(
                        hibernate,
                        new TotpEnabled(name, now),
                        audit.done(name, "totp.enable", name, Map.of(), browser.address())));
    }

    private static void refuseIfLost(boolean won) {
        if (!won) {
            throw TotpProblem.WRONG_TOKEN.refusal();
        }
    }
}
