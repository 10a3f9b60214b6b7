package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Keys of which one encrypts and all decrypt")
class JweKeysTest {
    private final JweKeys before = JweKeys.ofBase64(key(1), List.of());
    private final JweKeys rotated = JweKeys.ofBase64(key(2), List.of(key(1)));
    private final String encrypted = before.encrypt("plain", "otp+jwe");

    @Test
    void what_an_earlier_key_encrypted_is_decrypted_and_outdated() {
        assertThat(rotated.decrypt(encrypted, "otp+jwe")).isEqualTo("plain");
        assertThat(rotated.isOutdated(encrypted)).isTrue();
        assertThat(rotated.isOutdated(rotated.encrypt("plain", "otp+jwe"))).isFalse();
    }

    @Test
    void what_another_key_encrypted_is_not() {
        assertThatThrownBy(() -> JweKeys.ofBase64(key(2), List.of()).decrypt(encrypted, "otp+jwe"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rotated.decrypt("not a JWE", "otp+jwe")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rotated.decrypt(encrypted, "webhook+jwe"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String key(int filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
