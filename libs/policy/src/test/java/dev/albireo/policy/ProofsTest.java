package dev.albireo.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What proofs amount to")
class ProofsTest {
    private static final Instant FIRST = Instant.parse("2026-01-15T10:30:00Z");

    private static Proofs of(String amr) {
        List<AuthenticationMethod> methods = Stream.of(amr.split("\\+"))
                .map(value -> AuthenticationMethod.ofAmr(value).orElseThrow())
                .toList();
        Proofs proofs = new Proofs(List.of());
        for (int i = 0; i < methods.size(); i++) {
            proofs = proofs.and(new Proof(methods.get(i), FIRST.plusSeconds(60L * i)));
        }
        return proofs;
    }

    @ParameterizedTest
    @CsvSource({
        "pwd, aal1",
        "hwk, aal1",
        "swk, aal1",
        "otp, aal1",
        "pwd+hwk, aal2",
        "pwd+swk, aal2",
        "pwd+otp, aal2",
        "hwk+otp, aal2",
        "hwk+pwd, aal2",
        "hwk+hwk, aal1",
        "hwk+swk, aal1",
        "pwd+pwd, aal1",
        "otp+otp, aal1"
    })
    void two_families_make_aal2_and_the_same_again_does_not(String amr, String acr) {
        assertThat(of(amr).acr().value()).isEqualTo(acr);
    }

    @Test
    void amr_names_each_method_once_in_the_order_of_proof() {
        assertThat(of("pwd+hwk+hwk+pwd").amr()).containsExactly("pwd", "hwk");
    }

    @Test
    void a_passkey_that_counts_as_two_factors_makes_aal2_alone_and_again() {
        Proofs once = new Proofs(List.of(new Proof(AuthenticationMethod.DEVICE_PASSKEY, FIRST, true)));
        Proofs twice = once.and(new Proof(AuthenticationMethod.DEVICE_PASSKEY, FIRST.plusSeconds(60), true));

        assertThat(once.acr()).isEqualTo(Acr.AAL2);
        assertThat(once.amr()).containsExactly("hwk", "mfa");
        assertThat(once.secondFactorAt()).contains(FIRST);
        assertThat(twice.amr()).containsExactly("hwk", "mfa");
        assertThat(twice.secondFactorAt()).contains(FIRST.plusSeconds(60));
        assertThat(twice.authTime()).isEqualTo(FIRST);
    }

    @Test
    void a_second_factor_does_not_move_auth_time() {
        assertThat(of("pwd+hwk").authTime()).isEqualTo(FIRST);
    }

    @Test
    void the_second_factor_is_the_latest_of_another_family() {
        assertThat(of("pwd+hwk+hwk").secondFactorAt()).contains(FIRST.plusSeconds(120));
        assertThat(of("pwd+pwd").secondFactorAt()).isEmpty();
    }
}
