package dev.albireo.credentials.factor;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Queries the tables of all factors at once. */
@ApplicationScoped
class FactorStore {
    private static final String OF = """
            SELECT (SELECT count(*) FROM passkey WHERE subject = $1) AS passkeys,
                   (SELECT max(u.last_used_at) FROM passkey p JOIN passkey_use u USING (credential_id)
                     WHERE p.subject = $1) AS passkey_used_at,
                   EXISTS (SELECT FROM totp WHERE subject = $1 AND enabled_at IS NOT NULL) AS app,
                   (SELECT last_used_at FROM totp WHERE subject = $1 AND enabled_at IS NOT NULL) AS app_used_at,
                   (SELECT count(*) FROM recovery_code WHERE subject = $1 AND used_at IS NULL) AS recovery_codes
            """;
    private static final String COUNT = """
            SELECT (SELECT count(*) FROM passkey WHERE subject = ?1) AS passkeys,
                   (SELECT count(*) FROM totp WHERE subject = ?1 AND enabled_at IS NOT NULL) AS apps,
                   (SELECT count(*) FROM recovery_code WHERE subject = ?1 AND used_at IS NULL) AS recovery_codes
            """;

    private final Pool db;

    FactorStore(Pool db) {
        this.db = db;
    }

    Uni<EnrolledFactors> of(UUID subject) {
        return db.preparedQuery(OF)
                .execute(Tuple.of(subject))
                .map(rows -> factors(rows.iterator().next()));
    }

    /** Returns the number of factors, in the transaction of a Hibernate session; without the times of their use. */
    Uni<EnrolledFactors> count(Mutiny.Session hibernate, UUID subject) {
        return hibernate
                .createNativeQuery(COUNT, Object[].class)
                .setParameter(1, subject)
                .getSingleResult()
                .map(row -> new EnrolledFactors(
                        number(row[0]), Optional.empty(), number(row[1]) > 0, Optional.empty(), (int) number(row[2])));
    }

    private static EnrolledFactors factors(Row row) {
        return new EnrolledFactors(
                row.getLong("passkeys"),
                instant(row.getOffsetDateTime("passkey_used_at")),
                row.getBoolean("app"),
                instant(row.getOffsetDateTime("app_used_at")),
                row.getLong("recovery_codes").intValue());
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
