package dev.albireo.oauth.session;

import dev.albireo.events.SessionState;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.events.UserState;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Accesses the session and person tables: newer versions win, an end is final, dependent grants end, and clients are to be notified. */
@ApplicationScoped
class SessionProjectionStore {
    private static final String COOKIE_ONCE = "session_cookie_once";

    private final Pool db;

    SessionProjectionStore(Pool db) {
        this.db = db;
    }

    private static final String FIND = """
            SELECT s.id, s.proofs::text AS proofs, s.mfa_required, s.expires_at, s.idle_seconds,
                   s.ended_at IS NOT NULL AS ended, greatest(s.last_seen_at, s.used_at) AS active_at,
                   p.subject, p.username, p.email, p.enabled, p.requires_2fa, p.chose_second_factor, p.groups
              FROM session s
              JOIN person p ON p.subject = s.subject
             WHERE s.cookie_hash = $1
             ORDER BY s.ended_at NULLS FIRST
             LIMIT 1
            """;

    /** Returns the session of this current or former cookie, if both session and user are known here. */
    Uni<Optional<SessionProjection>> find(String cookieHash) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(cookieHash))
                .map(rows -> Rows.first(rows, SessionProjectionStore::projected));
    }

    private static final String APPLY_SESSION = """
            INSERT INTO session AS s
                   (id, version, subject, cookie_hash, proofs, mfa_required,
                    created_at, last_seen_at, expires_at, idle_seconds, ended_at, end_reason)
            VALUES ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10,
                    coalesce($11, (SELECT max(at) FROM restore WHERE at > $7)),
                    coalesce($12, (SELECT 'restored' FROM restore WHERE at > $7 LIMIT 1)))
            ON CONFLICT (id) DO UPDATE
               SET version = excluded.version, cookie_hash = excluded.cookie_hash, proofs = excluded.proofs,
                   mfa_required = excluded.mfa_required, expires_at = excluded.expires_at,
                   idle_seconds = excluded.idle_seconds,
                   last_seen_at = greatest(s.last_seen_at, excluded.last_seen_at),
                   ended_at = coalesce(s.ended_at, excluded.ended_at),
                   end_reason = coalesce(excluded.end_reason, s.end_reason)
             WHERE s.version < excluded.version
                OR (s.version = excluded.version AND s.last_seen_at < excluded.last_seen_at)
            """;

    /** A separate statement after the one above: only then does it see a concurrently issued grant. */
    private static final String END_GRANTS_OF_SESSION = """
            UPDATE authorization_grant SET revoked_at = $2, revoked_because = $3
             WHERE session_id = $1 AND revoked_at IS NULL AND (NOT offline OR $4)
            """;

    /** One row for every client, however often the end is reported. */
    private static final String QUEUE_LOGOUTS = """
            INSERT INTO logout_delivery (session_id, client_id, subject, ended_at, next_attempt_at)
            SELECT sc.session_id, sc.client_id, sc.subject, $2, $2
              FROM session_client sc
              JOIN client c ON c.id = sc.client_id AND c.enabled AND c.metadata #> '{logout,backChannelLogout}' IS NOT NULL
             WHERE sc.session_id = $1
            ON CONFLICT (session_id, client_id) DO NOTHING
            """;

    /** Applies a newer state of a session; an ended one ends its grants, and their clients are notified. */
    Uni<Void> apply(SessionState state, Instant now) {
        return refused(db.withTransaction(connection -> apply(connection, state, now)));
    }

    /**
     * A cookie belongs to one active session; a choice of two would be arbitrary. Two concurrent inserts of the same session can violate
     * this rule for a moment, because {@code ON CONFLICT} looks at the id alone: the second attempt finds the row of the first.
     */
    private static Uni<Void> refused(Uni<Void> applied) {
        return applied.onFailure(SessionProjectionStore::isCookieTaken)
                .retry()
                .atMost(1)
                .onFailure(SessionProjectionStore::isCookieTaken)
                .transform(failure -> Problem.CONFLICT.because("the cookie belongs to another active session"));
    }

    private static boolean isCookieTaken(Throwable failure) {
        return failure instanceof PgException refused && COOKIE_ONCE.equals(refused.getConstraint());
    }

    private static final String APPLY_USER = """
            INSERT INTO person AS p
                   (subject, version, username, email, email_verified, enabled, requires_2fa, chose_second_factor, groups, claims,
                    resource_id, totp_enabled, grants_void_before, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::jsonb, $11, $12, $13, $14)
            ON CONFLICT (subject) DO UPDATE
               SET version = excluded.version, username = excluded.username, email = excluded.email,
                   email_verified = excluded.email_verified, enabled = excluded.enabled,
                   requires_2fa = excluded.requires_2fa, chose_second_factor = excluded.chose_second_factor,
                   groups = excluded.groups, claims = excluded.claims,
                   resource_id = excluded.resource_id, totp_enabled = excluded.totp_enabled,
                   grants_void_before = excluded.grants_void_before, updated_at = excluded.updated_at
             WHERE p.version < excluded.version
            """;

    private static final String END_VOID_GRANTS = """
            UPDATE authorization_grant g
               SET revoked_at = $2, revoked_because = CASE WHEN p.enabled THEN 'reset' ELSE 'disabled' END
              FROM person p
             WHERE p.subject = $1 AND g.subject = p.subject AND g.revoked_at IS NULL
               AND (NOT p.enabled OR g.given_at <= p.grants_void_before)
            """;

    /**
     * Applies a newer state of a user; a disabled one loses every grant, and one whose second factor was reset every grant issued until
     * then.
     */
    Uni<Void> apply(UserState user, Instant now) {
        return db.withTransaction(connection -> apply(connection, user, now));
    }

    /** Applies both at once, as a look-up returns them. */
    Uni<Void> apply(SessionState state, UserState user, Instant now) {
        return refused(db.withTransaction(
                connection -> apply(connection, user, now).chain(() -> apply(connection, state, now))));
    }

    /** A deleted user is stored as a disabled one of whom only the id remains. */
    Uni<Void> apply(UserDeleted deleted, Instant now) {
        UserState erased = new UserState(
                deleted.subject(),
                deleted.version(),
                "",
                null,
                false,
                false,
                false,
                false,
                List.of(),
                Map.of(),
                null,
                false);
        return apply(erased, now);
    }

    private static final String TOUCH = """
            UPDATE session SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at < $3)
            """;

    /** Records that the session was used, to the minute. */
    Uni<Void> touch(UUID id, Instant now) {
        Tuple row = SqlParameters.of(id, now, now.minusSeconds(60));
        return db.preparedQuery(TOUCH).execute(row).replaceWithVoid();
    }

    private static final String END_HERE = """
            UPDATE session SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL
            """;

    /** Ends the session in this projection alone, if credentials is unreachable. */
    Uni<Void> endHere(UUID id, String reason, Instant now) {
        Tuple ended = SqlParameters.of(id, now, reason);
        return db.withTransaction(connection ->
                connection.preparedQuery(END_HERE).execute(ended).chain(() -> endGrants(connection, id, reason, now)));
    }

    private static Uni<Void> apply(SqlConnection connection, SessionState state, Instant now) {
        Tuple row = SqlParameters.of(
                UUID.fromString(state.id()),
                state.version(),
                UUID.fromString(state.subject()),
                state.cookieHash(),
                ProofsColumn.facts(state.proofs()),
                state.mfaRequired(),
                state.createdAt(),
                state.lastSeenAt(),
                state.expiresAt(),
                state.idleSeconds(),
                state.endedAt(),
                state.endReason());
        return connection
                .preparedQuery(APPLY_SESSION)
                .execute(row)
                .chain(() -> state.ended()
                        ? endGrants(connection, UUID.fromString(state.id()), String.valueOf(state.endReason()), now)
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> endGrants(SqlConnection connection, UUID session, String reason, Instant now) {
        boolean all = reason.equals(SessionState.DISABLED) || reason.equals(SessionState.REVOKED);
        return connection
                .preparedQuery(END_GRANTS_OF_SESSION)
                .execute(SqlParameters.of(session, now, reason, all))
                .chain(() -> connection.preparedQuery(QUEUE_LOGOUTS).execute(SqlParameters.of(session, now)))
                .replaceWithVoid();
    }

    private static Uni<Void> apply(SqlConnection connection, UserState user, Instant now) {
        UUID subject = UUID.fromString(user.subject());
        Tuple row = SqlParameters.of(
                subject,
                user.version(),
                user.username(),
                user.email(),
                user.emailVerified(),
                user.enabled(),
                user.requires2fa(),
                user.choseSecondFactor(),
                user.groups().toArray(String[]::new),
                new JsonObject(user.claims()).encode(),
                user.resourceId(),
                user.totpEnabled(),
                user.grantsVoidBefore(),
                now);
        return connection
                .preparedQuery(APPLY_USER)
                .execute(row)
                .chain(() -> connection.preparedQuery(END_VOID_GRANTS).execute(SqlParameters.of(subject, now)))
                .replaceWithVoid();
    }

    private static SessionProjection projected(Row row) {
        UserProjection user = new UserProjection(
                row.getUUID("subject"),
                row.getString("username"),
                Optional.ofNullable(row.getString("email")),
                row.getBoolean("enabled"),
                row.getBoolean("requires_2fa"),
                row.getBoolean("chose_second_factor"),
                Set.copyOf(List.of(row.getArrayOfStrings("groups"))));
        SsoSession ssoSession = new SsoSession(
                row.getUUID("id"), user, ProofsColumn.read(row.getString("proofs")), row.getBoolean("mfa_required"));
        return new SessionProjection(
                ssoSession,
                row.getBoolean("ended"),
                Rows.instant(row, "active_at"),
                Duration.ofSeconds(row.getLong("idle_seconds")),
                Rows.instant(row, "expires_at"));
    }
}
