package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class DataKeyTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DataKey KEY = DataKey.ofBase64(base64((byte) 1));

    @Test
    void what_was_sealed_can_be_opened() {
        byte[] encrypted = KEY.encrypt("secret".getBytes(UTF_8), "kid", RANDOM);

        assertThat(KEY.decrypt(encrypted, "kid")).asString(UTF_8).isEqualTo("secret");
        assertThat(new String(encrypted, UTF_8)).doesNotContain("secret");
    }

    @Test
    void the_same_text_is_never_sealed_alike() {
        assertThat(KEY.encrypt(new byte[8], "kid", RANDOM)).isNotEqualTo(KEY.encrypt(new byte[8], "kid", RANDOM));
    }

    @Test
    void another_key_context_or_byte_opens_nothing() {
        byte[] encrypted = KEY.encrypt("secret".getBytes(UTF_8), "kid", RANDOM);
        byte[] changed = encrypted.clone();
        changed[changed.length - 1] ^= 1;

        assertThatThrownBy(() -> DataKey.ofBase64(base64((byte) 2)).decrypt(encrypted, "kid"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> KEY.decrypt(encrypted, "other")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> KEY.decrypt(changed, "kid")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void its_name_tells_nothing_of_it_and_differs() {
        assertThat(KEY.id())
                .hasSize(8)
                .isNotEqualTo(DataKey.ofBase64(base64((byte) 2)).id());
        assertThat(KEY.toString()).doesNotContain(base64((byte) 1));
    }

    @Test
    void a_key_of_another_length_is_refused_without_showing_it() {
        assertThatThrownBy(() -> DataKey.ofBase64("c2hvcnQ="))
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("c2hvcnQ");
        assertThatThrownBy(() -> DataKey.ofBase64("?not base64?"))
                .hasMessageContaining("base64")
                .hasMessageNotContaining("?");
    }

    private static String base64(byte fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, fill);
        return Base64.getEncoder().encodeToString(key);
    }
}
