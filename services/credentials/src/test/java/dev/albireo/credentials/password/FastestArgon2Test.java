package dev.albireo.credentials.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The implementation of Argon2id that a service uses")
class FastestArgon2Test {
    @Test
    void is_one_that_can_be_loaded_and_hashes() {
        Argon2Library chosen = FastestArgon2.choose(1024 * 1024, 1);
        assertThat(chosen.matches(chosen.hash("correct".getBytes(), 1, 1024), "correct".getBytes()))
                .isTrue();
    }
}
