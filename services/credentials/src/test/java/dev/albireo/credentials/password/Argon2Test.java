package dev.albireo.credentials.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("RFC 9106, Argon2id, by each native implementation")
class Argon2Test {
    private static final Argon2Library LIBSODIUM = new Libsodium();
    private static final Argon2Library LIBARGON2 = new Libargon2();

    static Stream<Argon2Library> libraries() {
        return Stream.of(LIBSODIUM, LIBARGON2);
    }

    private static Argon2 current(Argon2Library library) {
        return new Argon2(library, 19 * 1024 * 1024, 2);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void a_hash_contains_its_parameters(Argon2Library library) {
        assertThat(current(library).hash("correct horse"))
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void a_hash_is_verified_by_both(Argon2Library library) {
        String phc = current(library).hash("correct horse \u00fc");
        assertThat(libraries()).allSatisfy(other -> {
            assertThat(current(other).matches(phc, "correct horse \u00fc")).isTrue();
            assertThat(current(other).matches(phc, "correct horsf \u00fc")).isFalse();
            assertThat(current(other).matches(phc, "correct horse")).isFalse();
            assertThat(current(other).matches(phc, "")).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void two_hashes_of_one_password_differ(Argon2Library library) {
        assertThat(current(library).hash("correct horse"))
                .isNotEqualTo(current(library).hash("correct horse"));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void a_hash_with_earlier_parameters_matches_and_is_outdated(Argon2Library library) {
        String phc = new Argon2(library, 8 * 1024 * 1024, 1).hash("correct horse");
        assertThat(current(library).matches(phc, "correct horse")).isTrue();
        assertThat(current(library).outdated(phc)).isTrue();
        assertThat(current(library).outdated(current(library).hash("correct horse")))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void a_malformed_hash_matches_nothing(Argon2Library library) {
        assertThat(Stream.of("$argon2id$nonsense", "", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$", "x".repeat(500)))
                .noneMatch(phc -> current(library).matches(phc, "correct horse"));
    }
}
