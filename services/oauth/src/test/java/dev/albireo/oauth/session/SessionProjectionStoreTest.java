package dev.albireo.oauth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.events.SessionState;
import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.events.UserState;
import dev.albireo.oauth.session.SessionProjection.SessionStatus;
import dev.albireo.outbox.CarriedSession;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.ProblemRefusal;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SessionProjectionStoreTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Inject
    SessionProjectionStore store;

    @Inject
    Pool db;

    private final String subject = UUID.randomUUID().toString();
    private final String id = UUID.randomUUID().toString();

    @Test
    void a_session_is_found_by_its_current_cookie_alone() {
        apply(user(1, true));
        apply(session(1, "c1" + id, false));
        apply(session(2, "c2" + id, false));

        assertThat(find("c1" + id)).isEmpty();
        assertThat(find("c2" + id)).hasValueSatisfying(found -> {
            assertThat(found.ssoSession().sessionId()).hasToString(id);
            assertThat(found.ssoSession().user().username()).isEqualTo("alice1");
            assertThat(found.ssoSession().proofs().amr()).containsExactly("pwd");
        });
    }

    @Test
    void a_cookie_opens_one_live_session() {
        apply(user(1, true));
        apply(session(1, "same" + id, false));
        SessionState other = new SessionState(
                UUID.randomUUID().toString(),
                1,
                subject,
                "same" + id,
                List.of(new ProofFact("pwd", NOW)),
                false,
                NOW,
                NOW,
                NOW.plusSeconds(43_200),
                3600,
                null,
                null);

        assertThatThrownBy(() -> apply(other)).isInstanceOf(ProblemRefusal.class);
        assertThat(find("same" + id))
                .hasValueSatisfying(
                        found -> assertThat(found.ssoSession().sessionId()).hasToString(id));
        apply(session(2, "same" + id, true));
        apply(other);
    }

    /** A new session arrives by command, event and look-up at about the same time. */
    @Test
    void concurrent_first_reports_of_a_session_are_one_session() {
        apply(user(1, true));
        for (int round = 0; round < 50; round++) {
            SessionState first = new SessionState(
                    UUID.randomUUID().toString(),
                    1,
                    subject,
                    "first" + round + id,
                    List.of(new ProofFact("pwd", NOW)),
                    false,
                    NOW,
                    NOW,
                    NOW.plusSeconds(43_200),
                    3600,
                    null,
                    null);
            Uni.join()
                    .all(Collections.nCopies(8, first).stream()
                            .map(state -> store.apply(state, NOW))
                            .toList())
                    .andFailFast()
                    .await()
                    .atMost(LIMIT);
            assertThat(find("first" + round + id)).isPresent();
        }
    }

    @Test
    void an_older_state_changes_nothing() {
        apply(user(2, true));
        apply(user(1, false));
        apply(session(2, "new" + id, false));
        apply(session(1, "old" + id, false));

        assertThat(find("old" + id)).isEmpty();
        assertThat(find("new" + id))
                .hasValueSatisfying(
                        found -> assertThat(found.ssoSession().user().enabled()).isTrue());
    }

    @Test
    void a_declared_group_of_the_user_requires_a_second_factor_or_not() {
        apply(new UserState(
                subject, 1, "bob", null, false, true, false, false, List.of("other", id), Map.of(), null, false));
        apply(session(1, "c" + id, false));
        assertThat(groupRequires2fa()).isFalse();

        group(1, true);
        assertThat(groupRequires2fa()).isTrue();
        group(2, false);
        assertThat(groupRequires2fa()).isFalse();
    }

    private boolean groupRequires2fa() {
        return find("c" + id).orElseThrow().ssoSession().user().groupRequires2fa();
    }

    private void group(int version, boolean requires2fa) {
        db.preparedQuery("""
                        INSERT INTO user_group VALUES ($1, $2, $3)
                        ON CONFLICT (id) DO UPDATE SET version = $2, requires_2fa = $3
                        """)
                .execute(Tuple.of(id, version, requires2fa))
                .await()
                .atMost(LIMIT);
    }

    @Test
    void a_session_without_its_user_is_not_known() {
        apply(session(1, "c" + id, false));

        assertThat(find("c" + id)).isEmpty();
    }

    @RepeatedTest(10)
    void an_ended_session_stays_ended_in_whatever_order_things_arrive(RepetitionInfo turn) {
        List<SessionState> states = new ArrayList<>(
                List.of(session(1, "c" + id, false), session(2, "c" + id, false), session(3, "c" + id, true)));
        Collections.shuffle(states, new Random(turn.getCurrentRepetition()));
        apply(user(1, true));

        states.forEach(this::apply);

        assertThat(find("c" + id))
                .hasValueSatisfying(found -> assertThat(found.ended()).isTrue());
    }

    @Test
    void what_ended_here_alone_is_not_revived_by_a_newer_state() {
        apply(user(1, true));
        apply(session(1, "c" + id, false));
        store.endHere(UUID.fromString(id), SessionState.LOGOUT, NOW).await().atMost(LIMIT);
        apply(session(2, "c" + id, false));

        assertThat(find("c" + id))
                .hasValueSatisfying(found -> assertThat(found.ended()).isTrue());
    }

    @Test
    void the_same_version_seen_later_counts_as_use() {
        apply(user(1, true));
        apply(session(1, "c" + id, false));
        SessionState seen = seenAt(session(1, "c" + id, false), NOW.plusSeconds(500));
        apply(seen);

        assertThat(find("c" + id))
                .hasValueSatisfying(found -> assertThat(found.activeAt()).isEqualTo(NOW.plusSeconds(500)));
    }

    @Test
    void use_here_is_noted_to_the_minute() {
        apply(user(1, true));
        apply(session(1, "c" + id, false));
        touch(NOW.plusSeconds(100));
        touch(NOW.plusSeconds(130));
        assertThat(find("c" + id))
                .hasValueSatisfying(found -> assertThat(found.activeAt()).isEqualTo(NOW.plusSeconds(100)));

        touch(NOW.plusSeconds(161));
        assertThat(find("c" + id))
                .hasValueSatisfying(found -> assertThat(found.activeAt()).isEqualTo(NOW.plusSeconds(161)));
    }

    @Test
    void of_a_deleted_user_nothing_is_left_but_the_id() {
        apply(user(1, true));
        apply(session(1, "c" + id, false));
        consent(subject);
        String other = UUID.randomUUID().toString();
        consent(other);
        store.apply(new UserDeleted(subject, 2, NOW), NOW).await().atMost(LIMIT);
        apply(user(1, true));

        assertThat(consents(subject)).isZero();
        assertThat(consents(other)).as("of another user").isOne();

        assertThat(find("c" + id)).hasValueSatisfying(found -> {
            assertThat(found.ssoSession().user().enabled()).isFalse();
            assertThat(found.ssoSession().user().username()).isEmpty();
            assertThat(found.ssoSession().user().email()).isEmpty();
        });
    }

    private void consent(String user) {
        db.query("INSERT INTO consent (client_id, subject, scopes, granted_at) SELECT id, '" + user
                        + "', '{openid}', now() FROM client LIMIT 1")
                .execute()
                .await()
                .atMost(LIMIT);
    }

    private long consents(String user) {
        return db.query("SELECT count(*) FROM consent WHERE subject = '" + user + "'")
                .execute()
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void a_session_from_before_a_restore_is_over_however_it_is_told() {
        db.query("INSERT INTO restore VALUES ('2019-01-01T00:00:00Z', now()) ON CONFLICT (at) DO NOTHING")
                .execute()
                .await()
                .atMost(LIMIT);
        apply(user(1, true));
        SessionState lost = session(1, "c" + id, false);
        apply(new SessionState(
                id,
                1,
                subject,
                lost.cookieHash(),
                lost.proofs(),
                false,
                Instant.parse("2018-12-31T23:00:00Z"),
                NOW,
                lost.expiresAt(),
                3600,
                null,
                null));

        assertThat(find("c" + id))
                .hasValueSatisfying(found -> assertThat(found.ended()).isTrue());
    }

    @Test
    void a_session_that_its_browser_carries_is_found_at_once() {
        apply(user(2, true));

        assertThat(carried(session(1, "c" + id, false), 2)).hasValueSatisfying(found -> {
            assertThat(found.ssoSession().sessionId()).hasToString(id);
            assertThat(found.ssoSession().user().username()).isEqualTo("alice2");
            assertThat(found.ssoSession().carried()).isPresent();
            assertThat(found.ended()).isFalse();
        });
        assertThat(find("c" + id)).as("nothing was stored").isEmpty();
        assertThat(carried(session(2, "c" + id, false), 2))
                .as("a later state")
                .hasValueSatisfying(
                        found -> assertThat(found.ssoSession().carried()).isEmpty());
        assertThat(find("c" + id)).isPresent();
    }

    @Test
    void a_session_that_its_browser_carries_is_stored_where_the_next_step_does_not_carry_it() {
        apply(user(1, true));
        var state = new CarriedSession(session(1, "c" + id, false), 1, NOW);

        assertThat(store.apply(state).await().atMost(LIMIT)).isPresent();

        assertThat(find("c" + id)).isPresent();
        assertThat(store.find(state).await().atMost(LIMIT))
                .hasValueSatisfying(
                        found -> assertThat(found.ssoSession().carried()).isEmpty());
    }

    @Test
    void a_session_that_its_browser_carries_from_before_a_restore_has_ended() {
        apply(user(1, true));
        db.query("INSERT INTO restore VALUES ('2019-01-01T00:00:00Z', now()) ON CONFLICT (at) DO NOTHING")
                .execute()
                .await()
                .atMost(LIMIT);
        SessionState state = session(1, "c" + id, false);
        var old = new SessionState(
                id,
                1,
                subject,
                state.cookieHash(),
                state.proofs(),
                false,
                Instant.parse("2018-12-31T23:00:00Z"),
                NOW,
                state.expiresAt(),
                3600,
                null,
                null);

        assertThat(carried(old, 1))
                .hasValueSatisfying(found -> assertThat(found.ended()).isTrue());
    }

    @Test
    void what_a_browser_carries_replaces_no_newer_state() {
        apply(user(1, true));
        apply(session(2, "c" + id, true));
        assertThat(carried(session(1, "c" + id, false), 1))
                .hasValueSatisfying(found -> assertThat(found.ended()).isTrue());

        store.endHere(UUID.fromString(id), SessionState.LOGOUT, NOW).await().atMost(LIMIT);
        assertThat(carried(session(3, "c" + id, false), 1))
                .hasValueSatisfying(found -> assertThat(found.ended()).isTrue());
    }

    @Test
    void of_a_session_whose_user_is_unknown_or_older_here_credentials_must_be_asked() {
        assertThat(carried(session(1, "c" + id, false), 1)).isEmpty();
        apply(user(1, true));
        assertThat(carried(session(1, "c" + id, false), 2)).isEmpty();
        assertThat(find("c" + id)).as("nothing was stored").isEmpty();
    }

    @Test
    void a_disabled_user_has_no_session_that_is_live() {
        apply(user(2, false));
        assertThat(carried(session(1, "c" + id, false), 1))
                .hasValueSatisfying(found -> assertThat(found.status(NOW)).isEqualTo(SessionStatus.ENDED));
    }

    @Test
    void a_batch_is_applied_as_its_events_one_by_one() {
        UUID other = UUID.randomUUID();
        store.apply(
                        List.of(
                                session(1, "c1" + id, false),
                                new SessionState(
                                        other.toString(),
                                        1,
                                        subject,
                                        "o" + id,
                                        List.of(new ProofFact("pwd", NOW)),
                                        false,
                                        NOW,
                                        NOW,
                                        NOW.plusSeconds(43_200),
                                        3600,
                                        null,
                                        null),
                                session(2, "c2" + id, false),
                                session(3, "c2" + id, true)),
                        List.of(user(1, true), user(2, true)),
                        NOW)
                .await()
                .atMost(LIMIT);

        assertThat(find("c1" + id)).isEmpty();
        assertThat(find("c2" + id))
                .hasValueSatisfying(found -> assertThat(found.ended()).isTrue());
        assertThat(find("o" + id))
                .hasValueSatisfying(found ->
                        assertThat(found.ssoSession().user().username()).isEqualTo("alice2"));
    }

    private Optional<SessionProjection> carried(SessionState state, int userVersion) {
        return store.find(new CarriedSession(state, userVersion, NOW)).await().atMost(LIMIT);
    }

    private Optional<SessionProjection> find(String cookieHash) {
        return store.find(cookieHash).await().atMost(LIMIT);
    }

    private void touch(Instant at) {
        store.touch(UUID.fromString(id), at).await().atMost(LIMIT);
    }

    private void apply(SessionState state) {
        store.apply(state, NOW).await().atMost(LIMIT);
    }

    private void apply(UserState user) {
        store.apply(user, NOW).await().atMost(LIMIT);
    }

    private UserState user(int version, boolean enabled) {
        return new UserState(
                subject,
                version,
                "alice" + version,
                "a@example.org",
                true,
                enabled,
                false,
                false,
                List.of("g", "g"),
                Map.of("address", Map.of("country", "FR")),
                null,
                false);
    }

    private SessionState session(int version, String cookieHash, boolean ended) {
        return new SessionState(
                id,
                version,
                subject,
                cookieHash,
                List.of(new ProofFact("pwd", NOW)),
                false,
                NOW,
                NOW,
                NOW.plusSeconds(43_200),
                3600,
                ended ? NOW : null,
                ended ? SessionState.LOGOUT : null);
    }

    private static SessionState seenAt(SessionState state, Instant at) {
        return new SessionState(
                state.id(),
                state.version(),
                state.subject(),
                state.cookieHash(),
                state.proofs(),
                state.mfaRequired(),
                state.createdAt(),
                at,
                state.expiresAt(),
                state.idleSeconds(),
                null,
                null);
    }
}
