package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8628 section 6.1: user codes")
class UserCodeTest {
    @Test
    void eight_letters_that_spell_nothing_in_two_groups() {
        for (int i = 0; i < 100; i++) {
            assertThat(UserCode.random(new SecureRandom()).formatted())
                    .matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"WDJBMJHT", "WDJB-MJHT", "wdjb mjht", " w-d-j-b-m-j-h-t ", "WDJB\u2011MJHT", "wdjb\u00a0mjht"})
    void however_it_is_typed_it_is_the_same(String submitted) {
        assertThat(UserCode.parse(submitted)).contains(new UserCode("WDJBMJHT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "WDJBMJH", "WDJBMJHTT", "WDJBMJHA", "WDJBMJH1", "WDJBMJH'", "WDJB/MJHT"})
    void anything_else_is_none(String submitted) {
        assertThat(UserCode.parse(submitted)).isEmpty();
    }

    @Test
    void an_endless_text_is_none() {
        assertThat(UserCode.parse("WDJB" + "-".repeat(100) + "MJHT")).isEmpty();
    }

    @Test
    void it_ends_in_no_log() {
        assertThat(new UserCode("WDJBMJHT").toString()).doesNotContain("WDJB");
    }
}
