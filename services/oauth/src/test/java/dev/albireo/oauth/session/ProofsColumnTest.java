package dev.albireo.oauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import dev.albireo.policy.SecondFactorKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofsColumnTest {
    @Test
    void what_is_written_is_read_again_in_order_and_to_the_nanosecond() {
        Proofs proofs = new Proofs(List.of(
                new Proof(AuthenticationMethod.PASSWORD, Instant.parse("2026-11-22T10:00:00.123456789Z")),
                new Proof(AuthenticationMethod.SYNCED_PASSKEY, Instant.parse("2026-11-22T10:00:05Z"), true),
                Proof.ofCode(SecondFactorKind.RECOVERY_CODE, Instant.parse("2026-11-22T10:00:06Z"))));

        assertThat(ProofsColumn.read(ProofsColumn.write(proofs))).isEqualTo(proofs);
    }

    @Test
    void a_method_of_a_newer_release_counts_for_nothing() {
        Proofs proofs = ProofsColumn.read(
                "[{\"method\":\"pwd\",\"at\":\"2026-11-22T10:00:00Z\"},{\"method\":\"face\",\"at\":\"2026-11-22T10:00:05Z\"}]");

        assertThat(proofs.amr()).containsExactly("pwd");
        assertThat(proofs.mfaVerified()).isFalse();
    }
}
