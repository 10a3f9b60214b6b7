package dev.albireo.oauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartDeviceAuthorizationTest {
    @Test
    void what_a_device_calls_itself_is_one_line_without_tricks() {
        assertThat(StartDeviceAuthorization.displayable("Television/1.0 (big)")).isEqualTo("Television/1.0 (big)");
        assertThat(StartDeviceAuthorization.displayable("a\nb\tc")).isEqualTo("a b c");
        assertThat(StartDeviceAuthorization.displayable("a\u202eb")).isEqualTo("a b");
        assertThat(StartDeviceAuthorization.displayable("\u0007")).isEmpty();
    }

    @Test
    void a_long_one_is_cut_between_characters() {
        String told = StartDeviceAuthorization.displayable("\ud83d\ude00".repeat(500));

        assertThat(told.codePointCount(0, told.length())).isEqualTo(200);
        assertThat(told).endsWith("\ud83d\ude00…");
    }
}
