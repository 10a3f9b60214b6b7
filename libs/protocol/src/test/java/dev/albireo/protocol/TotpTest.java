package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("TOTP (RFC 6238)")
class TotpTest {
    private static final TotpSecret SECRET =
            TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").orElseThrow();
    private static final Instant NOW = Instant.ofEpochSecond(1_234_567_890);
    private static final long STEP = Totp.stepAt(NOW);

    @ParameterizedTest
    @CsvSource({
        "59, '287082'",
        "1111111109, '081804'",
        "1111111111, '050471'",
        "1234567890, '005924'",
        "2000000000, '279037'",
        "20000000000, '353130'"
    })
    @DisplayName("Appendix B, the last six of eight digits, SHA-1")
    void vectors(long seconds, String code) {
        Instant at = Instant.ofEpochSecond(seconds);
        assertThat(Totp.code(SECRET, Totp.stepAt(at))).isEqualTo(code);
        assertThat(Totp.match(SECRET, code, at, 0, 0)).hasValue(Totp.stepAt(at));
    }

    @Test
    void digits_are_ascii_in_every_country() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("hi-IN-u-nu-deva"));
            assertThat(Totp.code(SECRET, STEP)).isEqualTo("005924");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Nested
    @DisplayName("the window")
    class Window {
        @ParameterizedTest
        @CsvSource({"0, 0", "1, 1", "3, 3", "3, 2", "10, 10"})
        void reaches_so_many_steps_back(int past, int age) {
            assertThat(match(Totp.code(SECRET, STEP - age), past, 0)).hasValue(STEP - age);
        }

        @ParameterizedTest
        @CsvSource({"0, 1", "1, 2", "3, 4"})
        void and_no_further(int past, int age) {
            assertThat(match(Totp.code(SECRET, STEP - age), past, 0)).isEmpty();
        }

        @Test
        void never_reaches_ahead() {
            assertThat(match(Totp.code(SECRET, STEP + 1), 10, 0)).isEmpty();
        }

        @Test
        void a_step_that_was_accepted_or_passed_over_is_over() {
            assertThat(match(Totp.code(SECRET, STEP), 3, STEP)).isEmpty();
            assertThat(match(Totp.code(SECRET, STEP - 1), 3, STEP)).isEmpty();
            assertThat(match(Totp.code(SECRET, STEP), 3, STEP - 1)).hasValue(STEP);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"005924", " 005 924 ", "005\u00a0924", "00 59 24\n"})
    void spaces_are_left_out(String submitted) {
        assertThat(match(submitted, 0, 0)).hasValue(STEP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "5924", "0059240", "00592a", "-05924", "००५९२४", "005924.0", "005-924"})
    void anything_else_is_wrong(String submitted) {
        assertThat(match(submitted, 10, 0)).isEmpty();
    }

    @Test
    void a_secret_has_160_bits_no_padding_and_a_redacted_text() {
        TotpSecret secret = TotpSecret.random(new SecureRandom());
        assertThat(secret.base32()).matches("[A-Z2-7]{32}");
        assertThat(secret).hasToString("[redacted]");
        assertThat(TotpSecret.parse(secret.base32().toLowerCase(Locale.ROOT))
                        .orElseThrow()
                        .base32())
                .isEqualTo(secret.base32());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GEZDGNBV", "GEZDGNBVGY3TQOJ1", "not base32 at all!"})
    void what_is_no_secret_is_refused(String text) {
        assertThat(TotpSecret.parse(text)).isEmpty();
    }

    private static OptionalLong match(String submitted, int past, long lastStep) {
        return Totp.match(SECRET, submitted, NOW, past, lastStep);
    }
}
