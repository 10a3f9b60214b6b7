package dev.albireo.credentials.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.password.PasswordHashing.Check;
import dev.albireo.testkit.ForeignPasswords;
import dev.albireo.testkit.ForeignPasswords.ForeignPassword;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Hashes of other providers at the sign-in, with each native implementation of Argon2")
class PasswordHashingTest {
    private static final String OURS = "$argon2id$v=19$m=1024,t=1,p=1$";

    static Stream<Argon2Library> libraries() {
        return Stream.of(new Libsodium(), new Libargon2());
    }

    private static PasswordHashing with(Argon2Library library) {
        Argon2 argon2 = new Argon2(library, 1024 * 1024, 1);
        return new PasswordHashing(argon2, argon2.hash("decoy"));
    }

    private static Optional<String> stored(ForeignPassword foreign) {
        return Optional.of(ImportedHash.require(foreign.hash(), "passwordHash").text());
    }

    @Test
    void the_right_password_is_accepted_and_gets_a_hash_of_ours() {
        PasswordHashing hashing = with(new Libsodium());
        assertThat(ForeignPasswords.all()).allSatisfy(foreign -> accepts(hashing, foreign));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void so_does_that_of_Argon2_with_each_library(Argon2Library library) {
        assertThat(argon2()).allSatisfy(foreign -> {
            accepts(with(library), foreign);
            refuses(with(library), foreign);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bcrypt-2a", "pbkdf2-sha256", "scrypt-parallel", "firebase", "ssha"})
    void a_wrong_one_is_refused_and_changes_nothing(String name) {
        assertThat(ForeignPasswords.all())
                .filteredOn(foreign -> foreign.name().equals(name))
                .hasSize(1)
                .allSatisfy(foreign -> refuses(with(new Libsodium()), foreign));
    }

    private static void accepts(PasswordHashing hashing, ForeignPassword foreign) {
        Check check = hashing.check(stored(foreign), SubmittedPassword.of(foreign.password()));
        assertThat(check.matches()).isTrue();
        assertThat(check.after().orElseThrow()).startsWith(OURS);
        assertThat(hashing.check(check.after(), SubmittedPassword.of(foreign.password())))
                .isEqualTo(new Check(true, check.after(), Optional.empty()));
    }

    private static void refuses(PasswordHashing hashing, ForeignPassword foreign) {
        Check check = hashing.check(stored(foreign), SubmittedPassword.of("wrong"));
        assertThat(check).isEqualTo(new Check(false, stored(foreign), Optional.empty()));
    }

    private static List<ForeignPassword> argon2() {
        return ForeignPasswords.all().stream()
                .filter(foreign -> foreign.name().contains("argon2"))
                .toList();
    }

    @Test
    void a_password_is_also_tried_as_it_was_typed_because_others_do_not_compose_it() {
        ForeignPassword composed = ForeignPasswords.all().getLast();
        String decomposed = Normalizer.normalize(composed.password(), Form.NFD);
        assertThat(decomposed).isNotEqualTo(composed.password());
        PasswordHashing hashing = with(new Libsodium());
        // SHA-1 of "ba\u0308ttery" followed by the salt "salt", by hashlib of Python
        Optional<String> ofDecomposed = Optional.of("{SSHA}TAQ3aemtUL03upsstrwifpSyoV1zYWx0");

        assertThat(hashing.check(stored(composed), SubmittedPassword.of(decomposed))
                        .matches())
                .isTrue();
        Check check = hashing.check(ofDecomposed, SubmittedPassword.of("ba\u0308ttery"));
        assertThat(check.matches()).isTrue();
        assertThat(hashing.check(check.after(), SubmittedPassword.of("b\u00e4ttery"))
                        .matches())
                .isTrue();
    }

    @Test
    void a_stored_text_that_is_no_hash_matches_nothing() {
        PasswordHashing hashing = with(new Libsodium());
        assertThat(hashing.check(Optional.of("password"), SubmittedPassword.of("password"))
                        .matches())
                .isFalse();
        assertThat(hashing.check(Optional.empty(), SubmittedPassword.of("decoy"))
                        .matches())
                .isFalse();
    }
}
