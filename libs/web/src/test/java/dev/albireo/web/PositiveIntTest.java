package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A setting that is a count")
class PositiveIntTest {
    private final PositiveInt counts = new PositiveInt();

    @Test
    void is_an_integer_of_at_least_one() {
        assertThat(counts.convert("1")).isOne();
        assertThat(counts.convert(" 200 ")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "", "2.5", "ten", "2147483648"})
    void is_nothing_else(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> counts.convert(value));
    }
}
