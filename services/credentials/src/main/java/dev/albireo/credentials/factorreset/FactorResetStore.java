package dev.albireo.credentials.factorreset;

import dev.albireo.events.Event;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the factor_reset table, which {@code FactorStore} reads as well. */
@ApplicationScoped
class FactorResetStore {
    private static final String COLUMNS =
            "subject, requested_at, effective_at, expires_at, cancelled_at IS NOT NULL AS cancelled";

    /** A running or cancelled one stays as it is. */
    private static final String ADD = """
            INSERT INTO factor_reset (subject, token_hash, requested_at, remind_at, effective_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (subject) DO UPDATE
               SET token_hash = EXCLUDED.token_hash, reminder_hash = NULL, requested_at = EXCLUDED.requested_at,
                   remind_at = EXCLUDED.remind_at, effective_at = EXCLUDED.effective_at,
                   expires_at = EXCLUDED.expires_at, cancelled_at = NULL
             WHERE factor_reset.expires_at <= $3
            """;

    private static final String OF = "SELECT " + COLUMNS + " FROM factor_reset WHERE subject = $1 AND expires_at > $2";
    private static final String BY_TOKEN = "SELECT " + COLUMNS + """
              FROM factor_reset
             WHERE (token_hash = $1 OR reminder_hash = $1) AND cancelled_at IS NULL AND expires_at > $2
            """;
    /** As long as the trigger of the migration says. */
    private static final String CANCEL = """
            UPDATE factor_reset SET cancelled_at = $2, expires_at = $2 + interval '1 day'
             WHERE subject = $1 AND cancelled_at IS NULL AND expires_at > $2
            """;

    private static final String OPEN = """
             FROM factor_reset WHERE subject = $1 AND cancelled_at IS NULL AND effective_at <= $2 AND expires_at > $2
            """;
    private static final String FIND_OPEN = "SELECT " + COLUMNS + OPEN;
    private static final String FINISH = "DELETE" + OPEN;
    private static final String TAKE_REMINDER = """
            UPDATE factor_reset SET remind_at = NULL, reminder_hash = $2
             WHERE subject = (SELECT subject FROM factor_reset
                               WHERE remind_at <= $1 AND cancelled_at IS NULL
                               ORDER BY remind_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING
            """ + COLUMNS;

    private final Pool db;
    private final Outbox outbox;

    FactorResetStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** Adds a reset, in the transaction of a Hibernate session; false if the user has one, or had one cancelled within a day. */
    Uni<Boolean> add(Mutiny.Session hibernate, FactorReset reset, String tokenHash) {
        return Tx.of(hibernate)
                .execute(
                        ADD,
                        SqlParameters.of(
                                reset.subject(),
                                tokenHash,
                                reset.requestedAt(),
                                reset.remindAt(),
                                reset.effectiveAt(),
                                reset.expiresAt()))
                .map(Rows::one);
    }

    Uni<Optional<FactorReset>> of(UUID subject, Instant now) {
        return db.preparedQuery(OF)
                .execute(SqlParameters.of(subject, now))
                .map(rows -> Rows.first(rows, FactorResetStore::reset));
    }

    /** Returns the reset that this token cancels. */
    Uni<Optional<FactorReset>> byToken(String hash, Instant now) {
        return db.preparedQuery(BY_TOKEN)
                .execute(SqlParameters.of(hash, now))
                .map(rows -> Rows.first(rows, FactorResetStore::reset));
    }

    /** Cancels a reset, with this event; false if there is none. */
    Uni<Boolean> cancel(UUID subject, Instant now, Event event) {
        return db.withTransaction(tx -> tx.preparedQuery(CANCEL)
                .execute(SqlParameters.of(subject, now))
                .map(Rows::one)
                .call(done -> done ? outbox.append(tx, event) : Uni.createFrom().voidItem()));
    }

    /** Returns a reset that the user may finish, in the transaction of a Hibernate session that has locked the account. */
    Uni<Optional<FactorReset>> open(Mutiny.Session hibernate, UUID subject, Instant now) {
        return Tx.of(hibernate)
                .execute(FIND_OPEN, SqlParameters.of(subject, now))
                .map(rows -> Rows.first(rows, FactorResetStore::reset));
    }

    /** Removes a reset that the user may finish, as the last step of the same transaction; false if it was cancelled meanwhile. */
    Uni<Boolean> finish(Mutiny.Session hibernate, UUID subject, Instant now) {
        return Tx.of(hibernate).execute(FINISH, SqlParameters.of(subject, now)).map(Rows::one);
    }

    /** Takes a reset whose user is to be told once more, in the transaction that appends the events it leads to; false if there is none. */
    Uni<Boolean> remind(Instant now, String tokenHash, Function<FactorReset, Uni<List<Event>>> mail) {
        return db.withTransaction(tx -> due(tx, now, tokenHash)
                .chain(due -> due.map(reset -> mail.apply(reset)
                                .chain(events -> outbox.append(tx, events.toArray(Event[]::new)))
                                .replaceWith(true))
                        .orElse(Uni.createFrom().item(false))));
    }

    private static Uni<Optional<FactorReset>> due(SqlConnection tx, Instant now, String tokenHash) {
        return tx.preparedQuery(TAKE_REMINDER)
                .execute(SqlParameters.of(now, tokenHash))
                .map(rows -> Rows.first(rows, FactorResetStore::reset));
    }

    private static FactorReset reset(Row row) {
        return new FactorReset(
                row.getUUID("subject"),
                Rows.instant(row, "requested_at"),
                Rows.instant(row, "effective_at"),
                Rows.instant(row, "expires_at"),
                row.getBoolean("cancelled"));
    }
}
