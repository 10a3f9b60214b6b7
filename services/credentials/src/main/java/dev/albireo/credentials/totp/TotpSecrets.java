package dev.albireo.credentials.totp;

import dev.albireo.credentials.seal.DataEncryption;
import dev.albireo.credentials.totp.PendingTotpStore.StoredPendingTotp;
import dev.albireo.credentials.totp.TotpStore.StoredTotp;
import dev.albireo.protocol.DataKeys.Sealed;
import dev.albireo.protocol.TotpSecret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** The decrypted secrets of authenticator applications. */
@ApplicationScoped
class TotpSecrets {
    private final TotpStore store;
    private final PendingTotpStore pendings;
    private final DataEncryption seals;
    private final SecureRandom random;
    private final Clock clock;

    TotpSecrets(TotpStore store, PendingTotpStore pendings, DataEncryption seals, SecureRandom random, Clock clock) {
        this.store = store;
        this.pendings = pendings;
        this.seals = seals;
        this.random = random;
        this.clock = clock;
    }

    /** A row of the table and its secret. */
    record EnrolledTotp(StoredTotp kept, TotpSecret secret) {}

    /** Returns the user's application. */
    Uni<Optional<EnrolledTotp>> of(UUID subject) {
        return store.of(subject).map(row -> row.map(kept -> new EnrolledTotp(kept, open(kept.secret(), subject))));
    }

    /** A pending secret. */
    record PendingTotp(StoredPendingTotp waiting, TotpSecret secret) {}

    /** Returns a new secret, which is pending in this session. */
    Uni<TotpSecret> begin(UUID session, UUID subject) {
        TotpSecret secret = TotpSecret.random(random);
        return pendings.begin(session, subject, seal(secret, subject), clock.instant())
                .replaceWith(secret);
    }

    /** Returns the pending secret of this session. */
    Uni<Optional<PendingTotp>> pending(UUID session, UUID subject) {
        return pendings.of(session, clock.instant())
                .map(found -> found.map(waiting -> new PendingTotp(waiting, open(waiting.secret(), subject))));
    }

    Sealed seal(TotpSecret secret, UUID subject) {
        return seals.seal(secret.base32(), subject.toString());
    }

    /** Returns the secret for storage: encrypted anew if its key was replaced. */
    Sealed renewed(EnrolledTotp found, UUID subject) {
        Sealed sealed = found.kept().secret();
        return seals.isOutdated(sealed) ? seal(found.secret(), subject) : sealed;
    }

    private TotpSecret open(Sealed secret, UUID subject) {
        return TotpSecret.parse(seals.open(secret, subject.toString())).orElseThrow();
    }
}
