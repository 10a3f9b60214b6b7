package dev.albireo.credentials.session;

import static java.time.ZoneOffset.UTC;

import dev.albireo.events.Event;
import dev.albireo.events.SessionEvent.SessionEnded;
import dev.albireo.events.SessionEvent.SessionStarted;
import dev.albireo.events.SessionEvent.SessionUpgraded;
import dev.albireo.events.SessionState;
import dev.albireo.outbox.Outbox;
import dev.albireo.policy.Proofs;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accesses the session table. Every change is one conditional statement, with its events in the same transaction. */
@ApplicationScoped
class SessionStore {
    private static final String COLUMNS = """
            id, subject, cookie_hash, version, proofs, mfa_required, created_at, last_seen_at, expires_at, idle_seconds,
            lasting, ended_at, end_reason
            """;
    private static final String BY_COOKIE = "SELECT " + COLUMNS + " FROM session WHERE cookie_hash = $1";
    private static final String BY_ID = "SELECT " + COLUMNS + " FROM session WHERE id = $1";
    private static final String RECORD_USE =
            "UPDATE session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2 AND ended_at IS NULL";
    private static final String INSERT = """
            INSERT INTO session (id, subject, cookie_hash, version, proofs, mfa_required, created_at, last_seen_at,
                                 expires_at, idle_seconds, lasting, user_agent, address)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12)
            """;
    private static final String UPGRADE = """
            UPDATE session SET cookie_hash = $3, proofs = $4, version = version + 1, last_seen_at = $5
             WHERE id = $1 AND version = $2 AND ended_at IS NULL AND expires_at > $5
            RETURNING
            """ + COLUMNS;
    private static final String UPGRADE_TO = """
            UPDATE session SET cookie_hash = ?3, proofs = CAST(CAST(?4 AS text) AS jsonb), version = ?2, last_seen_at = ?5
             WHERE id = ?1 AND version = ?2 - 1 AND ended_at IS NULL AND expires_at > ?5
            """;
    private static final String END = """
            UPDATE session SET ended_at = $2, end_reason = $3, version = version + 1
             WHERE id = $1 AND ended_at IS NULL
            RETURNING
            """ + COLUMNS;
    private static final String END_BY_COOKIE = """
            UPDATE session SET ended_at = $2, end_reason = $3, version = version + 1
             WHERE cookie_hash = $1 AND ended_at IS NULL
            RETURNING
            """ + COLUMNS;
    private static final String END_ALL = """
            UPDATE session SET ended_at = ?2, end_reason = ?3, version = version + 1
             WHERE subject = ?1 AND ended_at IS NULL AND id <> ?4
            """;
    private static final String ENDED_AT = """
            SELECT CAST(json_build_object(
                       'id', id, 'version', version, 'subject', subject, 'cookieHash', cookie_hash, 'proofs', proofs,
                       'mfaRequired', mfa_required, 'createdAt', created_at, 'lastSeenAt', last_seen_at,
                       'expiresAt', expires_at, 'idleSeconds', idle_seconds, 'endedAt', ended_at, 'endReason', end_reason)
                   AS text)
              FROM session WHERE subject = ?1 AND ended_at = ?2
            """;
    private static final String LIVE = """
            SELECT id, user_agent, address, created_at, last_seen_at
              FROM session
             WHERE subject = $1 AND ended_at IS NULL AND expires_at > $2
               AND last_seen_at + idle_seconds * interval '1 second' > $2
             ORDER BY last_seen_at DESC, id LIMIT 50
            """;

    private final Pool db;
    private final Outbox outbox;
    private final ProofJson proofJson;
    private final SessionMeters meters;

    SessionStore(Pool db, Outbox outbox, ProofJson proofJson, SessionMeters meters) {
        this.db = db;
        this.outbox = outbox;
        this.proofJson = proofJson;
        this.meters = meters;
    }

    /** Returns the session of this cookie or, if it has ended, the last one it belonged to. */
    Uni<Optional<LoginSession>> byCookie(String hash) {
        return db.preparedQuery(BY_COOKIE).execute(Tuple.of(hash)).map(this::first);
    }

    Uni<Optional<LoginSession>> byId(UUID id) {
        return db.preparedQuery(BY_ID).execute(Tuple.of(id)).map(this::first);
    }

