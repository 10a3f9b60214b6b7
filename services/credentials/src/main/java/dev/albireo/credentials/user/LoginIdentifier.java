package dev.albireo.credentials.user;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A login name of one account. */
@Entity
@Table(name = "login_identifier")
class LoginIdentifier {
    enum LoginIdentifierType {
        ID,
        USERNAME,
        EMAIL
    }

    @Id
    String name;

    UUID subject;

    @Enumerated(EnumType.STRING)
    LoginIdentifierType kind;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected LoginIdentifier() {}

    LoginIdentifier(LoginName name, UUID subject, LoginIdentifierType kind) {
        this.name = name.value();
        this.subject = subject;
        this.kind = kind;
    }
}
