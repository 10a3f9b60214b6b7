package dev.albireo.credentials.registration;

import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the terms_acceptance table. */
@ApplicationScoped
class TermsStore {
    private static final String ADD =
            "INSERT INTO terms_acceptance (subject, uri, accepted_at) VALUES ($1, $2, $3) ON CONFLICT (subject) DO NOTHING";

    /** Adds an acceptance, in the transaction of a Hibernate session. */
    Uni<Void> add(Mutiny.Session hibernate, UUID subject, String uri, Instant at) {
        return Tx.of(hibernate).execute(ADD, SqlParameters.of(subject, uri, at)).replaceWithVoid();
    }
}
