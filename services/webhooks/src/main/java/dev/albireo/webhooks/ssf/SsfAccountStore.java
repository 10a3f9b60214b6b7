package dev.albireo.webhooks.ssf;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accesses the ssf_account table: the accounts as {@code credentials} has published them last. Late and repeated states have no effect. */
@Singleton
class SsfAccountStore {
    /** Returns a row where the state is newer than what was known, with what was known. */
    private static final String APPLY = """
            WITH known AS (
                SELECT enabled, email, groups FROM ssf_account WHERE subject = $1),
            applied AS (
                INSERT INTO ssf_account AS a (subject, version, enabled, email, groups, deleted)
                VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (subject) DO UPDATE
                   SET version = EXCLUDED.version, enabled = EXCLUDED.enabled, email = EXCLUDED.email, groups = EXCLUDED.groups,
                       deleted = EXCLUDED.deleted
                 WHERE a.version < EXCLUDED.version
                RETURNING 1)
            SELECT known.* FROM applied LEFT JOIN known ON true
            """;

    private static final String BY_EMAIL =
            "SELECT subject FROM ssf_account WHERE email IS NOT NULL AND lower(email) = lower($1)";
    private static final String EXISTS = "SELECT subject FROM ssf_account WHERE subject = $1 AND NOT deleted";

    private final Pool db;

    SsfAccountStore(Pool db) {
        this.db = db;
    }

    /**
     * What is known of an account.
     *
     * @param email empty unless it is verified
     */
    record KnownAccount(boolean enabled, Optional<String> email, List<String> groups) {}

    /** The result of {@link #apply}: whether the state was newer, and what was known before. */
    record AppliedAccount(boolean newer, Optional<KnownAccount> before) {}

    /** Applies the state of an account. */
    Uni<AppliedAccount> apply(Tx tx, UUID subject, int version, KnownAccount state) {
        return apply(tx, subject, version, state, false);
    }

    /** Erases what is known of a deleted account, except that it is deleted. */
    Uni<AppliedAccount> delete(Tx tx, UUID subject, int version) {
        return apply(tx, subject, version, new KnownAccount(false, Optional.empty(), List.of()), true);
    }

    private static Uni<AppliedAccount> apply(Tx tx, UUID subject, int version, KnownAccount state, boolean deleted) {
        return tx.execute(
                        APPLY,
                        SqlParameters.of(
                                subject,
                                version,
                                state.enabled(),
                                state.email(),
                                state.groups().toArray(String[]::new),
                                deleted))
                .map(rows -> new AppliedAccount(
                        !Rows.none(rows),
                        Rows.first(rows, SsfAccountStore::account).flatMap(found -> found)));
    }

    /** Returns the user with this verified address. */
    Uni<Optional<UUID>> withEmail(String address) {
        return db.preparedQuery(BY_EMAIL)
                .execute(SqlParameters.of(address))
                .map(rows -> Rows.first(rows, row -> row.getUUID("subject")));
    }

    /** Returns the user, if there is one. */
    Uni<Optional<UUID>> withSubject(UUID subject) {
        return db.preparedQuery(EXISTS)
                .execute(SqlParameters.of(subject))
                .map(rows -> Rows.first(rows, row -> row.getUUID("subject")));
    }

    private static Optional<KnownAccount> account(Row row) {
        return row.getBoolean("enabled") == null
                ? Optional.empty()
                : Optional.of(new KnownAccount(
                        row.getBoolean("enabled"),
                        Optional.ofNullable(row.getString("email")),
                        Arrays.asList(row.getArrayOfStrings("groups"))));
    }
}
