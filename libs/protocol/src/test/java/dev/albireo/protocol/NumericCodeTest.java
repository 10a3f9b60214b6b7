package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumericCodeTest {
    @Test
    void has_six_digits_also_where_the_first_are_zeros() {
        SecureRandom random = new SecureRandom();
        assertThat(IntStream.range(0, 2_000)
                        .mapToObj(i -> NumericCode.random(random).digits())
                        .toList())
                .allMatch(code -> code.matches("[0-9]{6}"))
                .anyMatch(code -> code.startsWith("0"));
    }

    @Test
    void is_compared_as_text_and_does_not_print_itself() {
        NumericCode code = new NumericCode("081804");
        assertThat(code.matches("081804")).isTrue();
        assertThat(code.matches("81804")).isFalse();
        assertThat(code.toString()).doesNotContain("081804");
    }
}
