package dev.albireo.credentials.totp;

import dev.albireo.credentials.authconfig.AuthConfigs;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.totp.TotpSecrets.EnrolledTotp;
import dev.albireo.credentials.totp.TotpStore.OwnedSecret;
import dev.albireo.credentials.totp.TotpStore.StoredTotp;
import dev.albireo.events.Event;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Users' authenticator applications. */
@ApplicationScoped
public class TotpEnrolments {
    private final TotpStore store;
    private final PendingTotpStore pendingTotps;
    private final TotpSecrets secrets;
    private final AuthConfigs configs;
    private final RecoveryCodes recoveryCodes;
    private final Outbox outbox;
    private final Clock clock;

    TotpEnrolments(
            TotpStore store,
            PendingTotpStore pendingTotps,
            TotpSecrets secrets,
            AuthConfigs configs,
            RecoveryCodes recoveryCodes,
            Outbox outbox,
            Clock clock) {
        this.store = store;
        this.pendingTotps = pendingTotps;
        this.secrets = secrets;
        this.configs = configs;
        this.recoveryCodes = recoveryCodes;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Returns the current code of the user's application; empty if none is enabled. */
    public Uni<Optional<CurrentCode>> current(UUID subject, Instant now) {
        long step = Totp.stepAt(now);
        return enabled(subject)
                .map(found -> found.map(app -> new CurrentCode(
                        Totp.code(app.secret(), step),
                        step,
                        step <= app.stored().lastStep())));
    }

    /** Returns when an application became a factor of this user. */
    public Uni<Optional<Instant>> enabledAt(UUID subject) {
        return store.of(subject).map(found -> found.flatMap(StoredTotp::enabledAt));
    }

    /**
     * Returns whether this is an unused code of the user's application, and uses it for any purpose. Of concurrent uses of one code one
     * succeeds, across replicas.
     *
     * @param named the AuthConfig that the client names, if any
     */
    public Uni<Boolean> consume(UUID subject, String submitted, Optional<String> named) {
        return configs.active(named)
                .chain(active -> enabled(subject)
                        .chain(found -> found.map(
                                        app -> consume(subject, app, submitted, active.validPastTokensCount()))
                                .orElse(Uni.createFrom().item(false))));
    }

    private Uni<Boolean> consume(UUID subject, EnrolledTotp app, String submitted, int past) {
        Instant now = clock.instant();
        OptionalLong step =
                Totp.match(app.secret(), submitted, now, past, app.stored().lastStep());
        return step.isPresent()
                ? store.consume(subject, step.getAsLong(), app.stored().secret(), secrets.renewed(app, subject), now)
                : Uni.createFrom().item(false);
    }

    private Uni<Optional<EnrolledTotp>> enabled(UUID subject) {
        return secrets.of(subject)
                .map(found -> found.filter(app -> app.stored().enabledAt().isPresent()));
    }

    /** Returns whether an application of this secret is enabled for the user. */
    public Uni<Boolean> has(UUID subject, String base32Secret) {
        Optional<String> wanted = TotpSecret.parse(base32Secret).map(TotpSecret::base32);
        return enabled(subject)
                .map(found -> found.map(app -> app.secret().base32())
                        .filter(secret -> wanted.filter(secret::equals).isPresent())
                        .isPresent());
    }

    /**
     * Enables an application with a known secret, in place of any other, in the caller's Panache transaction, and appends {@code
     * TotpEnabled}. The caller changes the account. Rejected with {@code UNPROCESSABLE} unless it is base32 of 80 to 512 bits.
     */
    public Uni<Void> set(UUID subject, String base32Secret) {
        TotpSecret secret = TotpSecret.parse(base32Secret)
                .orElseThrow(() -> Problem.UNPROCESSABLE.because(
                        "twoFactor.secretKey must be base32 of 80 to 512 bits", "twoFactor.secretKey"));
        Instant now = clock.instant();
        return Panache.getSession()
                .call(hibernate -> store.put(hibernate, subject, secrets.encrypt(secret, subject), now))
                .chain(hibernate -> outbox.append(hibernate, new TotpEnabled(subject.toString(), now)));
    }

    /** As {@link #set(UUID, String)}, for new accounts, with few statements. */
    public Uni<Void> setAll(Map<UUID, TotpSecret> applications) {
        if (applications.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        List<OwnedSecret> encrypted = applications.entrySet().stream()
                .map(application -> new OwnedSecret(
                        application.getKey(), secrets.encrypt(application.getValue(), application.getKey())))
                .toList();
        Event[] events = encrypted.stream()
                .map(owned -> new TotpEnabled(owned.subject().toString(), now))
                .toArray(Event[]::new);
        return Panache.getSession()
                .call(hibernate -> store.putAll(hibernate, encrypted, now))
                .chain(hibernate -> outbox.append(hibernate, events));
    }

    /**
     * Deletes the user's application, including a pending one, in the caller's Panache transaction, and appends {@code TotpDisabled} if one
     * was enabled; recovery codes are deleted with the last factor. The caller changes the account.
     */
    public Uni<Void> remove(UUID subject) {
        return Panache.getSession()
                .chain(hibernate -> store.delete(hibernate, subject, false)
                        .call(was -> was
                                ? outbox.append(hibernate, new TotpDisabled(subject.toString(), clock.instant()))
                                : Uni.createFrom().voidItem())
                        .call(was -> store.delete(hibernate, subject, true))
                        .call(was -> pendingTotps.delete(hibernate, subject)))
                .chain(was -> recoveryCodes.voidWithoutFactor(subject));
    }
}
