package dev.albireo.credentials.mail;

import dev.albireo.credentials.mail.ReportLinks.ReportLink;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the report_link table. */
@ApplicationScoped
class ReportLinkStore {
    private static final String ADD =
            "INSERT INTO report_link (token_hash, subject, email, expires_at) VALUES ($1, $2, $3, $4)";
    private static final String FIND =
            "SELECT subject, email FROM report_link WHERE token_hash = $1 AND expires_at > $2";
    private static final String CONSUME = """
            WITH used AS (
                DELETE FROM report_link WHERE token_hash = $1 AND expires_at > $2 RETURNING subject, email
            ), others AS (
                DELETE FROM report_link o USING used
                 WHERE o.subject = used.subject AND o.email = used.email AND o.token_hash <> $1
            )
            SELECT email FROM used
            """;

    private final Pool db;

    ReportLinkStore(Pool db) {
        this.db = db;
    }

    Uni<Void> add(ReportLink link, String hash, Instant expiresAt) {
        return db.preparedQuery(ADD)
                .execute(SqlParameters.of(hash, link.subject(), link.email(), expiresAt))
                .replaceWithVoid();
    }

    Uni<Optional<ReportLink>> find(String hash, Instant now) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(hash, now))
                .map(rows -> Rows.first(rows, row -> new ReportLink(row.getUUID("subject"), row.getString("email"))));
    }

    /** Uses a link and voids all others that were sent to its address, in the transaction of a Hibernate session. */
    Uni<Boolean> consume(Mutiny.Session hibernate, String hash, Instant now) {
        return Tx.of(hibernate).execute(CONSUME, SqlParameters.of(hash, now)).map(rows -> !Rows.none(rows));
    }
}
