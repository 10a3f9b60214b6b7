package dev.albireo.credentials.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.credentials.session.ProofMeters.Factor;
import dev.albireo.credentials.session.ProofMeters.Result;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The counters of authentications")
class ProofMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProofMeters meters = new ProofMeters(registry);

    @Test
    void all_tags_exist_before_the_first_login() {
        assertThat(registry.find("albireo.logins").counters()).hasSize(2 * 3);
        assertThat(registry.find("albireo.second.factors").counters()).hasSize(7 * 3);
        assertThat(registry.get("albireo.second.factor.locks").counter().count())
                .isZero();
    }

    @Test
    void a_login_is_no_further_proof() {
        meters.login(Factor.PASSWORD, Result.TOO_MANY);
        assertThat(count("albireo.logins", "password", "too-many")).isEqualTo(1);
        assertThat(count("albireo.second.factors", "password", "too-many")).isZero();
    }

    @Test
    void a_further_proof_counts_by_what_was_shown() {
        meters.further(Factor.DELIVERED_CODE, Result.PROVED);
        assertThat(count("albireo.second.factors", "delivered-code", "proved")).isEqualTo(1);
        assertThat(count("albireo.second.factors", "totp", "proved")).isZero();
    }

    @Test
    void no_login_with_a_code_alone() {
        assertThatThrownBy(() -> meters.login(Factor.TOTP, Result.PROVED)).isInstanceOf(IllegalArgumentException.class);
    }

    private double count(String name, String factor, String result) {
        return registry.get(name)
                .tags("factor", factor, "result", result)
                .counter()
                .count();
    }
}
