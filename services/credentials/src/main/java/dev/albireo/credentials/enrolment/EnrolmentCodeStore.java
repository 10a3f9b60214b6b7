package dev.albireo.credentials.enrolment;

import dev.albireo.events.Event;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the enrolment_code table: the newest code of each user, stored hashed, or the session that used it. */
@ApplicationScoped
class EnrolmentCodeStore {
    private static final String PUT = """
            INSERT INTO enrolment_code (subject, code_hash, issued_at, expires_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (subject) DO UPDATE
               SET code_hash = EXCLUDED.code_hash, session_id = NULL, issued_at = EXCLUDED.issued_at,
                   expires_at = EXCLUDED.expires_at
            """;
    private static final String CONSUME = """
            UPDATE enrolment_code SET code_hash = NULL, session_id = $3, expires_at = $5
             WHERE subject = $1 AND code_hash = $2 AND expires_at > $4
            """;
    private static final String OPEN = """
            INSERT INTO enrolment_code (subject, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (subject) DO UPDATE
               SET code_hash = NULL, session_id = EXCLUDED.session_id, issued_at = EXCLUDED.issued_at,
                   expires_at = EXCLUDED.expires_at
            """;

    private final Pool db;
    private final Outbox outbox;

    EnrolmentCodeStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** Stores a code in place of the user's earlier one, in the transaction of a Hibernate session. */
    Uni<Void> put(Mutiny.Session hibernate, UUID subject, String hash, Instant now, Instant expiresAt) {
        return Tx.of(hibernate)
                .execute(PUT, SqlParameters.of(subject, hash, now, expiresAt))
                .replaceWithVoid();
    }

    /** Uses a code: this session may enrol a first factor until {@code until}; false if the code is invalid. Of several uses one succeeds. */
    Uni<Boolean> consume(UUID subject, String hash, UUID session, Instant now, Instant until, Event event) {
        return db.withTransaction(tx -> tx.preparedQuery(CONSUME)
                .execute(SqlParameters.of(subject, hash, session, now, until))
                .map(Rows::one)
                .call(used -> used ? outbox.append(tx, event) : Uni.createFrom().voidItem()));
    }

    /** Lets this session enrol a first factor without a code. */
    Uni<Void> open(UUID subject, UUID session, Instant now, Instant until) {
        return db.preparedQuery(OPEN)
                .execute(SqlParameters.of(subject, session, now, until))
                .replaceWithVoid();
    }
}
