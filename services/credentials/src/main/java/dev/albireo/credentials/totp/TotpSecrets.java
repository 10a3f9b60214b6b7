package dev.albireo.credentials.totp;

import dev.albireo.credentials.encryption.DataEncryption;
import dev.albireo.credentials.totp.PendingTotpStore.StoredPendingTotp;
import dev.albireo.credentials.totp.TotpStore.StoredTotp;
import dev.albireo.protocol.DataKeys.EncryptedValue;
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
    private final PendingTotpStore pendingTotps;
    private final DataEncryption encryption;
    private final SecureRandom random;
    private final Clock clock;

    TotpSecrets(
            TotpStore store,
            PendingTotpStore pendingTotps,
            DataEncryption encryption,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.pendingTotps = pendingTotps;
        this.encryption = encryption;
        this.random = random;
        this.clock = clock;
    }

    /** A row of the table and its secret. */
    record EnrolledTotp(StoredTotp stored, TotpSecret secret) {}

    /** Returns the user's application. */
    Uni<Optional<EnrolledTotp>> of(UUID subject) {
        return store.of(subject).map(row -> row.map(kept -> new EnrolledTotp(kept, decrypt(kept.secret(), subject))));
    }

    /** A pending secret. */
    record PendingTotp(StoredPendingTotp waiting, TotpSecret secret) {}

    /** Returns a new secret, which is pending in this session. */
    Uni<TotpSecret> begin(UUID session, UUID subject) {
        TotpSecret secret = TotpSecret.random(random);
        return pendingTotps
                .begin(session, subject, encrypt(secret, subject), clock.instant())
                .replaceWith(secret);
    }

    /** Returns the pending secret of this session. */
    Uni<Optional<PendingTotp>> pending(UUID session, UUID subject) {
        return pendingTotps
                .of(session, clock.instant())
                .map(found -> found.map(waiting -> new PendingTotp(waiting, decrypt(waiting.secret(), subject))));
    }

    EncryptedValue encrypt(TotpSecret secret, UUID subject) {
        return encryption.encrypt(secret.base32(), subject.toString());
    }

    /** Returns the secret for storage: encrypted anew if its key was replaced. */
    EncryptedValue renewed(EnrolledTotp found, UUID subject) {
        EncryptedValue encrypted = found.stored().secret();
        return encryption.isOutdated(encrypted) ? encrypt(found.secret(), subject) : encrypted;
    }

    private TotpSecret decrypt(EncryptedValue secret, UUID subject) {
        return TotpSecret.parse(encryption.decrypt(secret, subject.toString())).orElseThrow();
    }
}
