package dev.albireo.oauth.session;

import dev.albireo.events.SessionState;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.events.UserState;
import dev.albireo.outbox.CarriedSession;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Accesses the session and person tables: newer versions win, an end is final, dependent grants end, and clients are to be notified. */
@ApplicationScoped
class SessionProjectionStore {
    private static final int FIRST_VERSION = 1;
    private static final Comparator<SessionState> AGE =
            Comparator.comparingInt(SessionState::version).thenComparing(SessionState::lastSeenAt);

    private final Pool db;

    SessionProjectionStore(Pool db) {
        this.db = db;
    }

    private static final String USER = """
                   p.subject, p.username, p.email, p.enabled, p.requires_2fa, p.chose_second_factor, p.groups,
                   p.claims ->> 'locale' AS locale,
                   EXISTS (SELECT FROM user_group g WHERE g.id = ANY(p.groups) AND g.requires_2fa) AS group_requires_2fa
            """;

    private static final String USER_OF_SUBJECT = "SELECT " + USER + " FROM person p WHERE p.subject = $1";

    /** The placeholders are further columns, the sessions, and the hash of the cookie. */
    private static final String FOUND = """
            SELECT s.id, s.proofs::text AS proofs, s.mfa_required, s.expires_at, s.idle_seconds,
                   s.ended_at IS NOT NULL AS ended, greatest(s.last_seen_at, s.used_at) AS active_at,
            """ + USER + """
                   %s
              FROM %s s
              JOIN person p ON p.subject = s.subject
             WHERE s.cookie_hash = %s
             ORDER BY s.ended_at NULLS FIRST
             LIMIT 1
            """;

    private static final String FIND = FOUND.formatted("", "session", "$1");

    /** Returns the session of this current or former cookie, if both session and user are known here. */
    Uni<Optional<SessionProjection>> find(String cookieHash) {
        return db.preparedQuery(FIND)
                .execute(SqlParameters.of(cookieHash))
                .map(rows -> Rows.first(rows, SessionProjectionStore::projected));
    }

    /** Returns a user who is known here. */
    Uni<Optional<UserProjection>> user(UUID subject) {
        return db.preparedQuery(USER_OF_SUBJECT)
                .execute(SqlParameters.of(subject))
                .map(rows -> Rows.first(rows, SessionProjectionStore::user));
    }

    /** A state that is known already costs no write. */
    private static final String APPLY_SESSIONS = SessionStates.applying(1, """
            NOT EXISTS (SELECT FROM session k
                         WHERE k.id = n.id AND (k.version > n.version
                                OR k.version = n.version AND k.last_seen_at >= n.last_seen_at))
            """);

    private static final String APPLY_AND_FIND = "WITH applied AS (" + SessionStates.applyingCarried(1)
            + "RETURNING s.*)\n" + FOUND.formatted("", """
                    (SELECT * FROM applied
                     UNION ALL
                     SELECT * FROM session k WHERE k.cookie_hash = $14 AND NOT EXISTS (SELECT FROM applied))
                    """, "$14");

    /**
     * Returns the session as {@link #find} does, after applying the state of it that its browser carries, if its user is known here and not
     * older than when the session began.
     */
    Uni<Optional<SessionProjection>> apply(CarriedSession carried) {
        String cookieHash = carried.session().cookieHash();
        return db.preparedQuery(APPLY_AND_FIND)
                .execute(parameters(carried))
                .map(rows -> Rows.first(rows, SessionProjectionStore::projected))
                .onFailure(SessionProjectionStore::isCookieTaken)
                .recoverWithUni(() -> find(cookieHash));
    }

