package dev.albireo.credentials.password;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** The password hash of a user. */
@Entity
class Password {
    @Id
    UUID subject;

    String phc;

    @Column(name = "changed_at")
    Instant changedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Password() {}

    Password(UUID subject, String phc, Instant changedAt) {
        this.subject = subject;
        this.phc = phc;
        this.changedAt = changedAt;
    }
}
