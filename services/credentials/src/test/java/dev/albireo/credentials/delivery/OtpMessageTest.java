package dev.albireo.credentials.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.events.UserState;
import dev.albireo.protocol.NumericCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The body posted to a webhook")
class OtpMessageTest {
    private static final NumericCode CODE = new NumericCode("012345");

    @Test
    void says_what_is_known_and_verified() {
        assertThat(OtpMessage.of(
                        user("my-user", true, Map.of("phone_number", "+41441234567", "name", "My \"User\"")),
                        Optional.of("sms"),
                        CODE))
                .isEqualTo("{\"user\":{\"resourceType\":\"User\",\"id\":\"my-user\",\"email\":\"me@example.com\","
                        + "\"phoneNumber\":\"+41441234567\",\"userName\":\"me\",\"name\":\"My \\\"User\\\"\","
                        + "\"twoFactor\":{\"transport\":\"sms\"}},\"token\":\"012345\"}");
    }

    @Test
    void leaves_out_what_is_not() {
        assertThat(OtpMessage.of(
                        user(null, false, Map.of("phone_number", "+41", "phone_number_verified", false, "name", 7)),
                        Optional.empty(),
                        CODE))
                .isEqualTo("{\"user\":{\"resourceType\":\"User\",\"id\":\"the-subject\",\"userName\":\"me\"},"
                        + "\"token\":\"012345\"}");
    }

    @Test
    void has_one_destination_for_each_address_however_it_was_typed() {
        assertThat(OtpMessage.destinations(user(null, true, Map.of("phone_number", "+41 (44) 123-45.67"))))
                .containsExactlyInAnyOrder("email me@example.com", "phone +41441234567");
        assertThat(OtpMessage.destinations(
                        user(null, false, Map.of("phone_number", "+41", "phone_number_verified", false))))
                .isEmpty();
    }

    private static UserState user(@Nullable String resourceId, boolean verified, Map<String, Object> claims) {
        return new UserState(
                "the-subject",
                1,
                "me",
                "me@example.com",
                verified,
                true,
                false,
                true,
                List.of(),
                claims,
                resourceId,
                true);
    }
}