    private static final String FIND_CARRIED = FOUND.formatted(
            ", s.carried", """
                    (WITH carried AS (
                        SELECT n.*
                          FROM %s
                         WHERE NOT EXISTS (SELECT FROM session k WHERE k.id = n.id) AND %s)
                     SELECT n.id, n.subject, n.cookie_hash, n.proofs::jsonb AS proofs, n.mfa_required, n.expires_at,
                            n.idle_seconds, n.last_seen_at, NULL::timestamptz AS used_at,
                            coalesce(n.ended_at, (SELECT max(at) FROM restore WHERE at > n.created_at)) AS ended_at,
                            true AS carried
                       FROM carried n
                     UNION ALL
                     SELECT k.id, k.subject, k.cookie_hash, k.proofs, k.mfa_required, k.expires_at,
                            k.idle_seconds, k.last_seen_at, k.used_at, k.ended_at, false
                       FROM session k WHERE k.cookie_hash = $14 AND NOT EXISTS (SELECT FROM carried))
                    """.formatted(SessionStates.reported(1), SessionStates.userIsKnown(1)), "$14");

    /**
     * Returns the session as {@link #apply(CarriedSession)} does, without storing the first state of one: whatever follows from the session
     * stores it.
     */
    Uni<Optional<SessionProjection>> find(CarriedSession carried) {
        if (carried.session().version() > FIRST_VERSION) {
            return apply(carried);
        }
        return db.preparedQuery(FIND_CARRIED)
                .execute(parameters(carried))
                .map(rows -> Rows.first(
                        rows, row -> row.getBoolean("carried") ? projected(row).carriedAs(carried) : projected(row)));
    }

    private static Tuple parameters(CarriedSession carried) {
        return Tuple.from(SessionStates.carried(Optional.of(carried)))
                .addString(carried.session().cookieHash());
    }

    /** A separate statement after the one above: only then does it see a concurrently issued grant. */
    private static final String END_GRANTS_OF_SESSIONS = """
            UPDATE authorization_grant g SET revoked_at = $2, revoked_because = e.reason
              FROM unnest($1::uuid[], $3::text[], $4::boolean[]) AS e (session_id, reason, all_grants)
             WHERE g.session_id = e.session_id AND g.revoked_at IS NULL AND (NOT g.offline OR e.all_grants)
            """;

    private static final String QUEUE_LOGOUTS = """
            INSERT INTO logout_delivery (session_id, client_id, subject, ended_at, next_attempt_at)
            SELECT sc.session_id, sc.client_id, sc.subject, $2, $2
              FROM session_client sc
              JOIN client c ON c.id = sc.client_id AND c.enabled AND c.metadata #> '{logout,backChannelLogout}' IS NOT NULL
             WHERE sc.session_id = ANY($1)
            """ + QueuedLogout.ONCE;

    /** Applies a newer state of a session; an ended one ends its grants, and their clients are notified. */
    Uni<Void> apply(SessionState state, Instant now) {
        return apply(List.of(state), List.of(), now);
    }

    /** Applies these states in one transaction; of several states of one session or user, the newest. */
    Uni<Void> apply(List<SessionState> sessions, List<UserState> users, Instant now) {
        List<SessionState> newest = newest(sessions);
        return refused(
                users.isEmpty() && newest.stream().noneMatch(SessionState::ended)
                        ? applySessions(db, newest)
                        : db.withTransaction(connection ->
                                applyUsers(connection, users, now).chain(() -> apply(connection, newest, now))));
    }

