package dev.albireo.credentials.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.events.UserState;
import dev.albireo.protocol.TotpSecret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OtpAuthUriTest {
    private static final TotpSecret SECRET =
            TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").orElseThrow();

    @Test
    void a_person_is_called_by_address_else_resource_id_else_name() {
        assertThat(OtpAuthUri.of("Demo", user("test@test.com", "my-user"), SECRET))
                .isEqualTo("otpauth://totp/Demo:test%40test.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Demo");
        assertThat(OtpAuthUri.of("my-app", user(null, "my-user"), SECRET)).startsWith("otpauth://totp/my-app:my-user?");
        assertThat(OtpAuthUri.of("my-app", user(null, null), SECRET)).startsWith("otpauth://totp/my-app:alice?");
    }

    @Test
    void what_is_no_plain_character_is_percent_encoded() {
        assertThat(OtpAuthUri.of("Ein Büro & Co", user(null, null), SECRET))
                .startsWith("otpauth://totp/Ein%20B%C3%BCro%20%26%20Co:alice?")
                .endsWith("&issuer=Ein%20B%C3%BCro%20%26%20Co");
    }

    @Test
    void the_label_has_one_colon_whatever_the_parts_hold() {
        assertThat(OtpAuthUri.of("Shop: EU", user(null, "@kim:matrix.example"), SECRET))
                .startsWith("otpauth://totp/Shop_%20EU:%40kim_matrix.example?")
                .endsWith("&issuer=Shop_%20EU");
    }

    private static UserState user(@Nullable String email, @Nullable String resourceId) {
        return new UserState(
                "subject", 1, "alice", email, false, true, false, false, List.of(), Map.of(), resourceId, false);
    }
}
