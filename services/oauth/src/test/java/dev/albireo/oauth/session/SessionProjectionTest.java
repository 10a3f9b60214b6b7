package dev.albireo.oauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.session.SessionProjection.SessionStatus;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionProjectionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Proofs PROOFS = new Proofs(List.of(new Proof(AuthenticationMethod.PASSWORD, NOW)));

    @Test
    void it_lives_while_it_is_used() {
        assertThat(session(false, true, PROOFS, NOW.minusSeconds(3600), NOW.plusSeconds(1))
                        .status(NOW))
                .isEqualTo(SessionStatus.LIVE);
    }

    @Test
    void unused_for_longer_it_is_idle_and_credentials_may_know_better() {
        assertThat(session(false, true, PROOFS, NOW.minusSeconds(3601), NOW.plusSeconds(1))
                        .status(NOW))
                .isEqualTo(SessionStatus.IDLE);
    }

    @Test
    void it_is_over_when_it_ended_or_expired_or_its_user_is_disabled_or_nothing_was_proved() {
        assertThat(session(true, true, PROOFS, NOW, NOW.plusSeconds(1)).status(NOW))
                .isEqualTo(SessionStatus.ENDED);
        assertThat(session(false, true, PROOFS, NOW, NOW).status(NOW)).isEqualTo(SessionStatus.ENDED);
        assertThat(session(false, false, PROOFS, NOW, NOW.plusSeconds(1)).status(NOW))
                .isEqualTo(SessionStatus.ENDED);
        assertThat(session(false, true, new Proofs(List.of()), NOW, NOW.plusSeconds(1))
                        .status(NOW))
                .isEqualTo(SessionStatus.ENDED);
    }

    @Test
    void it_expired_unless_it_was_ended_before() {
        Instant later = NOW.plusSeconds(1);
        assertThat(session(false, true, PROOFS, NOW.minusSeconds(3600), later).isExpired(NOW))
                .isFalse();
        assertThat(session(false, true, PROOFS, NOW.minusSeconds(3601), later).isExpired(NOW))
                .isTrue();
        assertThat(session(false, true, PROOFS, NOW, NOW).isExpired(NOW)).isTrue();
        assertThat(session(true, true, PROOFS, NOW, NOW).isExpired(NOW)).isFalse();
    }

    private static SessionProjection session(
            boolean ended, boolean enabled, Proofs proofs, Instant activeAt, Instant expiresAt) {
        UUID id = UUID.fromString("00000000-0000-4000-8000-000000000001");
        UserProjection user = new UserProjection(
                id, "alice", Optional.empty(), enabled, false, false, Set.of(), false, Optional.empty());
        return new SessionProjection(
                new SsoSession(id, user, proofs, false), ended, activeAt, Duration.ofHours(1), expiresAt);
    }
}