    private static List<SessionState> newest(List<SessionState> sessions) {
        return List.copyOf(sessions.stream()
                .collect(Collectors.toMap(
                        SessionState::id, state -> state, BinaryOperator.maxBy(AGE), LinkedHashMap::new))
                .values());
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
        return failure instanceof PgException refused && SessionStates.COOKIE_ONCE.equals(refused.getConstraint());
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

    /** A deleted user has no name. */
    private static final String END_VOID_GRANTS = """
            WITH forgotten AS (
                DELETE FROM consent c USING person p
                 WHERE p.subject = $1 AND p.username = '' AND c.subject = p.subject
            )
            UPDATE authorization_grant g
               SET revoked_at = $2, revoked_because = CASE WHEN p.enabled THEN 'reset' ELSE 'disabled' END
              FROM person p
             WHERE p.subject = $1 AND g.subject = p.subject
               AND (NOT p.enabled OR g.given_at <= p.grants_void_before) AND g.revoked_at IS NULL
            """;

    /**
     * Applies a newer state of a user; a disabled one loses every grant, and one whose second factor was reset every grant issued until
     * then.
     */
    Uni<Void> apply(UserState user, Instant now) {
        return apply(List.of(), List.of(user), now);
    }

    /** Applies both at once, as a look-up returns them. */
    Uni<Void> apply(SessionState state, UserState user, Instant now) {
        return apply(List.of(state), List.of(user), now);
    }

    /** A deleted user is stored as a disabled one of whom only the id remains; their consents are deleted. */
    Uni<Void> apply(UserDeleted deleted, Instant now) {
        return apply(erased(deleted), now);
    }

    /** Returns the state of a deleted user. */
    static UserState erased(UserDeleted deleted) {
        return new UserState(
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
        return db.withTransaction(connection -> connection
                .preparedQuery(END_HERE)
                .execute(ended)
                .chain(() -> endGrants(connection, Map.of(id, reason), now)));
    }

    private static Uni<Void> apply(SqlConnection connection, List<SessionState> sessions, Instant now) {
        Map<UUID, String> ended = sessions.stream()
                .filter(SessionState::ended)
                .collect(Collectors.toMap(
                        state -> UUID.fromString(state.id()), state -> String.valueOf(state.endReason())));
        return applySessions(connection, sessions)
                .chain(() -> ended.isEmpty() ? Uni.createFrom().voidItem() : endGrants(connection, ended, now));
    }

    private static Uni<Void> applySessions(SqlClient connection, List<SessionState> sessions) {
        return sessions.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(APPLY_SESSIONS)
                        .execute(Tuple.from(SessionStates.of(sessions)))
                        .replaceWithVoid();
    }

    /** @param sessions the ended sessions, each with its reason */
    private static Uni<Void> endGrants(SqlConnection connection, Map<UUID, String> sessions, Instant now) {
        UUID[] ids = sessions.keySet().toArray(UUID[]::new);
        String[] reasons = Stream.of(ids).map(sessions::get).toArray(String[]::new);
        Boolean[] all = Stream.of(reasons)
                .map(reason -> reason.equals(SessionState.DISABLED) || reason.equals(SessionState.REVOKED))
                .toArray(Boolean[]::new);
        return connection
                .preparedQuery(END_GRANTS_OF_SESSIONS)
                .execute(SqlParameters.of(ids, now, reasons, all))
                .chain(() -> connection.preparedQuery(QUEUE_LOGOUTS).execute(SqlParameters.of(ids, now)))
                .replaceWithVoid();
    }

    /** Applies each in its turn: a user who was disabled and enabled again has lost the grants. */
    private static Uni<Void> applyUsers(SqlConnection connection, List<UserState> users, Instant now) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (UserState user : users) {
            all = all.chain(() -> apply(connection, user, now));
        }
        return all;
    }

    private static Uni<Void> apply(SqlConnection connection, UserState user, Instant now) {
        return connection
                .preparedQuery(APPLY_USER)
                .execute(row(user, now))
                .chain(() -> connection
                        .preparedQuery(END_VOID_GRANTS)
                        .execute(SqlParameters.of(UUID.fromString(user.subject()), now)))
                .replaceWithVoid();
    }

    private static Tuple row(UserState user, Instant now) {
        return SqlParameters.of(
                UUID.fromString(user.subject()),
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
    }

    private static UserProjection user(Row row) {
        return new UserProjection(
                row.getUUID("subject"),
                row.getString("username"),
                Optional.ofNullable(row.getString("email")),
                row.getBoolean("enabled"),
                row.getBoolean("requires_2fa"),
                row.getBoolean("chose_second_factor"),
                Set.copyOf(List.of(row.getArrayOfStrings("groups"))),
                row.getBoolean("group_requires_2fa"),
                Optional.ofNullable(row.getString("locale")));
    }

    private static SessionProjection projected(Row row) {
        SsoSession ssoSession = new SsoSession(
                row.getUUID("id"),
                user(row),
                ProofsColumn.read(row.getString("proofs")),
                row.getBoolean("mfa_required"));
        return new SessionProjection(
                ssoSession,
                row.getBoolean("ended"),
                Rows.instant(row, "active_at"),
                Duration.ofSeconds(row.getLong("idle_seconds")),
                Rows.instant(row, "expires_at"));
    }
}
