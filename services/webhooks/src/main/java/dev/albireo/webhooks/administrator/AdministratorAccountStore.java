package dev.albireo.webhooks.administrator;

import static java.time.ZoneOffset.UTC;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.web.AdministratorRole;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accesses the administrator_account table. Repeated, late and reordered events have no effect. */
@Singleton
class AdministratorAccountStore {
    private static final String APPLY = """
            INSERT INTO administrator_account AS a (subject, version, role, void_before)
            SELECT DISTINCT ON (u.subject) u.subject, u.version, u.role, u.void_before
              FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::timestamptz[]) AS u (subject, version, role, void_before)
             ORDER BY u.subject, u.version DESC
            ON CONFLICT (subject) DO UPDATE
               SET version = EXCLUDED.version, role = EXCLUDED.role, void_before = EXCLUDED.void_before
             WHERE a.version < EXCLUDED.version
            """;
    private static final String FIND = "SELECT role, void_before FROM administrator_account WHERE subject = $1";

    private final Pool db;

    AdministratorAccountStore(Pool db) {
        this.db = db;
    }

    /**
     * An account with a role.
     *
     * @param voidBefore tokens that were issued before are void
     */
    record AdministratorAccount(AdministratorRole role, Optional<Instant> voidBefore) {}

    /** The state of an account, of an administrator or not. */
    record AccountState(UUID subject, int version, Optional<AdministratorRole> role, Optional<Instant> voidBefore) {}

    Uni<Void> apply(List<AccountState> states) {
        Tuple columns = Tuple.of(
                states.stream().map(AccountState::subject).toArray(UUID[]::new),
                states.stream().map(AccountState::version).toArray(Integer[]::new),
                states.stream()
                        .map(state -> state.role().map(AdministratorRole::name).orElse(null))
                        .toArray(String[]::new),
                states.stream()
                        .map(state -> state.voidBefore()
                                .map(time -> time.atOffset(UTC))
                                .orElse(null))
                        .toArray(OffsetDateTime[]::new));
        return db.preparedQuery(APPLY).execute(columns).replaceWithVoid();
    }

    Uni<Optional<AdministratorAccount>> find(UUID subject) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(subject))
                .map(rows ->
                        Rows.first(rows, AdministratorAccountStore::account).flatMap(found -> found));
    }

    private static Optional<AdministratorAccount> account(Row row) {
        return Optional.ofNullable(row.getString("role"))
                .map(role -> new AdministratorAccount(
                        AdministratorRole.valueOf(role), Rows.optionalInstant(row, "void_before")));
    }
}
