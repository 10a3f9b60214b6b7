package dev.albireo.credentials.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewPasswordTest {
    @Test
    void eight_to_256_characters_whatever_they_are() {
        assertThat(NewPassword.of("1234567")).isEmpty();
        assertThat(NewPassword.of("12345678")).isPresent();
        assertThat(NewPassword.of("🔑".repeat(256))).isPresent();
        assertThat(NewPassword.of("x".repeat(257))).isEmpty();
    }

    @Test
    void two_ways_to_type_a_letter_are_one_password() {
        assertThat(NewPassword.of("passa\u0308word")).isEqualTo(NewPassword.of("pass\u00e4word"));
    }

    @Test
    void it_never_shows_itself() {
        assertThat(NewPassword.of("correct horse").orElseThrow()).hasToString("[redacted]");
    }
}
