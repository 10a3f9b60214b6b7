package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Standard Webhooks, signatures")
class WebhookSecretTest {
    @Test
    void the_published_vector() {
        WebhookSecret secret =
                WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();
        assertThat(secret.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_new_one_can_be_written_and_read_and_does_not_print_itself() {
        WebhookSecret secret = WebhookSecret.random(new SecureRandom());
        WebhookSecret read = WebhookSecret.parse(secret.text()).orElseThrow();
        assertThat(read.sign("a", Instant.EPOCH, "b")).isEqualTo(secret.sign("a", Instant.EPOCH, "b"));
        assertThat(secret).hasToString("whsec_[redacted]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "whsec_", "whsec_***", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8I"})
    void what_is_no_secret(String text) {
        assertThat(WebhookSecret.parse(text)).isEmpty();
    }
}
