package dev.albireo.credentials.notice;

import static org.awaitility.Awaitility.await;

import dev.albireo.credentials.Await;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** The notices that wait for the next scheduled run. */
@ApplicationScoped
public class WaitingNotices {
    private final SendNotices sending;
    private final Pool db;

    WaitingNotices(SendNotices sending, Pool db) {
        this.sending = sending;
        this.db = db;
    }

    /** Has their mails requested now; returns when none waits, also where a scheduled run has taken one. */
    public void send() {
        Await.on(sending::run);
        await().until(() -> Await.on(() -> db.query("SELECT count(*) AS n FROM mail_notice")
                .execute()
                .map(rows -> rows.iterator().next().getLong("n") == 0)));
    }
}
