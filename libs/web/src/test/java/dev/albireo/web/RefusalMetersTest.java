package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.OAuthError;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The counters of error responses")
class RefusalMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RefusalMeters meters = new RefusalMeters(registry);

    @Test
    void every_problem_is_there_before_it_is_met() {
        for (Problem problem : Problem.values()) {
            assertThat(problems(problem)).isZero();
        }
    }

    @Test
    void a_problem_counts_for_itself_alone() {
        meters.problem(Problem.FORBIDDEN);
        assertThat(problems(Problem.FORBIDDEN)).isEqualTo(1);
        assertThat(problems(Problem.NOT_FOUND)).isZero();
    }

    @Test
    void an_expected_error_is_there_before_it_is_met() {
        meters.expect("/token", Set.of(OAuthError.INVALID_GRANT));
        assertThat(refusals("invalid_grant")).isZero();
        meters.oauth("/token", OAuthError.INVALID_GRANT);
        assertThat(refusals("invalid_grant")).isEqualTo(1);
    }

    @Test
    void an_unexpected_error_is_counted() {
        meters.oauth("/token", OAuthError.SERVER_ERROR);
        assertThat(refusals("server_error")).isEqualTo(1);
    }

    private double problems(Problem problem) {
        return registry.get("albireo.problems")
                .tag("problem", problem.slug())
                .counter()
                .count();
    }

    private double refusals(String error) {
        return registry.get("albireo.refusals")
                .tags("endpoint", "/token", "error", error)
                .counter()
                .count();
    }
}
