package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A secret in a JWE (RFC 7516)")
class JweKeyTest {
    private static final JweKey KEY = key(1);

    @Test
    void only_its_key_opens_it_and_only_as_what_it_is() {
        String encrypted = KEY.encrypt("{\"token\":\"081804\"}", "otp+jwe");

        assertThat(encrypted).doesNotContain("081804");
        assertThat(KEY.decrypt(encrypted, "otp+jwe")).isEqualTo("{\"token\":\"081804\"}");
        assertThatThrownBy(() -> KEY.decrypt(encrypted, "headers+jwe")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> key(2).decrypt(encrypted, "otp+jwe")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void one_changed_character_spoils_it() {
        String encrypted = KEY.encrypt("text", "otp+jwe");
        int middle = encrypted.length() - 30;
        char other = encrypted.charAt(middle) == 'A' ? 'B' : 'A';

        assertThatThrownBy(() -> KEY.decrypt(
                        encrypted.substring(0, middle) + other + encrypted.substring(middle + 1), "otp+jwe"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KEY.decrypt("no jwe", "otp+jwe")).isInstanceOf(IllegalArgumentException.class);
    }

    private static JweKey key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return JweKey.ofBase64(Base64.getEncoder().encodeToString(bytes));
    }
}
