package dev.albireo.credentials.notice;

import dev.albireo.events.MailType;
import dev.albireo.sql.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Accesses the mail_notice table, a queue that triggers of the outbox fill in the transaction of each change. */
@ApplicationScoped
class NoticeStore {
    private static final String TAKE = """
            DELETE FROM mail_notice
             WHERE id = (SELECT id FROM mail_notice ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING subject, type, address, at
            """;

    /** A change that its user is told of. */
    record Notice(UUID subject, MailType type, Optional<String> address, Instant at) {}

    /** Removes and returns the oldest notice, in this transaction. */
    Uni<Optional<Notice>> take(SqlConnection tx) {
        return tx.query(TAKE)
                .execute()
                .map(rows -> Rows.first(
                        rows,
                        row -> new Notice(
                                row.getUUID("subject"),
                                MailType.valueOf(row.getString("type")),
                                Optional.ofNullable(row.getString("address")),
                                Rows.instant(row, "at"))));
    }
}
