package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A data key can be replaced")
class DataKeysTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void an_earlier_key_still_opens_and_no_longer_seals() {
        EncryptedValue old = DataKeys.ofBase64(key(1), List.of()).encrypt("secret".getBytes(UTF_8), "alice", RANDOM);
        DataKeys rotated = DataKeys.ofBase64(key(2), List.of(key(1)));

        assertThat(rotated.decrypt(old, "alice")).asString(UTF_8).isEqualTo("secret");
        assertThat(rotated.currentId()).isNotEqualTo(old.keyId());
        assertThat(rotated.encrypt(new byte[1], "alice", RANDOM).keyId()).isEqualTo(rotated.currentId());
    }

    @Test
    void a_key_that_is_gone_opens_nothing() {
        EncryptedValue old = DataKeys.ofBase64(key(1), List.of()).encrypt("secret".getBytes(UTF_8), "alice", RANDOM);

        assertThatThrownBy(() -> DataKeys.ofBase64(key(2), List.of()).decrypt(old, "alice"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(old.keyId());
    }

    private static String key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
