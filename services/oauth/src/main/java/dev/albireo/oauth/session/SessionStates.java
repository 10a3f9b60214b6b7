package dev.albireo.oauth.session;

import static java.time.ZoneOffset.UTC;

import dev.albireo.events.SessionState;
import dev.albireo.outbox.CarriedSession;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reported states of sessions as parameters of a statement, and the {@code INSERT} that applies them to the session table. */
public final class SessionStates {
    /** The constraint that a cookie opens one active session. Two concurrent inserts of the same session may violate it for a moment. */
    public static final String COOKIE_ONCE = "session_cookie_once";

    private static final int COLUMNS = 12;

    private SessionStates() {}

    private static final String REPORTED = """
            unnest($%d::uuid[], $%d::integer[], $%d::uuid[], $%d::text[], $%d::text[], $%d::boolean[],
                   $%d::timestamptz[], $%d::timestamptz[], $%d::timestamptz[], $%d::bigint[],
                   $%d::timestamptz[], $%d::text[])
                AS n (id, version, subject, cookie_hash, proofs, mfa_required,
                      created_at, last_seen_at, expires_at, idle_seconds, ended_at, end_reason)
            """;

    /** Returns the states {@code n} as a table; {@code first} is the number of their first parameter. */
    static String reported(int first) {
        return REPORTED.formatted(
                IntStream.range(first, first + COLUMNS).boxed().toArray());
    }

    /** Returns the condition that no newer state of the user is known to exist than the one here. */
    static String userIsKnown(int first) {
        return "EXISTS (SELECT FROM person p WHERE p.subject = n.subject AND p.version >= $%d)"
                .formatted(first + COLUMNS);
    }

    /** The first placeholder is the table of states, the second a condition on the state {@code n}. */
    private static final String APPLY = """
            INSERT INTO session AS s
                   (id, version, subject, cookie_hash, proofs, mfa_required,
                    created_at, last_seen_at, expires_at, idle_seconds, ended_at, end_reason)
            SELECT n.id, n.version, n.subject, n.cookie_hash, n.proofs::jsonb, n.mfa_required,
                   n.created_at, n.last_seen_at, n.expires_at, n.idle_seconds,
                   coalesce(n.ended_at, (SELECT max(at) FROM restore WHERE at > n.created_at)),
                   coalesce(n.end_reason, (SELECT 'restored' FROM restore WHERE at > n.created_at LIMIT 1))
              FROM %s
             WHERE %s
             ORDER BY n.id
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

    /** Returns the statement that applies the states for which the condition holds. */
    static String applying(int first, String condition) {
        return APPLY.formatted(reported(first), condition);
    }

    /** Returns the statement that applies a state that a browser carries, if it is news. */
    public static String applyingCarried(int first) {
        return applying(first, """
                NOT EXISTS (SELECT FROM session k WHERE k.id = n.id AND k.version >= n.version)
                AND %s
                """.formatted(userIsKnown(first)));
    }

    /** Returns the parameters of {@link #applyingCarried}; of none, those with which it does nothing. */
    public static List<Object> carried(Optional<CarriedSession> session) {
        List<Object> parameters =
                new ArrayList<>(of(session.map(CarriedSession::session).stream().toList()));
        parameters.add(session.map(CarriedSession::userVersion).orElse(0));
        return parameters;
    }

    /** Returns a column of each member as a parameter. */
    static List<Object> of(List<SessionState> sessions) {
        return List.of(
                column(sessions, state -> UUID.fromString(state.id()), UUID[]::new),
                column(sessions, SessionState::version, Integer[]::new),
                column(sessions, state -> UUID.fromString(state.subject()), UUID[]::new),
                column(sessions, SessionState::cookieHash, String[]::new),
                column(sessions, state -> ProofsColumn.facts(state.proofs()), String[]::new),
                column(sessions, SessionState::mfaRequired, Boolean[]::new),
                column(sessions, state -> time(state.createdAt()), OffsetDateTime[]::new),
                column(sessions, state -> time(state.lastSeenAt()), OffsetDateTime[]::new),
                column(sessions, state -> time(state.expiresAt()), OffsetDateTime[]::new),
                column(sessions, SessionState::idleSeconds, Long[]::new),
                column(sessions, state -> time(state.endedAt()), OffsetDateTime[]::new),
                column(sessions, SessionState::endReason, String[]::new));
    }

    private static <T> T[] column(
            List<SessionState> sessions, Function<SessionState, @Nullable T> value, IntFunction<T[]> array) {
        return sessions.stream().map(value).toArray(array);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(UTC);
    }
}
