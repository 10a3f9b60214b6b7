package dev.albireo.credentials.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Await;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AttemptsTest {
    @Inject
    Attempts attempts;

    @Inject
    Ids ids;

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
        Await.on(() -> attempts.giveBack(budget));
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

    private List<Budget> budget(int tries, Duration window) {
        return List.of(Budget.of(tries, window, "test", ids.next().toString()));
    }
}
