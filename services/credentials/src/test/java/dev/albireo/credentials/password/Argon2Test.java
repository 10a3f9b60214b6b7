package dev.albireo.credentials.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9106, Argon2id")
class Argon2Test {
    private static final Argon2 TODAY = new Argon2(19 * 1024 * 1024, 2);

    @Test
    void a_hash_says_how_it_was_made() {
        assertThat(TODAY.hash("correct horse")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void only_the_same_password_matches() {
        String phc = TODAY.hash("correct horse");
        assertThat(TODAY.matches(phc, "correct horse")).isTrue();
        assertThat(TODAY.matches(phc, "correct horsf")).isFalse();
        assertThat(TODAY.matches(phc, "")).isFalse();
    }

    @Test
    void two_hashes_of_one_password_differ() {
        assertThat(TODAY.hash("correct horse")).isNotEqualTo(TODAY.hash("correct horse"));
    }

    @Test
    void a_hash_of_yesterdays_parameters_matches_and_is_outdated() {
        String phc = new Argon2(8 * 1024 * 1024, 1).hash("correct horse");
        assertThat(TODAY.matches(phc, "correct horse")).isTrue();
        assertThat(TODAY.outdated(phc)).isTrue();
        assertThat(TODAY.outdated(TODAY.hash("correct horse"))).isFalse();
    }

    @Test
    void a_broken_hash_matches_nothing() {
        assertThat(TODAY.matches("$argon2id$nonsense", "correct horse")).isFalse();
    }
}
