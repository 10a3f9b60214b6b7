package dev.albireo.credentials.password.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.testkit.ForeignPasswords;
import dev.albireo.testkit.ForeignPasswords.ForeignPassword;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Password hashes of other providers")
class ForeignHashTest {
    /** Argon2 has its own test, because it is verified natively. */
    private static final BiPredicate<String, String> NO_ARGON2 = ForeignHashTest::refused;

    private static boolean refused(String phc, String password) {
        throw new AssertionError("no hash of Argon2");
    }

    static Stream<ForeignPassword> hashes() {
        return ForeignPasswords.all().stream();
    }

    static Stream<ForeignPassword> computedHere() {
        return hashes().filter(hash -> !(ForeignHash.parse(hash.hash()) instanceof Argon2Hash));
    }

    /** Two verifications, since some of these hashes take a second each. */
    @ParameterizedTest
    @MethodSource("computedHere")
    void a_hash_read_from_what_is_stored_matches_its_password_and_no_other(ForeignPassword foreign) {
        String stored = ForeignHash.parse(foreign.hash()).text();
        ForeignHash hash = ForeignHash.parse(stored);
        assertThat(hash.text()).isEqualTo(stored);
        assertThat(hash.matches(foreign.password(), NO_ARGON2)).isTrue();
        assertThat(hash.matches(foreign.password() + " ", NO_ARGON2)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void a_hash_appears_in_no_text(ForeignPassword foreign) {
        assertThat(ForeignHash.parse(foreign.hash()).toString()).matches("\\w+\\[redacted]");
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void a_hash_has_the_shape_of_one(ForeignPassword foreign) {
        assertThat(ForeignHash.isShapeOf(foreign.hash())).isTrue();
        assertThat(ForeignHash.isShapeOf(" " + foreign.hash() + "\n")).isTrue();
    }

    @Test
    void hashes_of_formats_without_support_have_the_shape_too() {
        assertThat(List.of(
                        "$6$saltsalt$IxDD3jeSOb5eB1CX5LBsqZFVkJdido3OUILO5Ifz5iwMuTS4XMS130MTSuDDl3aCI6WouIL9AjRbLCelDCy.g.",
                        "$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/",
                        "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7",
                        "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=",
                        "{ssha}k2vOS9zDZwkPZ4ytjenx1i3vdpDLmRNC",
                        "{MD5}X03MO1qnZdYdgyfeuILPmQ==",
                        "md5$salt$5f4dcc3b5aa765d61d8327deb882cf99"))
                .allMatch(ForeignHash::isShapeOf);
    }

    @Test
    void passwords_that_have_something_of_a_hash_are_passwords() {
        assertThat(List.of(
                        "correct horse battery",
                        "$2b or not $2b, that is the question",
                        "pa$$word$with$dollars$and$more$text",
                        "{curly} braces are allowed in passwords",
                        "{\"json\":\"is a password too\"}",
                        "$5 is five dollars and $6 is six",
                        "AQAAAA==",
                        "5f4dcc3b5aa765d61d8327deb882cf995f4dcc3b5aa765d61d8327deb882cf99",
                        "8yS6RHQej6e7yILvfFEt43Ku4i9Te4FzU7O08bw52eAXmrixVlFl8yS6RHQej6"))
                .noneMatch(ForeignHash::isShapeOf);
    }

    @Test
    void bcrypt_ignores_what_follows_72_bytes_as_everywhere() {
        ForeignHash hash = ForeignHash.parse("$2b$06$ENvudLqk71H9qyfQp4EPIOEOpFGcDgWWCgXRKOnjQ3udj52CDnqKG");
        assertThat(hash.matches("x".repeat(80), NO_ARGON2)).isTrue();
        assertThat(hash.matches("x".repeat(71), NO_ARGON2)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    $argon2id$v=19$m=4194304,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA | has 4194304 KiB of memory; 1 to 102400 are accepted
                    $argon2id$v=19$m=1024,t=99,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA | has 99 iterations; 1 to 20 are accepted
                    $argon2id$v=19$m=102400,t=20,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA | has 2048000 KiB of memory times iterations; 1 to 524288 are accepted
                    $argon2id$v=19$m=1024,t=1,p=64$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA | has 64 lanes; 1 to 16 are accepted
                    $argon2id$v=19$m=8,t=1,p=2$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA | has less than 8 KiB of memory for each lane
                    $argon2id$v=19$m=1024,t=1,p=1$c2FsdHNhbHQ$AAAA | has a hash of 3 bytes; 16 to 64 are accepted
                    $2b$15$eAXmrixVlFl8yS6RHQej6e7yILvfFEt43Ku4.i9Te4FzU7O08bw52 | has 15 as the cost of bcrypt; 1 to 14 are accepted
                    $2b$31$eAXmrixVlFl8yS6RHQej6e7yILvfFEt43Ku4.i9Te4FzU7O08bw52 | has 31 as the cost of bcrypt; 1 to 14 are accepted
                    $pbkdf2-sha256$999999999$6B3jnLMWAuC8d24N4dy7Fw$HivGywdMkKGK0tAPZQrtDVm9aVEYcg4T/US42rkVVEw | has 999999999 iterations of PBKDF2; 1 to 2000000 are accepted
                    $pbkdf2-sha256$0$6B3jnLMWAuC8d24N4dy7Fw$HivGywdMkKGK0tAPZQrtDVm9aVEYcg4T/US42rkVVEw | has 0 iterations of PBKDF2; 1 to 2000000 are accepted
                    pbkdf2_sha256$2000001$seasalt2$a1eFqz6sT+lEsiv5P2nDjgjKLnzyrQKYRW4GwMYIQG4= | has 2000001 iterations of PBKDF2; 1 to 2000000 are accepted
                    $scrypt$ln=20,r=8,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA | has 1024 MiB of memory; 1 to 32 are accepted
                    $scrypt$ln=31,r=8,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA | has 31 as the logarithm of scrypt's N; 1 to 20 are accepted
                    $scrypt$ln=15,r=8,p=16$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA | has 4194304 as scrypt's N times r times p; 1 to 2097152 are accepted
                    {SSHA}AAAA | has a digest and salt of 3 bytes; 21 to 84 are accepted
                    """)
    void a_hash_that_costs_too_much_or_proves_too_little_is_refused(String hash, String reason) {
        assertThatThrownBy(() -> ForeignHash.parse(hash))
                .isInstanceOf(UnsupportedHash.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    correct horse battery                                   | is in no supported format
                    5f4dcc3b5aa765d61d8327deb882cf99                         | is in no supported format
                    $1$saltsalt$qjXMvbEw8oaL.CzflDtaK/                       | is in no supported format
                    $argon2d$v=19$m=1024,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA | is not Argon2id or Argon2i
                    $argon2id$m=1024,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA | is not Argon2id or Argon2i of version 19
                    $2x$10$eAXmrixVlFl8yS6RHQej6e7yILvfFEt43Ku4.i9Te4FzU7O08bw52 | is not bcrypt
                    $2b$10$short                                             | is not bcrypt
                    {MD5}X03MO1qnZdYdgyfeuILPmQ==                            | has another scheme
                    {CRYPT}$6$saltsalt$IxDD3jeSOb5eB1CX5LBsqZFVkJdido3OUILO5 | is not bcrypt
                    {"secretData":"{}"}                                      | has no credentialData
                    {"secretData":{"value":"AAAA","salt":"AAAA"},"credentialData":{"algorithm":"md5"}} | has another credentialData.algorithm
                    bcrypt_sha256$$2b$12$xANHaUJx.wCvL6konZDapuHHNIMWOXwPucN/oEy0PPdyFDC2ij.gO | is not of Django's
                    AAAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw== | is in no supported format
                    AQAAAAEAACcQf///8AABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw== | is in no supported format
                    """)
    void what_is_no_hash_of_a_supported_format_is_refused_with_the_reason(String hash, String reason) {
        assertThatThrownBy(() -> ForeignHash.parse(hash))
                .isInstanceOf(UnsupportedHash.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void no_reason_contains_a_part_of_the_hash() {
        String secret = "W6ph5Mm5Pz8GgiULbPgzG37mj9g";
        assertThat(Stream.of(
                        "$argon2id$" + secret, "$2b$" + secret, "$scrypt$" + secret, "{SSHA}" + secret + "*", secret))
                .allSatisfy(hash -> assertThatThrownBy(() -> ForeignHash.parse(hash))
                        .isInstanceOf(UnsupportedHash.class)
                        .hasMessageNotContaining(secret));
    }

    @Test
    void a_text_of_any_length_is_refused_at_once() {
        assertThatThrownBy(() -> ForeignHash.parse("$2b$".repeat(5_000)))
                .isInstanceOf(UnsupportedHash.class)
                .hasMessage("is longer than 4096 characters");
    }
}
