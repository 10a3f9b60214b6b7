package dev.albireo.credentials.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.SignInDevice;
import dev.albireo.credentials.session.StartSession;
import dev.albireo.events.UserState;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.IdGenerator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AttemptsTest {
    @Inject
    Attempts attempts;

    @Inject
    StartSession startSession;

    @Inject
    Given given;

    @Inject
    IdGenerator ids;

    @Inject
    FixedClock clock;

    @Test
    void fifty_parallel_tries_do_not_escape_the_count() throws Exception {
        List<Budget> budget = budget(7, Duration.ofHours(1));
        assertThat(Await.inParallel(50, () -> attempts.reserve(budget)))
                .filteredOn(allowed -> allowed)
                .hasSize(7);
    }

    @Test
    void a_right_one_is_given_back() {
        List<Budget> budget = budget(1, Duration.ofHours(1));
        assertThat(Await.on(() -> attempts.reserve(budget))).isTrue();
        Await.on(() -> attempts.release(budget));
        assertThat(Await.on(() -> attempts.reserve(budget))).isTrue();
        assertThat(Await.on(() -> attempts.reserve(budget))).isFalse();
    }

    @Test
    void a_window_that_is_over_counts_no_more() {
        List<Budget> budget = budget(1, Duration.ZERO);
        assertThat(Await.on(() -> attempts.reserve(budget))).isTrue();
        assertThat(Await.on(() -> attempts.reserve(budget))).isTrue();
    }

    @Test
    void the_smaller_of_two_budgets_decides() {
        List<Budget> both = List.of(
                budget(5, Duration.ofHours(1)).getFirst(),
                budget(1, Duration.ofHours(1)).getFirst());
        assertThat(Await.on(() -> attempts.reserve(both))).isTrue();
        assertThat(Await.on(() -> attempts.reserve(both))).isFalse();
    }

    @Test
    void an_exhausted_budget_leaves_those_after_it() {
        Budget exhausted = budget(1, Duration.ofHours(1)).getFirst();
        Budget later = budget(1, Duration.ofHours(1)).getFirst();
        assertThat(Await.on(() -> attempts.reserve(List.of(exhausted)))).isTrue();
        assertThat(Await.on(() -> attempts.reserve(List.of(exhausted, later)))).isFalse();
        assertThat(Await.on(() -> attempts.reserve(List.of(later)))).isTrue();
    }

    /** A deadlock would fail one of them; the order of the keys is by chance that of the list. */
    @RepeatedTest(5)
    void parallel_tries_that_are_given_back_do_not_wait_for_each_other() throws Exception {
        List<Budget> both = List.of(
                budget(1000, Duration.ofHours(1)).getFirst(),
                budget(1000, Duration.ofHours(1)).getFirst());
        Await.inParallel(50, () -> attempts.reserve(both).call(() -> attempts.release(both)));
        for (Budget budget : both) {
            Budget one = new Budget(budget.key(), budget.owner(), 1, budget.window(), budget.maxLock(), false);
            assertThat(Await.on(() -> attempts.reserve(List.of(one))))
                    .as("none is used")
                    .isTrue();
        }
    }

    @Test
    void a_session_that_starts_gives_back_what_was_reserved_for_its_proof() {
        List<Budget> budget = budget(1, Duration.ofHours(1));
        assertThat(Await.on(() -> attempts.reserve(budget))).isTrue();
        UserState user = given.user(false);
        Await.on(() -> startSession.start(
                user,
                new Proof(AuthenticationMethod.PASSWORD, clock.instant()),
                Optional.empty(),
                new BrowserInfo(
                        Optional.empty(), BrowserCookies.NONE, "test", "192.0.2.1", () -> true, SignInDevice.NONE),
                budget));
        assertThat(Await.on(() -> attempts.reserve(budget))).isTrue();
        assertThat(Await.on(() -> attempts.reserve(budget))).isFalse();
    }

    @Test
    void a_growing_lock_doubles_each_time_up_to_its_longest() {
        Budget growing = budget(2, Duration.ofMinutes(5)).getFirst().growingTo(Duration.ofMinutes(15));
        for (int minutes : new int[] {5, 10, 15, 15}) {
            assertThat(useUp(growing)).contains(clock.instant().plus(Duration.ofMinutes(minutes)));
            clock.advance(Duration.ofMinutes(minutes));
        }
        clock.advance(Duration.ofMinutes(15));
        assertThat(useUp(growing)).contains(clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void the_last_try_of_an_account_says_until_when() {
        List<Budget> budget = List.of(budget(2, Duration.ofHours(1)).getFirst().lockingTheAccount());
        assertThat(Await.on(() -> attempts.tryReserve(budget)).lastUntil()).isEmpty();
        assertThat(Await.on(() -> attempts.tryReserve(budget)).lastUntil())
                .contains(clock.instant().plus(Duration.ofHours(1)));
        assertThat(Await.on(() -> attempts.tryReserve(budget)).allowed()).isFalse();
    }

    @Test
    void what_was_counted_of_an_account_can_be_forgotten() {
        String account = ids.next().toString();
        List<Budget> budget = List.of(budget(1, Duration.ofHours(1)).getFirst().ownedBy(account));
        Await.on(() -> attempts.reserve(budget));
        Await.on(() -> attempts.resetAccount(account));
        assertThat(Await.on(() -> attempts.reserve(budget))).isTrue();
        Await.on(() -> attempts.reset(budget));
        assertThat(Await.on(() -> attempts.reserve(budget))).isTrue();
    }

    private Optional<Instant> useUp(Budget budget) {
        while (Await.on(() -> attempts.reserve(List.of(budget)))) {
            // until none is left
        }
        return Await.on(() -> attempts.lockedUntil(List.of(budget)));
    }

    private List<Budget> budget(int tries, Duration window) {
        return List.of(Budget.of(tries, window, "test", ids.next().toString()));
    }
}
