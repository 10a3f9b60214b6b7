package dev.albireo.credentials.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditableClaimsTest {
    @Test
    void they_keep_the_order_of_the_setting() {
        assertThat(EditableClaims.of(List.of("locale", "name", "locale")))
                .containsExactly(ProfileClaim.LOCALE, ProfileClaim.NAME);
        assertThat(EditableClaims.of(List.of("none"))).isEmpty();
    }

    @Test
    void an_unknown_one_ends_the_start() {
        assertThatThrownBy(() -> EditableClaims.of(List.of("email")))
                .hasMessage("albireo.account.editable-claims: users cannot change the claim email");
    }

    @ParameterizedTest
    @CsvSource({
        "birthdate, 1990, true",
        "birthdate, 0000-02-29, true",
        "locale, de-CH, true",
        "locale, pt_BR, false",
        "zoneinfo, UTC, true",
        "picture, https://example.com/a.png?size=2, true",
        "picture, https:///a.png, false",
        "website, //example.com, false"
    })
    void each_accepts_its_form(String claim, String value, boolean accepted) {
        assertThat(ProfileClaim.of(claim).orElseThrow().accepts(value)).isEqualTo(accepted);
    }
}
