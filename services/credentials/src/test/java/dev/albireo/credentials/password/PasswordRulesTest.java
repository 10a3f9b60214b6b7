package dev.albireo.credentials.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Passwords that users choose, NIST SP 800-63B-4 section 3.1.1.2")
class PasswordRulesTest {
    private static final PasswordOwner ALONE =
            new PasswordOwner("ada.lovelace", Optional.of("countess@analytical.example"), true);
    private static final PasswordOwner BESIDE_A_FACTOR =
            new PasswordOwner("ada.lovelace", Optional.of("countess@analytical.example"), false);

    @SuppressWarnings("NullAway")
    private static final BreachedPasswords NOT_ASKED = null;

    private final PasswordRules rules = rules(8, 15);

    @ParameterizedTest
    @ValueSource(strings = {"correct horse b", "Tr0ub4dor&3 is long", "\u00e4\u00f6\u00fc gr\u00fcnes Pferd"})
    void fifteen_characters_of_any_kind_suffice_alone(String password) {
        assertThat(rules.checked(password, "password", ALONE).text()).isEqualTo(password);
    }

    @Test
    void eight_suffice_beside_a_second_factor() {
        assertThat(rules.checked("gr\u00fcn-175", "password", BESIDE_A_FACTOR).text())
                .isEqualTo("gr\u00fcn-175");
    }

    @ParameterizedTest
    @CsvSource({
        "correct horse, password must have at least 15 characters",
        "password123password123, password must not be a common one",
        "PasswordPassword, password must not be a common one",
        "abcdefghijklmnopqrst, password must not be a sequence",
        "98765432109876543210, password must not be a sequence",
        "aaaaaaaaaaaaaaaaaaaa, password must not be a sequence",
        "abababababababababab, password must not be a sequence",
        "ada.lovelace-2026, password must not be made of the name",
        "countess@analytical.example, password must not be made of the name",
        "Countess Countess, password must not be made of the name",
    })
    void what_attackers_try_first_is_rejected(String password, String error) {
        assertThatThrownBy(() -> rules.checked(password, "password", ALONE)).hasMessageStartingWith(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "Password1", "iloveyou", "football", "12345678", "sunshine"})
    void a_common_one_is_rejected_beside_a_second_factor_too(String password) {
        assertThatThrownBy(() -> rules.checked(password, "password", BESIDE_A_FACTOR))
                .hasMessageContaining("must not be a");
    }

    @Test
    void a_setting_cannot_allow_less_than_eight_characters_and_alone_is_never_shorter() {
        assertThat(rules(4, 6).shortest(false)).isEqualTo(8);
        assertThat(rules(12, 6).shortest(true)).isEqualTo(12);
    }

    private static PasswordRules rules(int shortest, int alone) {
        return new PasswordRules(new CommonPasswords(), NOT_ASKED, new PasswordRulesConfig() {
            @Override
            public int shortest() {
                return shortest;
            }

            @Override
            public int shortestAlone() {
                return alone;
            }
        });
    }
}