    /** Returns the active sessions of a user, the last used first, up to a number that fits a page. */
    Uni<List<LiveSession>> live(UUID subject, Instant now) {
        return db.preparedQuery(LIVE)
                .execute(Tuple.of(subject, now.atOffset(UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new LiveSession(
                                row.getUUID("id"),
                                row.getString("user_agent"),
                                row.getString("address"),
                                row.getOffsetDateTime("created_at").toInstant(),
                                row.getOffsetDateTime("last_seen_at").toInstant()))
                        .toList());
    }

    Uni<Void> recordUse(UUID id, Instant now) {
        return db.preparedQuery(RECORD_USE)
                .execute(Tuple.of(id, now.atOffset(UTC)))
                .replaceWithVoid();
    }

    /** The result of starting a session: the previous session of the browser, which ended. */
    record Started(Optional<LoginSession> replaced) {}

    /** Adds the session, ends the browser's previous one, and appends their events and {@code further} ones. */
    Uni<Started> start(LoginSession session, BrowserInfo browser, String replacedReason, Event... further) {
        Instant now = session.createdAt();
        return db.withTransaction(tx -> replaced(tx, browser, now, replacedReason)
                        .call(old -> insert(tx, session, browser))
                        .call(old -> append(tx, old, SessionEnded::new))
                        .call(old -> outbox.append(tx, new SessionStarted(session.state())))
                        .call(old -> outbox.append(tx, further)))
                .invoke(old -> old.ifPresent(over -> meters.ended(replacedReason)))
                .map(Started::new);
    }

    /** Adds proofs to a session and replaces its cookie. Of two changes of one version one returns empty. */
    Uni<Optional<LoginSession>> upgrade(
            LoginSession from, String newCookieHash, Proofs proofs, Instant now, Event... further) {
        Tuple values = Tuple.tuple(
                List.of(from.id(), from.version(), newCookieHash, proofJson.write(proofs), now.atOffset(UTC)));
        return db.withTransaction(tx -> tx.preparedQuery(UPGRADE)
                .execute(values)
                .map(this::first)
                .call(upgraded -> append(tx, upgraded, SessionUpgraded::new))
                .call(upgraded -> upgraded.isPresent()
                        ? outbox.append(tx, further)
                        : Uni.createFrom().voidItem()));
    }

    /** As above, to this version, in the transaction of a Hibernate session; false if the session ended or changed meanwhile. */
    Uni<Boolean> upgrade(Mutiny.Session hibernate, LoginSession to, Event... further) {
        return hibernate
                .createNativeQuery(UPGRADE_TO)
                .setParameter(1, to.id())
                .setParameter(2, to.version())
                .setParameter(3, to.cookieHash())
                .setParameter(4, proofJson.write(to.proofs()).encode())
                .setParameter(5, to.lastSeenAt().atOffset(UTC))
                .executeUpdate()
                .map(rows -> rows == 1)
                .call(done -> done
                        ? outbox.append(hibernate, new SessionUpgraded(to.state()))
                                .chain(() -> outbox.append(hibernate, further))
                        : Uni.createFrom().voidItem());
    }

    /** Ends a session; empty if it is unknown or had ended before. */
    Uni<Optional<LoginSession>> end(UUID id, Instant now, String reason, Event... further) {
        return db.withTransaction(tx -> tx.preparedQuery(END)
                        .execute(Tuple.of(id, now.atOffset(UTC), reason))
                        .map(this::first)
                        .call(ended -> append(tx, ended, SessionEnded::new))
                        .call(ended -> ended.isPresent()
                                ? outbox.append(tx, further)
                                : Uni.createFrom().voidItem()))
                .invoke(ended -> ended.ifPresent(over -> meters.ended(reason)));
    }

    private Uni<Optional<LoginSession>> replaced(SqlConnection tx, BrowserInfo browser, Instant now, String reason) {
        return browser.cookie()
                .map(cookie -> tx.preparedQuery(END_BY_COOKIE)
                        .execute(Tuple.of(cookie.hash(), now.atOffset(UTC), reason))
                        .map(this::first))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Void> insert(SqlConnection tx, LoginSession session, BrowserInfo browser) {
        Tuple values = Tuple.tuple(List.of(
                session.id(),
                session.subject(),
                session.cookieHash(),
                session.version(),
                proofJson.write(session.proofs()),
                session.mfaRequired(),
                session.createdAt().atOffset(UTC),
                session.expiresAt().atOffset(UTC),
                (int) session.idle().toSeconds(),
                session.persistent(),
                browser.userAgent(),
                browser.address()));
        return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /**
     * Ends all sessions of a user except one, in the transaction of a Hibernate session, which changes the account as well.
     *
     * @param spared the one that continues; any other id to end them all
     */
    Uni<List<SessionState>> endAll(Mutiny.Session hibernate, UUID subject, Instant now, String reason, UUID spared) {
        return hibernate
                .createNativeQuery(END_ALL)
                .setParameter(1, subject)
                .setParameter(2, now.atOffset(UTC))
                .setParameter(3, reason)
                .setParameter(4, spared)
                .executeUpdate()
                .chain(() -> hibernate
                        .createNativeQuery(ENDED_AT, String.class)
                        .setParameter(1, subject)
                        .setParameter(2, now.atOffset(UTC))
                        .getResultList())
                .map(rows -> rows.stream().map(proofJson::state).toList())
                .invoke(states -> states.forEach(over -> meters.ended(reason)))
                .call(states -> outbox.append(
                        hibernate, states.stream().map(SessionEnded::new).toArray(Event[]::new)));
    }

    private Uni<Void> append(SqlConnection tx, Optional<LoginSession> session, Function<SessionState, Event> event) {
        return session.map(s -> outbox.append(tx, event.apply(s.state())))
                .orElse(Uni.createFrom().voidItem());
    }

    private Optional<LoginSession> first(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(session(rows.iterator().next()));
    }

    private LoginSession session(Row row) {
        return new LoginSession(
                row.getUUID("id"),
                row.getUUID("subject"),
                row.getString("cookie_hash"),
                row.getInteger("version"),
                proofJson.read(row.getJsonArray("proofs")),
                row.getBoolean("mfa_required"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_seen_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                Duration.ofSeconds(row.getInteger("idle_seconds")),
                row.getBoolean("lasting"),
                Optional.ofNullable(row.getOffsetDateTime("ended_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("end_reason")));
    }
}
