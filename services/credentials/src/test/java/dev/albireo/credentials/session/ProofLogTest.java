package dev.albireo.credentials.session;

import static dev.albireo.policy.AuthenticationMethod.CODE;
import static dev.albireo.policy.AuthenticationMethod.DEVICE_PASSKEY;
import static dev.albireo.policy.AuthenticationMethod.PASSWORD;
import static dev.albireo.policy.AuthenticationMethod.SYNCED_PASSKEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.policy.Acr;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProofLogTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(5);

    @Test
    void the_first_proof_stays_for_it_is_auth_time() {
        Proofs proofs = ProofLog.with(proofs(PASSWORD), at(PASSWORD, 10));
        assertThat(proofs.authTime()).isEqualTo(NOON);
        assertThat(ProofLog.passwordAt(proofs)).contains(NOON.plusSeconds(10));
    }

    @Test
    void the_list_does_not_grow_with_every_confirmation() {
        Proofs proofs = proofs(PASSWORD);
        for (int i = 1; i <= 100; i++) {
            proofs = ProofLog.with(ProofLog.with(proofs, at(DEVICE_PASSKEY, i)), at(PASSWORD, i));
        }
        assertThat(proofs.list()).hasSize(3);
        assertThat(proofs.amr()).containsExactly("pwd", "hwk");
        assertThat(proofs.acr()).isEqualTo(Acr.AAL2);
    }

    @Test
    void two_passkeys_are_one_factor() {
        assertThat(ProofLog.with(proofs(DEVICE_PASSKEY), at(SYNCED_PASSKEY, 5)).mfaVerified())
                .isFalse();
    }

    @Test
    void each_kind_of_proof_has_a_time_of_its_own() {
        Proofs proofs = ProofLog.with(ProofLog.with(proofs(PASSWORD), at(DEVICE_PASSKEY, 5)), at(CODE, 9));
        assertThat(ProofLog.passwordAt(proofs)).contains(NOON);
        assertThat(ProofLog.passkeyAt(proofs)).contains(NOON.plusSeconds(5));
        assertThat(ProofLog.codeAt(proofs)).contains(NOON.plusSeconds(9));
        assertThat(ProofLog.codeAt(proofs(PASSWORD))).isEmpty();
    }

    @Test
    void freshness_ends_after_its_life() {
        assertThat(ProofLog.isRecent(Optional.of(NOON), LIFE, NOON.plus(LIFE))).isTrue();
        assertThat(ProofLog.isRecent(Optional.of(NOON), LIFE, NOON.plus(LIFE).plusMillis(1)))
                .isFalse();
        assertThat(ProofLog.isRecent(Optional.empty(), LIFE, NOON)).isFalse();
    }

    private static Proofs proofs(AuthenticationMethod method) {
        return new Proofs(List.of(at(method, 0)));
    }

    private static Proof at(AuthenticationMethod method, int seconds) {
        return new Proof(method, NOON.plusSeconds(seconds));
    }
}
