package dev.albireo.credentials.report;

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

/** Accesses the account_lock table, which {@code FactorStore} reads as well. */
@ApplicationScoped
class AccountLockStore {
    /** After reports from two addresses neither gets a link, because one of them may be the attacker's. */
    private static final String PUT = """
            INSERT INTO account_lock (subject, email, expires_at) VALUES ($1, $2, $3)
            ON CONFLICT (subject) DO UPDATE
               SET expires_at = EXCLUDED.expires_at,
                   email = CASE WHEN account_lock.expires_at > $4 AND account_lock.email <> EXCLUDED.email
                                THEN '' ELSE EXCLUDED.email END
            """;

    private static final String FIND = "SELECT email FROM account_lock WHERE subject = $1 AND expires_at > $2";
    private static final String REMOVE = "DELETE FROM account_lock WHERE subject = $1";

    private final Pool db;

    AccountLockStore(Pool db) {
        this.db = db;
    }

    /** Locks an account, in the transaction of a Hibernate session. */
    Uni<Void> put(Mutiny.Session hibernate, UUID subject, String email, Instant now, Instant until) {
        return Tx.of(hibernate)
                .execute(PUT, SqlParameters.of(subject, email, until, now))
                .replaceWithVoid();
    }

    /** Returns the address that the lock came from; empty if there is no lock. */
    Uni<Optional<String>> find(UUID subject, Instant now) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(subject, now))
                .map(rows -> Rows.first(rows, row -> row.getString("email")));
    }

    Uni<Void> remove(UUID subject) {
        return db.preparedQuery(REMOVE).execute(SqlParameters.of(subject)).replaceWithVoid();
    }
}
