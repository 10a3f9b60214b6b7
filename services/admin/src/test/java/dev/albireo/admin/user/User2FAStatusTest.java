package dev.albireo.admin.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.albireo.admin.user.CredentialsUserClient.TwoFactorBody;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("user2faStatus")
class User2FAStatusTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Test
    void credentials_may_say_nothing_of_authenticators_yet() {
        User2FAStatus status = status(
                "{\"username\":\"a\",\"subject\":\"s\",\"requires2fa\":true,\"passkeyCount\":1,\"passkeyEnrolledAt\":\"2026-11-22T10:00:00Z\"}");

        assertThat(status.passkeyEnrolled()).isTrue();
        assertThat(status.totpEnabled()).isFalse();
        assertThat(status.totpEnabledAt()).isNull();
        assertThat(status.recoveryCodesLeft()).isZero();
    }

    @Test
    void authenticators_recovery_codes_and_locks_are_told() {
        User2FAStatus status = status(
                "{\"username\":\"a\",\"subject\":\"s\",\"totpEnabled\":true,\"totpEnabledAt\":\"2026-11-22T10:00:00Z\",\"recoveryCodesLeft\":9,\"lockedUntil\":\"2026-11-22T11:00:00Z\",\"factorResetAt\":\"2026-11-25T10:00:00Z\"}");

        assertThat(status.totpEnabled()).isTrue();
        assertThat(status.totpEnabledAt()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(status.recoveryCodesLeft()).isEqualTo(9);
        assertThat(status.lockedUntil()).isEqualTo("2026-11-22T11:00:00Z");
        assertThat(status.factorResetAt()).isEqualTo("2026-11-25T10:00:00Z");
    }

    private static User2FAStatus status(String json) {
        try {
            return User2FAStatus.of(JSON.readValue(json, TwoFactorBody.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
