package dev.albireo.credentials.registration;

import dev.albireo.events.Event;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the registration_link table. */
@ApplicationScoped
class RegistrationLinkStore {
    private static final String ADD = """
            INSERT INTO registration_link (token_hash, email, name, interaction, expires_at) VALUES ($1, $2, $3, $4, $5)
            """;
    private static final String FIND =
            "SELECT email, name, interaction FROM registration_link WHERE token_hash = $1 AND expires_at > $2";
    private static final String CONSUME = """
            WITH used AS (
                DELETE FROM registration_link WHERE token_hash = $1 AND expires_at > $2 RETURNING email
            ), others AS (
                DELETE FROM registration_link o USING used WHERE o.email = used.email AND o.token_hash <> $1
            )
            SELECT email FROM used
            """;

    private final Pool db;
    private final Outbox outbox;

    RegistrationLinkStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** Stores a link, and appends the events in the same transaction. */
    Uni<Void> add(RegistrationLink link, String hash, Instant expiresAt, Event... events) {
        return db.withTransaction(tx -> tx.preparedQuery(ADD)
                .execute(SqlParameters.of(
                        hash, link.email(), link.name(), link.interaction().orElse(null), expiresAt))
                .chain(() -> outbox.append(tx, events)));
    }

    Uni<Optional<RegistrationLink>> find(String hash, Instant now) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(hash, now))
                .map(rows -> Rows.first(
                        rows,
                        row -> new RegistrationLink(
                                row.getString("email"),
                                row.getString("name"),
                                Optional.ofNullable(row.getString("interaction")))));
    }

    /** Uses a link and voids all others of its address, in the transaction of a Hibernate session; of several uses one succeeds. */
    Uni<Boolean> consume(Mutiny.Session hibernate, String hash, Instant now) {
        return Tx.of(hibernate).execute(CONSUME, SqlParameters.of(hash, now)).map(rows -> !Rows.none(rows));
    }
}
