package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Standard Webhooks, signature v1a")
class WebhookSigningKeyTest {
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);

    /** RFC 8032 section 7.1, test 1. */
    private static final String SEED = "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

    private static final String PUBLIC = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    @Test
    void the_public_part_follows_from_the_seed() {
        assertThat(WebhookSigningKey.parse(SEED).orElseThrow().publicText()).isEqualTo(PUBLIC);
        assertThat(WebhookSigningKey.parse(SEED).orElseThrow().text()).isEqualTo(SEED);
    }

    @Test
    void a_signature_covers_id_time_and_body() {
        String signature = WebhookSigningKey.parse(SEED).orElseThrow().sign("msg_1", AT, "{}");
        assertThat(signature).startsWith("v1a,");
        OctetKeyPair key = new OctetKeyPair.Builder(
                        Curve.Ed25519, Base64URL.encode(Base64.getDecoder().decode(PUBLIC.substring("whpk_".length()))))
                .build();
        byte[] bytes = Base64.getDecoder().decode(signature.substring("v1a,".length()));
        assertThat(Ed25519.verifies(key, "msg_1.1614265330.{}".getBytes(UTF_8), Base64URL.encode(bytes)))
                .isTrue();
        assertThat(Ed25519.verifies(key, "msg_2.1614265330.{}".getBytes(UTF_8), Base64URL.encode(bytes)))
                .isFalse();
    }

    @Test
    void a_new_key_is_unlike_another_and_hides_its_private_part() {
        WebhookSigningKey key = WebhookSigningKey.random(new SecureRandom());
        assertThat(key.text())
                .isNotEqualTo(WebhookSigningKey.random(new SecureRandom()).text());
        assertThat(key.toString()).doesNotContain(key.text().substring(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsk_", "whsk_AAAA", "whsk_?", "whsec_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="})
    void other_texts_are_no_keys(String text) {
        assertThat(WebhookSigningKey.parse(text)).isEmpty();
    }
}
