package dev.albireo.credentials.totp;

import dev.albireo.credentials.seal.Seals;
import dev.albireo.credentials.totp.TotpStore.Kept;
import dev.albireo.protocol.DataKeys.Sealed;
import dev.albireo.protocol.TotpSecret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** The secrets in the totp table, opened. */
@ApplicationScoped
class TotpSecrets {
    private final TotpStore store;
    private final Seals seals;
    private final SecureRandom random;
    private final Clock clock;

    TotpSecrets(TotpStore store, Seals seals, SecureRandom random, Clock clock) {
        this.store = store;
        this.seals = seals;
        this.random = random;
        this.clock = clock;
    }

    /** A row of the table and the secret in it. */
    record Found(Kept kept, TotpSecret secret) {}

    /** The person's application, enabled or pending. */
    Uni<Optional<Found>> of(UUID subject) {
        return store.of(subject).map(row -> row.map(kept -> new Found(kept, open(kept, subject))));
    }

    /** The secret of a pending enrolment, which begins where none is. */
    Uni<TotpSecret> begin(UUID subject) {
        return store.begin(subject, seal(TotpSecret.random(random), subject), clock.instant())
                .chain(() -> of(subject))
                .map(found -> found.filter(row -> row.kept().enabledAt().isEmpty())
                        .orElseThrow(TotpProblem.ALREADY_ENABLED::refusal)
                        .secret());
    }

    Sealed seal(TotpSecret secret, UUID subject) {
        return seals.seal(secret.base32(), subject.toString());
    }

    /** As it is to be kept: sealed anew where its key was replaced. */
    Sealed renewed(Found found, UUID subject) {
        Sealed sealed = found.kept().secret();
        return seals.isOutdated(sealed) ? seal(found.secret(), subject) : sealed;
    }

    private TotpSecret open(Kept kept, UUID subject) {
        return TotpSecret.parse(seals.open(kept.secret(), subject.toString())).orElseThrow();
    }
}
