package dev.albireo.credentials.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.SignInDevice;
import dev.albireo.credentials.session.StartSession;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.UserState;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.BrowserCookies;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RecoveryCodesTest {
    @Inject
    RecoveryCodes codes;

    @Inject
    StartSession startSession;

    @Inject
    Users users;

    @Inject
    Given given;

    @Inject
    FixedClock clock;

    @Test
    void there_are_ten_of_80_bits() {
        List<String> shown = renew(newSubject());
        assertThat(shown)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));
    }

    @Test
    void of_fifty_parallel_uses_of_one_code_one_wins() throws Exception {
        UUID subject = newSubject();
        String code = renew(subject).getFirst();
        assertThat(Await.inParallel(50, () -> codes.consume(subject, code)))
                .filteredOn(won -> won)
                .hasSize(1);
    }

    @Test
    void new_ones_void_the_old_ones() {
        UUID subject = newSubject();
        String old = renew(subject).getFirst();
        String good = renew(subject).getFirst();
        assertThat(spend(subject, old)).isFalse();
        assertThat(spend(subject, good)).isTrue();
    }

    @Test
    void anothers_code_is_none() {
        String code = renew(newSubject()).getFirst();
        assertThat(spend(newSubject(), code)).isFalse();
    }

    @Test
    void a_code_may_be_typed_as_people_type() {
        UUID subject = newSubject();
        String code = renew(subject).getFirst();
        assertThat(spend(
                        subject,
                        " " + code.toLowerCase(Locale.ROOT).replace('-', ' ').replace('o', '0')))
                .isTrue();
        assertThat(spend(subject, "")).isFalse();
        assertThat(spend(subject, "x".repeat(10_000))).isFalse();
    }

    @Test
    void they_are_issued_where_none_is_left_and_not_again() {
        UUID subject = newSubject();
        UUID session = sessionOf(subject);
        assertThat(Await.on(() -> Panache.withTransaction(() -> codes.issueWhereNoneIsLeft(subject, session)))
                        .list())
                .hasSize(10);
        assertThat(Await.on(() -> Panache.withTransaction(() -> codes.issueWhereNoneIsLeft(subject, session)))
                        .list())
                .isEmpty();
    }

    private UUID newSubject() {
        return UUID.fromString(given.user(false).subject());
    }

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

    private List<String> renew(UUID subject) {
        UUID session = sessionOf(subject);
        return Await.on(() -> Panache.withTransaction(() -> codes.renew(subject, session)))
                .list();
    }

    private boolean spend(UUID subject, String code) {
        return Await.on(() -> codes.consume(subject, code));
    }
}
