package dev.albireo.oauth.limit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.web.Form;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitKeyTest {
    private static final Form NOTHING = Form.of(Map.of());

    @Test
    void it_is_who_it_says_by_form_or_header() {
        String basic = "Basic " + Base64.getEncoder().encodeToString("app:secret".getBytes(UTF_8));

        assertThat(RateLimitKey.of("n", Optional.of(basic), NOTHING)).isEqualTo(new RateLimitKey("n", "app", true));
        assertThat(RateLimitKey.of("n", Optional.empty(), Form.of(Map.of("client_id", List.of("app")))))
                .isEqualTo(new RateLimitKey("n", "app", false));
        assertThat(RateLimitKey.of("n", Optional.empty(), Form.of(Map.of("client_assertion", List.of("x")))))
                .isEqualTo(new RateLimitKey("n", "", true));
        assertThat(RateLimitKey.of("n", Optional.empty(), NOTHING)).isEqualTo(new RateLimitKey("n", "", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic %%%", "Basic", "Bearer x", "Basic AAAA", ""})
    void malformed_credentials_identify_no_client(String authorization) {
        assertThat(RateLimitKey.of("n", Optional.of(authorization), NOTHING).client())
                .isEmpty();
    }

    @Test
    void an_endless_name_takes_no_memory() {
        assertThat(RateLimitKey.of("n", Optional.empty(), Form.of(Map.of("client_id", List.of("x".repeat(5000)))))
                        .key())
                .hasSizeLessThan(10);
    }
}
