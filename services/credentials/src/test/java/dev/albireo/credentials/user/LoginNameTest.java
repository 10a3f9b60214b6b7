package dev.albireo.credentials.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"alice", "Alice", " ALICE ", "ａｌｉｃｅ"})
    void one_name_however_it_is_typed(String submitted) {
        assertThat(LoginName.of(submitted)).contains(new LoginName("alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u0000b", "a\nb", "a\u202eb", "\ud800"})
    void what_no_account_can_be_called(String submitted) {
        assertThat(LoginName.of(submitted)).isEmpty();
    }

    @Test
    void too_long_is_no_login_name() {
        assertThat(LoginName.of("x".repeat(255))).isEmpty();
        assertThat(LoginName.of("x".repeat(100_000))).isEmpty();
    }
}
