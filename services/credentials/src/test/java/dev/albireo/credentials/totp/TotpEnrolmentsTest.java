package dev.albireo.credentials.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.SignInDevice;
import dev.albireo.credentials.session.StartSession;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.UserState;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.protocol.Totp;
import dev.albireo.protocol.TotpSecret;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.ProblemRefusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TotpEnrolmentsTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @Inject
    TotpEnrolments enrolments;

    @Inject
    TotpStore store;

    @Inject
    TotpSecrets secrets;

    @Inject
    StartSession startSession;

    @Inject
    Users users;

    @Inject
    Given given;

    @Inject
    FixedClock clock;

    @Test
    void of_fifty_parallel_uses_of_a_code_one_wins() throws Exception {
        UUID subject = enabled();
        String code = code(0);
        assertThat(Await.inParallel(50, () -> enrolments.consume(subject, code, Optional.empty())))
                .filteredOn(won -> won)
                .hasSize(1);
    }

    @Test
    void an_older_code_is_over_when_a_newer_one_was_used() {
        UUID subject = enabled();
        assertThat(spend(subject, code(0))).isTrue();
        assertThat(spend(subject, code(-1))).isFalse();
        clock.advance(Duration.ofSeconds(30));
        assertThat(spend(subject, code(0))).isTrue();
    }

    @Test
    void one_past_code_is_good_by_default_and_none_to_come() {
        assertThat(spend(enabled(), code(-1))).isTrue();
        assertThat(spend(enabled(), code(-2))).isFalse();
        assertThat(spend(enabled(), code(1))).isFalse();
    }

    @Test
    void the_current_code_says_whether_it_was_used() {
        UUID subject = enabled();
        assertThat(current(subject)).hasValueSatisfying(now -> {
            assertThat(now.code()).isEqualTo(code(0));
            assertThat(now.used()).isFalse();
            assertThat(now).asString().doesNotContain(now.code());
        });
        spend(subject, code(0));
        assertThat(current(subject)).map(CurrentCode::used).contains(true);
    }

    @Test
    void a_pending_one_is_no_factor() {
        UUID subject = newSubject();
        UUID session = sessionOf(subject);
        String secret = Await.on(() -> secrets.begin(session, subject)).base32();
        assertThat(current(subject)).isEmpty();
        TotpSecret parsed = TotpSecret.parse(secret).orElseThrow();
        assertThat(spend(subject, Totp.code(parsed, Totp.stepAt(clock.instant()))))
                .isFalse();
    }

    @Test
    void what_is_removed_is_erased_and_begins_anew() {
        UUID subject = enabled();
        Await.on(() -> Panache.withTransaction(() -> enrolments.remove(subject)));
        assertThat(Await.on(() -> store.of(subject))).isEmpty();
    }

    @Test
    void what_waits_belongs_to_one_session_for_ten_minutes_and_is_new_at_each_start() {
        UUID subject = newSubject();
        UUID session = sessionOf(subject);
        String first = Await.on(() -> secrets.begin(session, subject)).base32();
        String second = Await.on(() -> secrets.begin(session, subject)).base32();
        assertThat(second).isNotEqualTo(first);
        assertThat(waiting(session, subject)).contains(second);
        assertThat(waiting(sessionOf(subject), subject)).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        assertThat(waiting(session, subject)).isEmpty();
    }

    @Test
    void what_waits_is_gone_with_a_reset() {
        UUID subject = newSubject();
        UUID session = sessionOf(subject);
        Await.on(() -> secrets.begin(session, subject));
        Await.on(() -> Panache.withTransaction(() -> enrolments.remove(subject)));
        assertThat(waiting(session, subject)).isEmpty();
    }

    private Optional<String> waiting(UUID session, UUID subject) {
        return Await.on(() -> secrets.pending(session, subject))
                .map(pending -> pending.secret().base32());
    }

    /** Returns a new session of the user. */
    private UUID sessionOf(UUID subject) {
        UserState user = Await.on(() -> users.bySubject(subject)).orElseThrow();
        return Await.on(() -> startSession.start(
                        user,
                        new Proof(AuthenticationMethod.PASSWORD, clock.instant()),
                        new BrowserInfo(
                                Optional.empty(),
                                BrowserCookies.NONE,
                                "test",
                                "192.0.2.1",
                                () -> true,
                                SignInDevice.NONE)))
                .authentication()
                .session()
                .id();
    }

    @Test
    void a_known_secret_set_again_does_not_make_a_used_code_good() {
        UUID subject = enabled();
        assertThat(spend(subject, code(0))).isTrue();
        set(subject, SECRET);
        assertThat(spend(subject, code(0))).isFalse();
    }

    @Test
    void what_is_no_secret_is_refused() {
        assertThatThrownBy(() -> set(newSubject(), "0189")).isInstanceOf(ProblemRefusal.class);
    }

    private UUID enabled() {
        UUID subject = newSubject();
        set(subject, SECRET);
        return subject;
    }

    private UUID newSubject() {
        return UUID.fromString(given.user(false).subject());
    }

    private void set(UUID subject, String secret) {
        Await.on(() -> Panache.withTransaction(() -> enrolments.set(subject, secret)));
    }

    private boolean spend(UUID subject, String code) {
        return Await.on(() -> enrolments.consume(subject, code, Optional.empty()));
    }

    private Optional<CurrentCode> current(UUID subject) {
        return Await.on(() -> enrolments.current(subject, clock.instant()));
    }

    private String code(int steps) {
        return Totp.code(TotpSecret.parse(SECRET).orElseThrow(), Totp.stepAt(clock.instant()) + steps);
    }
}
