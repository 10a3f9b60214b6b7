package dev.albireo.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.SecretSearch.Found;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The search for secrets in a text")
class SecretSearchTest {
    private final SecretSearch search = new SecretSearch(List.of("password1", "password12", "a long secret"));

    @Test
    void finds_each_occurrence_also_at_the_beginning_and_the_end() {
        assertThat(search.in("password1\nand a long secret"))
                .containsExactly(new Found("password1", ""), new Found("a long secret", "password1 and "));
    }

    @Test
    void finds_secrets_that_begin_alike() {
        assertThat(search.in("x=password12").map(Found::secret)).containsExactlyInAnyOrder("password1", "password12");
    }

    @Test
    void finds_nothing_in_a_part_of_a_secret_or_a_short_text() {
        assertThat(search.in("password and a long secre")).isEmpty();
        assertThat(search.in("pass")).isEmpty();
    }
}
