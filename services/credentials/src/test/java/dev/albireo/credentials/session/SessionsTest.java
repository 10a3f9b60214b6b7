package dev.albireo.credentials.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.session.Authentication.Anonymous;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.Authentication.Partial;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.ProblemRefusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SessionsTest {
    private static final BrowserInfo BROWSER =
            new BrowserInfo(Optional.empty(), BrowserCookies.NONE, "test", "192.0.2.1", () -> true, SignInDevice.NONE);

    @Inject
    StartSession startSession;

    @Inject
    UpgradeSession upgradeSession;

    @Inject
    EndSession endSession;

    @Inject
    ResolveAuthentication findVisitor;

    @Inject
    LookUpSession lookUp;

    @Inject
    Given given;

    @Inject
    Pool db;

    @Inject
    Clock clock;

    @Test
    void who_must_have_a_second_factor_is_here_in_part() {
        StartedSession startedSession = start(given.user(true));
        assertThat(visitor(startedSession)).isInstanceOf(Partial.class);
        assertThat(visitor(start(given.user(false)))).isInstanceOf(Full.class);
    }

    @Test
    void an_upgrade_changes_the_cookie_and_makes_the_old_one_worthless() {
        StartedSession before = start(given.user(true));
        StartedSession after = upgrade(before);
        assertThat(visitor(before)).isInstanceOf(Anonymous.class);
        assertThat(visitor(after)).isInstanceOf(Full.class);
        assertThat(after.authentication().session().version()).isEqualTo(2);
        assertThat(after.authentication().session().proofs().amr()).containsExactly("pwd", "hwk");
    }

    @Test
    void of_parallel_upgrades_of_one_session_one_wins() throws Exception {
        StartedSession before = start(given.user(true));
        List<Boolean> won = Await.inParallel(
                20,
                () -> upgradeSession
                        .upgrade(before.authentication(), proof(AuthenticationMethod.DEVICE_PASSKEY), BROWSER)
                        .map(startedSession -> true)
                        .onFailure(ProblemRefusal.class)
                        .recoverWithItem(false));
        assertThat(won).filteredOn(one -> one).hasSize(1);
    }

    @Test
    void an_ended_session_cannot_be_upgraded() {
        StartedSession startedSession = start(given.user(true));
        Await.on(() -> endSession.signOut(startedSession.authentication().session(), BROWSER));
        assertThat(Await.on(() -> upgradeSession
                        .upgrade(startedSession.authentication(), proof(AuthenticationMethod.DEVICE_PASSKEY), BROWSER)
                        .map(done -> "upgraded")
                        .onFailure(ProblemRefusal.class)
                        .recoverWithItem("refused")))
                .isEqualTo("refused");
        assertThat(visitor(startedSession)).isInstanceOf(Anonymous.class);
    }

    @Test
    void a_login_ends_the_session_that_the_browser_had() {
        UserState user = given.user(false);
        StartedSession first = start(user);
        BrowserInfo again = new BrowserInfo(
                Optional.of(first.cookie()), BrowserCookies.NONE, "test", "192.0.2.1", () -> true, SignInDevice.NONE);
        Await.on(() -> startSession.start(user, proof(AuthenticationMethod.PASSWORD), again));
        SessionState state = state(first);
        assertThat(state.endReason()).isEqualTo(SessionState.REPLACED);
        assertThat(state.version()).isEqualTo(2);
    }

    @Test
    void a_login_appends_the_end_of_the_former_session_the_start_of_the_new_one_and_its_audit_event() {
        UserState user = given.user(false);
        int before = events(user).size();
        StartedSession first = start(user);
        BrowserInfo again = new BrowserInfo(
                Optional.of(first.cookie()), BrowserCookies.NONE, "test", "192.0.2.1", () -> true, SignInDevice.NONE);
        Await.on(() -> startSession.start(user, proof(AuthenticationMethod.PASSWORD), again));
        assertThat(events(user).stream().skip(before))
                .containsExactly(
                        "albireo.SessionStarted.v1",
                        "albireo.AuditRecorded.v1",
                        "albireo.SessionEnded.v1",
                        "albireo.SessionStarted.v1",
                        "albireo.AuditRecorded.v1");
    }

    @Test
    void all_of_a_persons_sessions_end_but_one() {
        UserState user = given.user(false);
        StartedSession spared = start(user);
        StartedSession other = start(user);
        List<SessionState> ended = Await.on(() -> Panache.withTransaction(() -> endSession.endOthers(
                UUID.fromString(user.subject()),
                spared.authentication().session().id(),
                SessionState.REVOKED)));
        assertThat(ended).singleElement().satisfies(state -> {
            assertThat(state).isEqualTo(state(other));
            assertThat(state.endReason()).isEqualTo(SessionState.REVOKED);
            assertThat(state.proofs()).hasSize(1);
        });
        assertThat(visitor(spared)).isInstanceOf(Full.class);
    }

    @Test
    void ending_twice_is_no_error_and_changes_nothing() {
        StartedSession startedSession = start(given.user(false));
        UUID id = startedSession.authentication().session().id();
        LoginSession first = Await.on(() -> endSession.end(id, SessionState.LOGOUT, "service:oauth"))
                .orElseThrow();
        LoginSession second = Await.on(() -> endSession.end(id, SessionState.REVOKED, "service:oauth"))
                .orElseThrow();
        assertThat(second).isEqualTo(first);
    }

    /** Returns the types of the events about this user's sessions that the outbox has, in their order. */
    private List<String> events(UserState user) {
        return Await.on(() -> db.preparedQuery(
                        "SELECT type FROM outbox WHERE payload LIKE $1 AND type <> 'albireo.UserChanged.v1' ORDER BY id")
                .execute(SqlParameters.of("%" + user.subject() + "%"))
                .map(rows -> Rows.list(rows, row -> row.getString("type"))));
    }

    private StartedSession start(UserState user) {
        return Await.on(() -> startSession.start(user, proof(AuthenticationMethod.PASSWORD), BROWSER));
    }

    private StartedSession upgrade(StartedSession startedSession) {
        return Await.on(() -> upgradeSession.upgrade(
                startedSession.authentication(), proof(AuthenticationMethod.DEVICE_PASSKEY), BROWSER));
    }

    private Authentication visitor(StartedSession startedSession) {
        return Await.on(() -> findVisitor.of(new BrowserInfo(
                Optional.of(startedSession.cookie()),
                BrowserCookies.NONE,
                "test",
                "192.0.2.1",
                () -> true,
                SignInDevice.NONE)));
    }

    private SessionState state(StartedSession startedSession) {
        return Await.on(() -> lookUp.byCookieHash(startedSession.cookie().hash()))
                .orElseThrow()
                .session();
    }

    private Proof proof(AuthenticationMethod method) {
        return new Proof(method, clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    }
}
