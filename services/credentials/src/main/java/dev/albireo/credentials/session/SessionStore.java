package dev.albireo.credentials.session;

import dev.albireo.credentials.attempt.AttemptRelease;
import dev.albireo.credentials.attempt.Budget;
import dev.albireo.events.Event;
import dev.albireo.events.SessionEvent.SessionEnded;
import dev.albireo.events.SessionEvent.SessionStarted;
import dev.albireo.events.SessionEvent.SessionUpgraded;
import dev.albireo.events.SessionState;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
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
    private static final String INSERT = "WITH " + AttemptRelease.queries(13, 14) + """
            , login AS (
                INSERT INTO last_login (subject, at) VALUES ($2, $7)
                ON CONFLICT (subject) DO UPDATE SET at = greatest(last_login.at, excluded.at), repeated = true
            )
            , changed AS (
                INSERT INTO session (id, subject, cookie_hash, version, proofs, mfa_required, created_at, last_seen_at,
                                     expires_at, idle_seconds, lasting, user_agent, address)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12)
                RETURNING id
            )
            """;
    private static final String UPGRADE = """
            UPDATE session SET cookie_hash = $3, proofs = $4, version = $2, last_seen_at = $5
             WHERE id = $1 AND version = $2 - 1 AND ended_at IS NULL AND expires_at > $5
            RETURNING
            """ + COLUMNS;
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
            UPDATE session SET ended_at = $2, end_reason = $3, version = version + 1
             WHERE subject = $1 AND ended_at IS NULL AND id <> $4
            RETURNING
            """ + COLUMNS;
    private static final String END_RESTORED = """
            UPDATE session SET ended_at = $1, end_reason = 'restored', version = version + $2 WHERE ended_at IS NULL
            """;
    private static final String END_EARLIER = """
            UPDATE session SET ended_at = $1, end_reason = 'revoked', version = version + 1
             WHERE ended_at IS NULL AND created_at < $2
            """;
    /** The duration of the transaction is proportional to the number of sessions. */
    private static final String WITHOUT_DEADLINE =
            "SELECT set_config('statement_timeout', '0', true), set_config('transaction_timeout', '0', true)";

    private static final String ENDED_TOGETHER = "SELECT " + COLUMNS + """
              FROM session WHERE ended_at = $1 AND end_reason = $4 AND id > $2 ORDER BY id LIMIT $3
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
    private final SessionMeters meters;

    SessionStore(Pool db, Outbox outbox, SessionMeters meters) {
        this.db = db;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** Returns the session of this cookie or, if it has ended, the last one it belonged to. */
    Uni<Optional<LoginSession>> byCookie(String hash) {
        return db.preparedQuery(BY_COOKIE)
                .execute(SqlParameters.of(hash))
                .map(rows -> Rows.first(rows, SessionStore::session));
    }

    Uni<Optional<LoginSession>> byId(UUID id) {
        return db.preparedQuery(BY_ID)
                .execute(SqlParameters.of(id))
                .map(rows -> Rows.first(rows, SessionStore::session));
    }

    /** Returns the active sessions of a user, the last used first, up to a number that fits a page. */
    Uni<List<LiveSession>> live(UUID subject, Instant now) {
        return db.preparedQuery(LIVE)
                .execute(SqlParameters.of(subject, now))
                .map(rows -> Rows.list(
                        rows,
                        row -> new LiveSession(
                                row.getUUID("id"),
                                row.getString("user_agent"),
                                row.getString("address"),
                                Rows.instant(row, "created_at"),
                                Rows.instant(row, "last_seen_at"))));
    }

    Uni<Void> recordUse(UUID id, Instant now) {
        return db.preparedQuery(RECORD_USE).execute(SqlParameters.of(id, now)).replaceWithVoid();
    }

    /** The result of starting a session: the previous session of the browser, which ended. */
    record Started(Optional<LoginSession> replaced) {}

    /**
     * Adds the session, ends the browser's previous one, returns the attempts that were reserved for its proof, and appends the events of the
     * sessions and {@code further} ones.
     */
    Uni<Started> start(
            LoginSession session, BrowserInfo browser, List<Budget> reserved, String replacedReason, Event... further) {
        return browser.cookie()
                .map(cookie -> db.withTransaction(tx -> endByCookie(tx, cookie, session.createdAt(), replacedReason)
                                .call(old -> outbox.change(
                                        tx, INSERT, row(session, browser, reserved), events(old, session, further))))
                        .invoke(old -> old.ifPresent(over -> meters.ended(replacedReason))))
                .orElseGet(() -> outbox.change(
                                INSERT, row(session, browser, reserved), events(Optional.empty(), session, further))
                        .replaceWith(Optional.empty()))
                .map(Started::new);
    }

    private static Event[] events(Optional<LoginSession> replaced, LoginSession session, Event... further) {
        return Stream.of(
                        replaced.map(old -> new SessionEnded(old.state())).stream(),
                        Stream.of(new SessionStarted(session.state())),
                        Stream.of(further))
                .flatMap(events -> events)
                .toArray(Event[]::new);
    }

    /** Stores the next version of a session, with further proofs or another cookie. Of two changes of one version one returns empty. */
    Uni<Optional<LoginSession>> upgrade(LoginSession next, Event... further) {
        return db.withTransaction(tx -> upgrade(Tx.of(tx), next, further));
    }

    /** As above, in the transaction of a Hibernate session; false if the session ended or changed meanwhile. */
    Uni<Boolean> upgrade(Mutiny.Session hibernate, LoginSession next, Event... further) {
        return upgrade(Tx.of(hibernate), next, further).map(Optional::isPresent);
    }

    private Uni<Optional<LoginSession>> upgrade(Tx tx, LoginSession next, Event... further) {
        Tuple values = SqlParameters.of(
                next.id(), next.version(), next.cookieHash(), ProofJson.write(next.proofs()), next.lastSeenAt());
        return tx.execute(UPGRADE, values)
                .map(rows -> Rows.first(rows, SessionStore::session))
                .call(upgraded -> upgraded.isPresent()
                        ? outbox.append(tx, new SessionUpgraded(upgraded.get().state()))
                                .chain(() -> outbox.append(tx, further))
                        : Uni.createFrom().voidItem());
    }

    /** Ends a session; empty if it is unknown or had ended before. */
    Uni<Optional<LoginSession>> end(UUID id, Instant now, String reason, Event... further) {
        return db.withTransaction(tx -> tx.preparedQuery(END)
                        .execute(SqlParameters.of(id, now, reason))
                        .map(rows -> Rows.first(rows, SessionStore::session))
                        .call(ended -> append(tx, ended, SessionEnded::new))
                        .call(ended -> ended.isPresent()
                                ? outbox.append(tx, further)
                                : Uni.createFrom().voidItem()))
                .invoke(ended -> ended.ifPresent(over -> meters.ended(reason)));
    }

    private static Uni<Optional<LoginSession>> endByCookie(
            SqlConnection tx, SessionCookie cookie, Instant now, String reason) {
        return tx.preparedQuery(END_BY_COOKIE)
                .execute(SqlParameters.of(cookie.hash(), now, reason))
                .map(rows -> Rows.first(rows, SessionStore::session));
    }

    private static Tuple row(LoginSession session, BrowserInfo browser, List<Budget> reserved) {
        return SqlParameters.of(
                session.id(),
                session.subject(),
                session.cookieHash(),
                session.version(),
                ProofJson.write(session.proofs()),
                session.mfaRequired(),
                session.createdAt(),
                session.expiresAt(),
                (int) session.idle().toSeconds(),
                session.persistent(),
                browser.userAgent(),
                browser.address(),
                AttemptRelease.keys(reserved),
                AttemptRelease.tries(reserved));
    }

    /**
     * Ends all sessions of a user except one, in the transaction of a Hibernate session, which changes the account as well.
     *
     * @param spared the one that continues; any other id to end them all
     */
    Uni<List<SessionState>> endAll(Mutiny.Session hibernate, UUID subject, Instant now, String reason, UUID spared) {
        Tx tx = Tx.of(hibernate);
        return tx.execute(END_ALL, SqlParameters.of(subject, now, reason, spared))
                .map(rows -> Rows.list(rows, SessionStore::session))
                .invoke(sessions -> sessions.forEach(over -> meters.ended(reason)))
                .call(sessions -> outbox.append(tx, ended(sessions)))
                .map(sessions -> sessions.stream().map(LoginSession::state).toList());
    }

    /** Ends every active session, each with a version that is {@code leap} greater, in the transaction of a Hibernate session. */
    Uni<Void> endRestored(Mutiny.Session hibernate, Instant at, int leap) {
        return Tx.of(hibernate)
                .execute(END_RESTORED, SqlParameters.of(at, leap))
                .replaceWithVoid();
    }

    /** Ends every active session that began before this time, in the transaction of a Hibernate session; returns their number. */
    Uni<Integer> endEarlier(Mutiny.Session hibernate, Instant at, Instant before) {
        Tx tx = Tx.of(hibernate);
        return tx.execute(WITHOUT_DEADLINE)
                .chain(() -> tx.execute(END_EARLIER, SqlParameters.of(at, before)))
                .map(RowSet::rowCount)
                .invoke(number -> meters.ended(SessionState.REVOKED, number));
    }

    /** Returns the following sessions by id that ended at that time, for that reason. */
    Uni<List<LoginSession>> endedTogether(Mutiny.Session hibernate, Instant at, String reason, UUID after, int limit) {
        return Tx.of(hibernate)
                .execute(ENDED_TOGETHER, SqlParameters.of(at, after, limit, reason))
                .map(rows -> Rows.list(rows, SessionStore::session));
    }

    /** Returns the events of these ended sessions. */
    static Event[] ended(List<LoginSession> sessions) {
        return sessions.stream().map(LoginSession::state).map(SessionEnded::new).toArray(Event[]::new);
    }

    private Uni<Void> append(SqlConnection tx, Optional<LoginSession> session, Function<SessionState, Event> event) {
        return session.map(s -> outbox.append(tx, event.apply(s.state())))
                .orElse(Uni.createFrom().voidItem());
    }

    private static LoginSession session(Row row) {
        return new LoginSession(
                row.getUUID("id"),
                row.getUUID("subject"),
                row.getString("cookie_hash"),
                row.getInteger("version"),
                ProofJson.read(row.getJsonArray("proofs")),
                row.getBoolean("mfa_required"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "last_seen_at"),
                Rows.instant(row, "expires_at"),
                Duration.ofSeconds(row.getInteger("idle_seconds")),
                row.getBoolean("lasting"),
                Rows.optionalInstant(row, "ended_at"),
                Optional.ofNullable(row.getString("end_reason")));
    }
}
