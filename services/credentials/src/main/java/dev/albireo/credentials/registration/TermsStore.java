package dev.albireo.credentials.registration;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the terms_acceptance table. */
@ApplicationScoped
class TermsStore {
    private static final String ADD =
            "INSERT INTO terms_acceptance (subject, uri, accepted_at) VALUES ($1, $2, $3) ON CONFLICT (subject) DO NOTHING";

    private static final String FIND = "SELECT uri, accepted_at FROM terms_acceptance WHERE subject = $1";

    private final Pool db;

    TermsStore(Pool db) {
        this.db = db;
    }

    Uni<Optional<AcceptedTerms>> find(UUID subject) {
        return Tx.of(db)
                .execute(FIND, SqlParameters.of(subject))
                .map(rows -> Rows.first(
                        rows, row -> new AcceptedTerms(row.getString("uri"), Rows.instant(row, "accepted_at"))));
    }

    /** Adds an acceptance, in the transaction of a Hibernate session. */
    Uni<Void> add(Mutiny.Session hibernate, UUID subject, String uri, Instant at) {
        return Tx.of(hibernate).execute(ADD, SqlParameters.of(subject, uri, at)).replaceWithVoid();
    }
}
