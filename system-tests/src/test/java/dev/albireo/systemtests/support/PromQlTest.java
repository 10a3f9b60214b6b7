package dev.albireo.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.PromQl.Matching;
import dev.albireo.systemtests.support.PromQl.Selector;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The names in a PromQL expression")
class PromQlTest {
    @Test
    void functions_and_numbers_are_no_metrics() {
        assertThat(metrics("histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m]))) > 1e3"))
                .containsExactly("a_bucket");
    }

    @Test
    void words_between_metrics_are_none() {
        assertThat(metrics("a unless b >= 0 and on (x) c offset 1d or vector(1)"))
                .containsExactly("a", "b", "c");
    }

    @Test
    void a_range_and_a_text_are_no_metrics() {
        assertThat(metrics("rate(a{x=\"b and c\"}[$__rate_interval])")).containsExactly("a");
    }

    @Test
    void labels_of_a_selector_are_found_with_what_they_must_be() {
        assertThat(PromQl.of("a{x=\"1\", y!~\"b|c\"} / b").selectors())
                .containsExactly(
                        new Selector("a", List.of(new Matching("x", "=", "1"), new Matching("y", "!~", "b|c"))),
                        new Selector("b", List.of()));
    }

    @Test
    void labels_that_are_grouped_by_are_found_wherever_they_stand() {
        assertThat(PromQl.of("sum by (x, y) (a) / on (z) group_left (w) sum(b) by (v)")
                        .grouping())
                .containsExactlyInAnyOrder("x", "y", "z", "w", "v");
    }

    @Test
    void a_condition_is_met_as_in_PromQL() {
        assertThat(new Matching("x", "=~", "a|b").meets("b")).isTrue();
        assertThat(new Matching("x", "=~", "a").meets("ab")).isFalse();
        assertThat(new Matching("x", "!=", "a").meets("a")).isFalse();
        assertThat(new Matching("x", "!~", "a").meets("b")).isTrue();
    }

    private static List<String> metrics(String expression) {
        return PromQl.of(expression).selectors().stream().map(Selector::metric).toList();
    }
}
