package dev.albireo.credentials.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.testkit.ForeignPasswords;
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
    void a_hash_is_no_password() {
        assertThat(ForeignPasswords.all())
                .allSatisfy(foreign -> assertThat(NewPassword.of(foreign.hash()))
                        .as(foreign.name())
                        .isEmpty());
        assertThatThrownBy(() -> NewPassword.require("{SSHA}k2vOS9zDZwkPZ4ytjenx1i3vdpDLmRNC", "password", "password"))
                .hasMessageContaining("password must not be a password hash")
                .hasMessageNotContaining("k2vOS9");
        assertThatThrownBy(() -> NewPassword.require("short", "the new password", "password"))
                .hasMessage("the new password must have 8 to 256 characters");
    }

    @Test
    void it_never_shows_itself() {
        assertThat(NewPassword.of("correct horse").orElseThrow()).hasToString("[redacted]");
    }
}
