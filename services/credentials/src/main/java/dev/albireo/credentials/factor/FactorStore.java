package dev.albireo.credentials.factor;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Queries the tables of all factors at once. */
@ApplicationScoped
class FactorStore {
    private static final String OF = """
            SELECT (SELECT count(*) FROM passkey WHERE subject = $1) AS passkeys,
                   (SELECT max(u.last_used_at) FROM passkey p JOIN passkey_use u USING (credential_id)
                     WHERE p.subject = $1) AS passkey_used_at,
                   EXISTS (SELECT FROM totp WHERE subject = $1 AND enabled_at IS NOT NULL) AS app,
                   (SELECT last_used_at FROM totp WHERE subject = $1 AND enabled_at IS NOT NULL) AS app_used_at,
                   (SELECT count(*) FROM recovery_code WHERE subject = $1 AND used_at IS NULL) AS recovery_codes,
                   (SELECT session_id FROM enrolment_code WHERE subject = $1 AND expires_at > $2) AS enrolling,
                   (SELECT expires_at FROM account_lock WHERE subject = $1) AS locked_until,
                   (SELECT effective_at FROM factor_reset
                     WHERE subject = $1 AND cancelled_at IS NULL AND expires_at > $2) AS reset_at
            """;

    private final Pool db;
    private final Clock clock;

    FactorStore(Pool db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Uni<EnrolledFactors> of(UUID subject) {
        return db.preparedQuery(OF)
                .execute(SqlParameters.of(subject, clock.instant()))
                .map(rows -> Rows.only(rows, FactorStore::factors));
    }

    /** Returns the factors as they are in the transaction of a Hibernate session. */
    Uni<EnrolledFactors> of(Mutiny.Session hibernate, UUID subject) {
        return Tx.of(hibernate)
                .execute(OF, SqlParameters.of(subject, clock.instant()))
                .map(rows -> Rows.only(rows, FactorStore::factors));
    }

    private static EnrolledFactors factors(Row row) {
        return new EnrolledFactors(
                row.getLong("passkeys"),
                Rows.optionalInstant(row, "passkey_used_at"),
                row.getBoolean("app"),
                Rows.optionalInstant(row, "app_used_at"),
                row.getLong("recovery_codes").intValue(),
                Optional.ofNullable(row.getUUID("enrolling")),
                Rows.optionalInstant(row, "locked_until"),
                Rows.optionalInstant(row, "reset_at"));
    }
}
