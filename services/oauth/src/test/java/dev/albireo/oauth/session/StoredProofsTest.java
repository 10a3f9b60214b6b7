package dev.albireo.oauth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.policy.Method;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredProofsTest {
    @Test
    void what_is_written_is_read_again_in_order_and_to_the_nanosecond() {
        Proofs proofs = new Proofs(List.of(
                new Proof(Method.PASSWORD, Instant.parse("2026-11-22T10:00:00.123456789Z")),
                new Proof(Method.SYNCED_PASSKEY, Instant.parse("2026-11-22T10:00:05Z"))));

        assertThat(StoredProofs.read(StoredProofs.write(proofs))).isEqualTo(proofs);
    }

    @Test
    void a_method_of_a_newer_release_counts_for_nothing() {
        Proofs proofs = StoredProofs.read(
                "[{\"method\":\"pwd\",\"at\":\"2026-11-22T10:00:00Z\"},{\"method\":\"face\",\"at\":\"2026-11-22T10:00:05Z\"}]");

        assertThat(proofs.amr()).containsExactly("pwd");
        assertThat(proofs.mfaVerified()).isFalse();
    }
}
