package dev.albireo.credentials.notice;

import dev.albireo.credentials.session.BrowserName;
import dev.albireo.events.MailRequested;
import dev.albireo.events.MailType;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Accesses the mail_notice table, a queue that triggers of the outbox fill in the transaction of each change. */
@ApplicationScoped
class NoticeStore {
    private static final String TAKE = """
            DELETE FROM mail_notice
             WHERE id = (SELECT id FROM mail_notice ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING subject, type, address, browser, system, at
            """;

    private final Pool db;
    private final Outbox outbox;

    NoticeStore(Pool db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** A change that its user is told of. */
    record Notice(UUID subject, MailType type, Optional<String> address, BrowserName browser, Instant at) {}

    /** Removes the oldest notice in the transaction that appends the events it leads to; false if there is none. */
    Uni<Boolean> process(Function<Notice, Uni<Optional<MailRequested>>> request) {
        return db.withTransaction(tx -> take(tx).chain(taken -> taken.map(notice -> request.apply(notice)
                        .chain(mail -> outbox.append(tx, mail.stream().toArray(MailRequested[]::new)))
                        .replaceWith(true))
                .orElse(Uni.createFrom().item(false))));
    }

    private static Uni<Optional<Notice>> take(SqlConnection tx) {
        return tx.query(TAKE)
                .execute()
                .map(rows -> Rows.first(
                        rows,
                        row -> new Notice(
                                row.getUUID("subject"),
                                MailType.valueOf(row.getString("type")),
                                Optional.ofNullable(row.getString("address")),
                                new BrowserName(
                                        Optional.ofNullable(row.getString("browser")),
                                        Optional.ofNullable(row.getString("system"))),
                                Rows.instant(row, "at"))));
    }
}
