package dev.albireo.credentials.account;

import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accesses the account_event table, which a trigger of the outbox fills. */
@ApplicationScoped
class AccountEventStore {
    private static final String LATEST = """
            SELECT action, outcome, detail ->> 'why' AS why, address, at
              FROM account_event WHERE subject = $1 ORDER BY at DESC, id DESC LIMIT $2
            """;

    private final Pool db;

    AccountEventStore(Pool db) {
        this.db = db;
    }

    /** An event of a user's account. */
    record AccountActivity(String action, String outcome, String why, String address, Instant at) {}

    /** Returns the newest first. */
    Uni<List<AccountActivity>> latest(UUID subject, int limit) {
        return db.preparedQuery(LATEST)
                .execute(SqlParameters.of(subject, limit))
                .map(rows -> Rows.list(rows, AccountEventStore::accountActivity));
    }

    private static AccountActivity accountActivity(Row row) {
        return new AccountActivity(
                row.getString("action"),
                row.getString("outcome"),
                Optional.ofNullable(row.getString("why")).orElse(""),
                Optional.ofNullable(row.getString("address")).orElse(""),
                Rows.instant(row, "at"));
    }
}
