package dev.albireo.credentials.reset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.events.UserState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResetLinkTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final UUID SUBJECT = UUID.fromString("018f3c2e-0000-7000-8000-000000000001");
    private static final ResetLink LINK = new ResetLink(SUBJECT, 3, NOW);

    @Test
    void a_link_opens_the_account_as_it_was() {
        assertThat(LINK.opens(user(3, true), Optional.of(NOW.minusSeconds(1)))).isTrue();
        assertThat(LINK.opens(user(3, true), Optional.empty())).isTrue();
    }

    @Test
    void any_change_and_a_new_password_void_it() {
        assertThat(LINK.opens(user(4, true), Optional.empty())).isFalse();
        assertThat(LINK.opens(user(3, false), Optional.empty())).isFalse();
        assertThat(LINK.opens(user(3, true), Optional.of(NOW.plusSeconds(1)))).isFalse();
    }

    private static UserState user(int version, boolean enabled) {
        return new UserState(
                SUBJECT.toString(),
                version,
                "alice",
                null,
                false,
                enabled,
                false,
                false,
                List.of(),
                Map.of(),
                null,
                false);
    }
}
