package dev.albireo.credentials.passkey;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A passkey as users list and edit it; the passkey_use table has what every use changes. */
@Entity
class Passkey {
    @Id
    @Column(name = "credential_id")
    String credentialId;

    UUID subject;
    String name;

    @Column(name = "public_key")
    byte[] publicKey;

    String aaguid;

    String[] transports;

    @Column(name = "backup_eligible")
    boolean backupEligible;

    /** The handle that another provider gave it; null for the bytes of the subject. */
    @Column(name = "user_handle")
    byte @Nullable [] userHandle;

    @Column(name = "created_at")
    Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Passkey() {}

    Passkey(UUID subject, String name, NewCredential credential, Instant now) {
        this.credentialId = credential.credentialId();
        this.subject = subject;
        this.name = name;
        this.publicKey = credential.publicKey().getBytes();
        this.aaguid = credential.aaguid();
        this.transports = credential.transports().toArray(String[]::new);
        this.backupEligible = credential.backupEligible();
        this.createdAt = now;
    }

    /** Returns a passkey that was registered at another provider. */
    static Passkey of(UUID subject, ImportedPasskey imported, Instant now) {
        Passkey passkey = new Passkey(subject, imported.name(), imported.credential(), now);
        passkey.userHandle = imported.userHandle().getBytes();
        return passkey;
    }
}
