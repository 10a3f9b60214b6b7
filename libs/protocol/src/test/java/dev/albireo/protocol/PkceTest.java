package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7636, Proof Key for Code Exchange")
class PkceTest {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @Test
    void appendix_B_vector() {
        assertThat(Pkce.matches(CHALLENGE, VERIFIER)).isTrue();
    }

    @Test
    void section_4_6_another_verifier_does_not_match() {
        assertThat(Pkce.matches(CHALLENGE, VERIFIER.replace('d', 'e'))).isFalse();
    }

    @Test
    void section_4_2_the_challenge_is_no_verifier() {
        assertThat(Pkce.matches(CHALLENGE, CHALLENGE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk=",
                "dBjftJeZ4CVP mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
            })
    void section_4_1_a_verifier_has_43_to_128_unreserved_characters(String verifier) {
        assertThat(Pkce.matches(Sha256.of(verifier), verifier)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM"
            })
    void section_4_2_a_challenge_has_43_base64url_characters(String challenge) {
        assertThat(Pkce.isChallenge(challenge)).isFalse();
    }
}
