package dev.albireo.credentials.totp;

import dev.albireo.credentials.authconfig.AuthConfigs;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.totp.TotpSecrets.Found;
import dev.albireo.credentials.totp.TotpStore.Kept;
import dev.albireo.events.TwoFactorEvent.TotpDisabled;
import dev.albireo.events.TwoFactorEvent.TotpEnabled;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.Totp;
import dev.albireo.protocol.TotpSecret;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** People's authenticator applications. */
@ApplicationScoped
public class Totps {
    private final TotpStore store;
    private final PendingTotpStore pendings;
    private final TotpSecrets secrets;
    private final AuthConfigs configs;
    private final RecoveryCodes recoveryCodes;
    private final Outbox outbox;
    private final Clock clock;

    Totps(
            TotpStore store,
            PendingTotpStore pendings,
            TotpSecrets secrets,
            AuthConfigs configs,
            RecoveryCodes recoveryCodes,
            Outbox outbox,
            Clock clock) {
        this.store = store;
        this.pendings = pendings;
        this.secrets = secrets;
        this.configs = configs;
        this.recoveryCodes = recoveryCodes;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What the person's application shows at this instant; empty where none is enabled. */
    public Uni<Optional<CurrentCode>> current(UUID subject, Instant now) {
        long step = Totp.stepAt(now);
        return enabled(subject)
                .map(found -> found.map(app -> new CurrentCode(
                        Totp.code(app.secret(), step), step, step <= app.kept().lastStep())));
    }

    /** Since when an application is a factor of this person. */
    public Uni<Optional<Instant>> enabledAt(UUID subject) {
        return store.of(subject).map(found -> found.flatMap(Kept::enabledAt));
    }

    /**
     * Returns whether this is a code of the person's application that was not used before; it is used now, whatever it was for. Of parallel
     * uses of one code one wins, on however many replicas.
     *
     * @param named the AuthConfig that the application at hand names, if any
     */
    public Uni<Boolean> spend(UUID subject, String typed, Optional<String> named) {
        return configs.active(named)
                .chain(active -> enabled(subject)
                        .chain(found -> found.map(app -> spend(subject, app, typed, active.validPastTokensCount()))
                                .orElse(Uni.createFrom().item(false))));
    }

    private Uni<Boolean> spend(UUID subject, Found app, String typed, int past) {
        Instant now = clock.instant();
        OptionalLong step =
                Totp.match(app.secret(), typed, now, past, app.kept().lastStep());
        return step.isPresent()
                ? store.spend(subject, step.getAsLong(), app.kept().secret(), secrets.renewed(app, subject), now)
                : Uni.createFrom().item(false);
    }

    private Uni<Optional<Found>> enabled(UUID subject) {
        return secrets.of(subject)
                .map(found -> found.filter(app -> app.kept().enabledAt().isPresent()));
    }

    /**
     * Enables an application whose secret is known, instead of any there was, in the caller's Panache transaction, and appends {@code
     * TotpEnabled}. The caller changes the account. Refused with {@code UNPROCESSABLE} unless it is base32 of 80 to 512 bits.
     */
    public Uni<Void> set(UUID subject, String base32Secret) {
        TotpSecret secret = TotpSecret.parse(base32Secret)
                .orElseThrow(() -> Problem.UNPROCESSABLE.because(
                        "twoFactor.secretKey must be base32 of 80 to 512 bits", "twoFactor.secretKey"));
        Instant now = clock.instant();
        return Panache.getSession()
                .call(hibernate -> store.put(hibernate, subject, secrets.seal(secret, subject), now))
                .chain(hibernate -> outbox.append(hibernate, new TotpEnabled(subject.toString(), now)));
    }

    /**
     * Erases the person's application, a pending one too, in the caller's Panache transaction, and appends {@code TotpDisabled} where
     * one was enabled; recovery codes go with the last factor. The caller changes the account.
     */
    public Uni<Void> remove(UUID subject) {
        return Panache.getSession()
                .chain(hibernate -> store.delete(hibernate, subject, false)
                        .call(was -> was
                                ? outbox.append(hibernate, new TotpDisabled(subject.toString(), clock.instant()))
                                : Uni.createFrom().voidItem())
                        .call(was -> store.delete(hibernate, subject, true))
                        .call(was -> pendings.delete(hibernate, subject)))
                .chain(was -> recoveryCodes.voidWithoutFactor(subject));
    }
}
